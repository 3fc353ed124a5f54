using System.Text;

namespace Krait.Storage;

/// <summary>
/// Brings files from one place to another by link or copy. Use one instance for each pair of roots: what the pair of
/// file systems refuses is found out once (hard link → reflink → copy, or reflink → hard link → copy) and remembered. Safe for several threads.
/// </summary>
internal sealed class FileLinker(LinkMode wanted)
{
    private volatile int _mode = (int)wanted;
    private volatile bool _canClone = true;

    /// <summary>What is in use now; differs from what was wanted after a refusal.</summary>
    public LinkMode Mode => (LinkMode)_mode;

    /// <summary>Whether a wanted kind of link was refused and copies are made instead: worth a warning.</summary>
    public bool HasFallenBack => Mode != wanted;

    /// <summary>
    /// Brings a file under a new name, which must be free: <see cref="ErrorNumber.Exists"/> is returned if it is not.
    /// Names end with a zero byte. <paramref name="mode"/> are the permission bits of a copy (a link keeps its own).
    /// Other errors are returned as well.
    /// </summary>
    public ErrorNumber TryLink(
        DirectoryHandle source,
        ReadOnlySpan<byte> sourceName,
        DirectoryHandle target,
        ReadOnlySpan<byte> name,
        int mode
    )
    {
        while (true)
        {
            var current = Mode;
            var error = current switch
            {
                LinkMode.Hardlink => target.TryLink(source, sourceName, name),
                LinkMode.Symlink => SymbolicLink(source, sourceName, target, name),
                _ => Copy(source, sourceName, target, name, mode, current == LinkMode.Clone),
            };
            switch (error)
            {
                case ErrorNumber.TooManyLinks when current == LinkMode.Hardlink:
                    return TryCopy(source, sourceName, target, name, mode);
                case var refused when IsRefusal(refused) && current != LinkMode.Copy:
                    var next =
                        current != wanted ? LinkMode.Copy
                        : wanted == LinkMode.Hardlink ? LinkMode.Clone
                        : wanted == LinkMode.Clone ? LinkMode.Hardlink
                        : LinkMode.Copy;
                    _ = Interlocked.CompareExchange(ref _mode, (int)next, (int)current);
                    continue;
                default:
                    return error;
            }
        }
    }

    /// <summary>As <see cref="TryLink"/>, but the new file is one of its own, with the permission bits it would have if it were made here.</summary>
    public ErrorNumber TryCopy(
        DirectoryHandle source,
        ReadOnlySpan<byte> sourceName,
        DirectoryHandle target,
        ReadOnlySpan<byte> name,
        int mode
    )
    {
        if (_canClone && Mode != LinkMode.Copy)
        {
            var error = Copy(source, sourceName, target, name, mode, clone: true);
            if (!IsRefusal(error))
            {
                return error;
            }

            _canClone = false;
        }

        return Copy(source, sourceName, target, name, mode, clone: false);
    }

    /// <summary>Whether the pair of file systems does not do that at all, as against a failure of this file.</summary>
    private static bool IsRefusal(ErrorNumber error) =>
        error
            is ErrorNumber.CrossDevice
                or ErrorNumber.NotPermitted
                or ErrorNumber.NotSupported
                or ErrorNumber.NotTerminal
                or ErrorNumber.NotImplemented
                or ErrorNumber.Invalid;

    /// <summary>As <see cref="TryLink"/>, for names as text; throws <see cref="StorageException"/>.</summary>
    public void Link(DirectoryHandle source, string sourceName, DirectoryHandle target, string name, int mode)
    {
        var error = TryLink(source, Terminated(sourceName), target, Terminated(name), mode);
        if (error != ErrorNumber.None)
        {
            throw new StorageException("install", target.PathOf(name), error);
        }
    }

    private static byte[] Terminated(string name) => Encoding.UTF8.GetBytes(name + "\0");

    private static ErrorNumber SymbolicLink(
        DirectoryHandle source,
        ReadOnlySpan<byte> sourceName,
        DirectoryHandle target,
        ReadOnlySpan<byte> name
    )
    {
        if (target.Descriptor < 0)
        {
            return ErrorNumber.NotSupported;
        }

        var path = source.PathOf(Encoding.UTF8.GetString(sourceName.TrimEnd((byte)0)));
        return Native.SymbolicLink(Terminated(path), target.Descriptor, name);
    }

    private static ErrorNumber Copy(
        DirectoryHandle source,
        ReadOnlySpan<byte> sourceName,
        DirectoryHandle target,
        ReadOnlySpan<byte> name,
        int mode,
        bool clone
    )
    {
        if (target.Descriptor < 0)
        {
            return CopyPortable(source, sourceName, target, name);
        }

        var error = Native.Open(source.Descriptor, sourceName, Native.ReadOnly, 0, out var from);
        if (error != ErrorNumber.None)
        {
            return error;
        }

        const int Flags = Native.WriteOnly | Native.Create | Native.Exclusive;
        error = Native.Open(target.Descriptor, name, Flags, (uint)mode, out var to);
        if (error == ErrorNumber.None)
        {
            error = clone ? Native.Clone(from, to) : CopyBytes(from, to);
            _ = Native.Close(to);
            if (error != ErrorNumber.None)
            {
                _ = Native.Unlink(target.Descriptor, name);
            }
        }

        _ = Native.Close(from);
        return error;
    }

    private static ErrorNumber CopyBytes(int from, int to)
    {
        const long Chunk = 1 << 30;
        long total = 0;
        while (true)
        {
            var error = Native.CopyRange(from, to, Chunk, out var copied);
            if (error == ErrorNumber.Interrupted)
            {
                continue;
            }

            if (error == ErrorNumber.None && copied > 0)
            {
                total += copied;
                continue;
            }

            // Some file systems refuse, and some claim at once that there is nothing to copy.
            return total == 0 && error is not (ErrorNumber.NoSpace or ErrorNumber.QuotaExceeded)
                ? CopyThroughMemory(from, to)
                : error;
        }
    }

    private static ErrorNumber CopyThroughMemory(int from, int to)
    {
        Span<byte> buffer = stackalloc byte[16 * 1024];
        while (true)
        {
            var error = Native.ReadSome(from, buffer, out var read);
            if (error != ErrorNumber.None || read == 0)
            {
                return error;
            }

            error = Native.WriteAll(to, buffer[..read]);
            if (error != ErrorNumber.None)
            {
                return error;
            }
        }
    }

    private static ErrorNumber CopyPortable(
        DirectoryHandle source,
        ReadOnlySpan<byte> sourceName,
        DirectoryHandle target,
        ReadOnlySpan<byte> name
    )
    {
        try
        {
            File.Copy(
                source.PathOf(Encoding.UTF8.GetString(sourceName.TrimEnd((byte)0))),
                target.PathOf(Encoding.UTF8.GetString(name.TrimEnd((byte)0))),
                overwrite: false
            );
            return ErrorNumber.None;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return StorageException.NumberOf(e);
        }
    }
}
