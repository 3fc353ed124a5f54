using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Krait.Storage;

/// <content>
/// Paths from outside, such as an archive's: whatever lies on the way, what is made lies below this folder. The kernel sees to
/// it where it can (openat2: nothing above, no link on the way); elsewhere each folder is opened from the one above it.
/// </content>
internal sealed partial class DirectoryHandle
{
    /// <summary>Whether the kernel resolves whole paths; goes off for good where it, or a sandbox, does not offer that.</summary>
    internal bool ResolvesPaths { get; set; } = true;

    /// <summary>Makes a new file below, with these permission bits (less the umask); a taken name is an error.</summary>
    public void CreateFileBeneath(string path, ReadOnlySpan<byte> content, int mode = 0x1B6)
    {
        using var file = CreateFileBeneath(path, mode);
        Write(file, content, 0, path);
    }

    /// <inheritdoc cref="CreateFileBeneath(string, ReadOnlySpan{byte}, int)"/>
    public SafeFileHandle CreateFileBeneath(string path, int mode = 0x1B6)
    {
        if (!IsNative)
        {
            CheckPortable(path);
            return CreateFile(path, mode);
        }

        var error = OpenBeneath(path, NewFile, (uint)mode, out var descriptor);
        return error == ErrorNumber.None
            ? new SafeFileHandle(descriptor, ownsHandle: true)
            : throw new StorageException("create file", PathOf(path), error);
    }

    /// <summary>Opens a file below for reading; one that is not there, or a link in its place, is an error.</summary>
    public SafeFileHandle OpenFileBeneath(string path)
    {
        if (!IsNative)
        {
            CheckPortable(path);
            return TryOpenFile(path)
                ?? throw new StorageException("open file", PathOf(path), ErrorNumber.NotFound);
        }

        var error = OpenBeneath(path, Native.ReadOnly | Native.NoFollow, 0, out var descriptor);
        return error == ErrorNumber.None
            ? new SafeFileHandle(descriptor, ownsHandle: true)
            : throw new StorageException("open file", PathOf(path), error);
    }

    /// <summary>Makes one folder below; those above it must be there. False when the name is taken (by whatever).</summary>
    public bool CreateDirectoryBeneath(string path, int mode = 0x1FF)
    {
        if (!IsNative)
        {
            CheckPortable(path);
            return CreateDirectory(path, mode);
        }

        using var parent = ParentOf(path, out var name, out var error);
        if (error == ErrorNumber.None)
        {
            error = Native.MakeDirectory(parent._descriptor, name, (uint)mode);
        }

        return Made(error) ?? throw new StorageException("create folder", PathOf(path), error);
    }

    /// <summary>Makes a symbolic link below, whatever it says; a taken name is an error.</summary>
    public void CreateSymbolicLinkBeneath(string path, string target)
    {
        CheckPortable(path);
        using var parent = ParentOf(path, out var name, out var error);
        if (error != ErrorNumber.None)
        {
            throw new StorageException("link", PathOf(path), error);
        }

        parent.CreateSymbolicLink(name, target);
    }

    /// <summary>Gives a file below a second name below; the error is returned, not thrown.</summary>
    public ErrorNumber TryLinkBeneath(string source, string path)
    {
        if (!IsNative)
        {
            return ErrorNumber.NotSupported;
        }

        using var from = ParentOf(source, out var sourceName, out var error);
        if (error != ErrorNumber.None)
        {
            return error;
        }

        using var to = ParentOf(path, out var name, out error);
        return error == ErrorNumber.None ? to.TryLink(from, Terminated(sourceName), Terminated(name)) : error;
    }

    /// <summary>The folder that a path lies in, to be disposed of; of no use where there is an error.</summary>
    private DirectoryHandle ParentOf(string path, out string name, out ErrorNumber error)
    {
        var slash = path.LastIndexOf('/');
        var above = slash < 0 ? "." : path[..slash];
        name = path[(slash + 1)..];
        var descriptor = -1;
        var flags = Native.DirectoryOnly | Native.PathOnly;
        error =
            !IsNative ? ErrorNumber.None
            : slash < 0 ? Native.Open(_descriptor, above, flags, 0, out descriptor)
            : OpenBeneath(above, flags, 0, out descriptor);
        return new DirectoryHandle(descriptor, PathOf(above));
    }

    private ErrorNumber OpenBeneath(string path, int flags, uint mode, out int descriptor)
    {
        if (ResolvesPaths)
        {
            var error = Native.OpenBeneath(_descriptor, Terminated(path), flags, mode, out descriptor);
            if (
                error
                is not (
                    ErrorNumber.NotImplemented
                    or ErrorNumber.NotPermitted
                    or ErrorNumber.Invalid
                    or ErrorNumber.NotSupported
                )
            )
            {
                return error;
            }

            ResolvesPaths = false;
        }

        return OpenStepwise(path, flags, mode, out descriptor);
    }

    private ErrorNumber OpenStepwise(string path, int flags, uint mode, out int descriptor)
    {
        var above = _descriptor;
        var start = 0;
        while (true)
        {
            var slash = path.IndexOf('/', start);
            var name = slash < 0 ? path[start..] : path[start..slash];
            descriptor = -1;
            var wanted = slash < 0 ? flags : Native.DirectoryOnly | Native.PathOnly;
            var error = name is "" or "." or ".."
                ? ErrorNumber.CrossDevice
                : Native.Open(above, name, wanted | Native.NoFollow, slash < 0 ? mode : 0, out descriptor);
            if (above != _descriptor)
            {
                _ = Native.Close(above);
            }

            if (error != ErrorNumber.None || slash < 0)
            {
                return error;
            }

            (above, start) = (descriptor, slash + 1);
        }
    }

    /// <summary>Without handles the path itself is all there is: it must at least not lead up.</summary>
    private void CheckPortable(string path)
    {
        if (!IsNative && Array.Exists(path.Split('/'), part => part is "" or "." or ".."))
        {
            throw new StorageException("create", PathOf(path), ErrorNumber.CrossDevice);
        }
    }

    private static byte[] Terminated(string path) => Encoding.UTF8.GetBytes(path + "\0");
}
