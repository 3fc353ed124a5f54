using Microsoft.Win32.SafeHandles;

namespace Krait.Storage;

/// <summary>
/// An open folder. All work is relative to the folder itself, not to its path: a rename or a swapped link above it
/// cannot redirect what is done here. Names are single components or relative paths; those given as bytes are UTF-8
/// and <b>end with a zero byte</b>. Methods throw <see cref="StorageException"/>. Where the system has no such calls
/// the path stands in for the handle.
/// </summary>
internal sealed partial class DirectoryHandle : IDisposable
{
    private const uint NewDirectoryMode = 0x1FF;
    private int _descriptor;

    private DirectoryHandle(int descriptor, string path)
    {
        _descriptor = descriptor;
        Path = path;
    }

    /// <summary>The path it was opened by: for messages, and for the fallback.</summary>
    public string Path { get; }

    /// <summary>The descriptor, or -1 where there is none.</summary>
    public int Descriptor => _descriptor;

    private bool IsNative => _descriptor >= 0;

    public static DirectoryHandle Open(string path) =>
        TryOpen(path, out var error) ?? throw new StorageException("open folder", path, error);

    /// <summary>Null when there is no such folder, or it may not be opened.</summary>
    public static DirectoryHandle? TryOpen(string path) => TryOpen(path, out _);

    public static DirectoryHandle? TryOpen(string path, out ErrorNumber error)
    {
        if (Native.IsAvailable)
        {
            error = Native.Open(Native.CurrentDirectory, path, Native.DirectoryOnly, 0, out var descriptor);
            return error == ErrorNumber.None ? new DirectoryHandle(descriptor, path) : null;
        }

        error = Directory.Exists(path) ? ErrorNumber.None : ErrorNumber.NotFound;
        return error == ErrorNumber.None ? new DirectoryHandle(-1, path) : null;
    }

    /// <summary>Opens the folder; makes it, and those above it, where they are missing.</summary>
    public static DirectoryHandle OpenOrCreate(string path)
    {
        if (TryOpen(path, out var error) is { } opened)
        {
            return opened;
        }

        if (error != ErrorNumber.NotFound)
        {
            throw new StorageException("open folder", path, error);
        }

        CreatePath(path);
        return Open(path);
    }

    /// <summary>Makes a folder and those above it; content when it is there.</summary>
    public static void CreatePath(string path)
    {
        if (!Native.IsAvailable)
        {
            Portable("create folder", path, () => Directory.CreateDirectory(path));
            return;
        }

        var error = Native.MakeDirectory(Native.CurrentDirectory, path, NewDirectoryMode);
        if (error == ErrorNumber.NotFound && System.IO.Path.GetDirectoryName(path) is { Length: > 0 } parent)
        {
            CreatePath(parent);
            error = Native.MakeDirectory(Native.CurrentDirectory, path, NewDirectoryMode);
        }

        if (
            error == ErrorNumber.Exists && FileStatus.TryGet(path, out var status) && !status.IsDirectory
            || error is not (ErrorNumber.None or ErrorNumber.Exists)
        )
        {
            throw new StorageException("create folder", path, error);
        }
    }

    /// <summary>Opens a folder inside. A link in its place is refused unless <paramref name="followLinks"/> is set.</summary>
    public DirectoryHandle OpenDirectory(string name, bool followLinks = false) =>
        TryOpenDirectory(name, followLinks, out var error)
        ?? throw new StorageException("open folder", PathOf(name), error);

    public DirectoryHandle? TryOpenDirectory(string name, bool followLinks, out ErrorNumber error)
    {
        if (!IsNative)
        {
            return TryOpen(PathOf(name), out error);
        }

        var flags = Native.DirectoryOnly | (followLinks ? 0 : Native.NoFollow);
        error = Native.Open(_descriptor, name, flags, 0, out var descriptor);
        return error == ErrorNumber.None ? new DirectoryHandle(descriptor, PathOf(name)) : null;
    }

