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

    /// <summary>Makes one folder below; those above it must be there. False when the name is taken (by whatever).</summary>
    public bool CreateDirectoryBeneath(string path, int mode = 0x1FF)
    {
        var slash = path.LastIndexOf('/');
        if (slash < 0 || !IsNative)
        {
            CheckPortable(path);
            return CreateDirectory(path, mode);
        }

        var flags = Native.DirectoryOnly | Native.PathOnly;
        var error = OpenBeneath(path[..slash], flags, 0, out var parent);
        if (error == ErrorNumber.None)
        {
            error = Native.MakeDirectory(parent, path[(slash + 1)..], (uint)mode);
            _ = Native.Close(parent);
        }

        return Made(error) ?? throw new StorageException("create folder", PathOf(path), error);
    }

    private ErrorNumber OpenBeneath(string path, int flags, uint mode, out int descriptor)
    {
        if (ResolvesPaths)
        {
            var bytes = Encoding.UTF8.GetBytes(path + "\0");
            var error = Native.OpenBeneath(_descriptor, bytes, flags, mode, out descriptor);
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
}