    public DirectoryHandle OpenDirectory(ReadOnlySpan<byte> name)
    {
        if (!IsNative)
        {
            return OpenDirectory(Text(name));
        }

        var error = Native.Open(
            _descriptor,
            name,
            Native.DirectoryOnly | Native.NoFollow,
            0,
            out var descriptor
        );
        return error == ErrorNumber.None
            ? new DirectoryHandle(descriptor, PathOf(Text(name)))
            : throw new StorageException("open folder", PathOf(Text(name)), error);
    }

    /// <summary>Opens for reading; null when there is no such file.</summary>
    public SafeFileHandle? TryOpenFile(string name)
    {
        if (!IsNative)
        {
            var path = PathOf(name);
            return File.Exists(path)
                ? Portable(
                    "open file",
                    path,
                    () => File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite)
                )
                : null;
        }

        var error = Native.Open(_descriptor, name, Native.ReadOnly, 0, out var descriptor);
        return error switch
        {
            ErrorNumber.None => new SafeFileHandle(descriptor, ownsHandle: true),
            ErrorNumber.NotFound => null,
            _ => throw new StorageException("open file", PathOf(name), error),
        };
    }

    /// <summary>The whole file; null when there is none. Files longer than <paramref name="limit"/> bytes are refused.</summary>
    public byte[]? TryReadFile(string name, long limit = 64 << 20)
    {
        if (!IsNative)
        {
            return FileContent.TryRead(PathOf(name), limit);
        }

        var error = Native.Open(_descriptor, name, Native.ReadOnly, 0, out var descriptor);
        if (error is ErrorNumber.NotFound or ErrorNumber.NotDirectory)
        {
            return null;
        }

        return error == ErrorNumber.None
            ? FileContent.ReadAndClose(descriptor, PathOf(name), limit)
            : throw new StorageException("open file", PathOf(name), error);
    }

    public bool TryStatus(string name, out FileStatus status, bool followLinks = false)
    {
        if (!IsNative)
        {
            return FileStatus.TryGetPortable(PathOf(name), followLinks, out status);
        }

        return Native.TryStatus(_descriptor, name, followLinks, out status) == ErrorNumber.None;
    }

    /// <summary>As the other overload, links not followed; the error is returned, not thrown.</summary>
    public ErrorNumber TryStatus(ReadOnlySpan<byte> name, out FileStatus status)
    {
        if (IsNative)
        {
            return Native.TryStatus(_descriptor, name, followLinks: false, out status);
        }

        var path = PathOf(Text(name));
        return FileStatus.TryGetPortable(path, followLinks: false, out status)
            ? ErrorNumber.None
            : ErrorNumber.NotFound;
    }

    /// <summary>Whether anything has this name, a dangling link included.</summary>
    public bool Contains(string name) => TryStatus(name, out _);

    /// <summary>What the link says; null when it is no link or not there.</summary>
    public string? TryReadLink(string name)
    {
        if (!IsNative)
        {
            var path = PathOf(name);
            return new FileInfo(path).LinkTarget;
        }

        return Native.ReadLink(_descriptor, name, out var target) == ErrorNumber.None ? target : null;
    }

    /// <summary>
    /// Takes the lock of the folder itself, which ends with this handle; false when another holds it. Always true where
    /// folders cannot be locked.
    /// </summary>
    public bool TryLock() =>
        !IsNative || Native.Lock(_descriptor, exclusive: true, wait: false) != ErrorNumber.TryAgain;

    public void Dispose()
    {
        var descriptor = Interlocked.Exchange(ref _descriptor, -1);
        if (descriptor >= 0)
        {
            _ = Native.Close(descriptor);
        }
    }

    public string PathOf(string name) => System.IO.Path.Join(Path, name);

    private static string Text(ReadOnlySpan<byte> name) =>
        System.Text.Encoding.UTF8.GetString(name.TrimEnd((byte)0));

    private static void Portable(string action, string path, Action work)
    {
        try
        {
            work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StorageException.From(action, path, e);
        }
    }

    private static T Portable<T>(string action, string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StorageException.From(action, path, e);
        }
    }
}
