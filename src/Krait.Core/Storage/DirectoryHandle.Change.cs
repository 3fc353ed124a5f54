using Microsoft.Win32.SafeHandles;

namespace Krait.Storage;

internal sealed partial class DirectoryHandle
{
    private const int NewFile = Native.WriteOnly | Native.Create | Native.Exclusive;

    /// <summary>Makes a folder; false when the name is taken (by whatever).</summary>
    public bool CreateDirectory(string name, int mode = 0x1FF)
    {
        if (!IsNative)
        {
            var path = PathOf(name);
            if (System.IO.Path.Exists(path))
            {
                return false;
            }

            Portable("create folder", path, () => Directory.CreateDirectory(path));
            return true;
        }

        var error = Native.MakeDirectory(_descriptor, name, (uint)mode);
        return Made(error) ?? throw new StorageException("create folder", PathOf(name), error);
    }

    public bool CreateDirectory(ReadOnlySpan<byte> name, int mode = 0x1FF)
    {
        if (!IsNative)
        {
            return CreateDirectory(Text(name), mode);
        }

        var error = Native.MakeDirectory(_descriptor, name, (uint)mode);
        return Made(error) ?? throw new StorageException("create folder", PathOf(Text(name)), error);
    }

    /// <summary>Makes a new file with this content and these permission bits (less the umask); a taken name is an error.</summary>
    public void CreateFile(string name, ReadOnlySpan<byte> content, int mode = 0x1B6)
    {
        using var file = CreateFile(name, mode);
        Write(file, content, 0, name);
    }

    public void CreateFile(ReadOnlySpan<byte> name, ReadOnlySpan<byte> content, int mode = 0x1B6)
    {
        if (!IsNative)
        {
            CreateFile(Text(name), content, mode);
            return;
        }

        var error = Native.Open(_descriptor, name, NewFile, (uint)mode, out var descriptor);
        if (error == ErrorNumber.None)
        {
            error = Native.WriteAll(descriptor, content);
            _ = Native.Close(descriptor);
        }

        if (error != ErrorNumber.None)
        {
            throw new StorageException("write", PathOf(Text(name)), error);
        }
    }

    /// <summary>Opens a new file for writing; a taken name is an error.</summary>
    public SafeFileHandle CreateFile(string name, int mode = 0x1B6)
    {
        if (!IsNative)
        {
            var path = PathOf(name);
            return Portable(
                "create file",
                path,
                () => File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read)
            );
        }

        var flags = Native.ReadWrite | Native.Create | Native.Exclusive;
        var error = Native.Open(_descriptor, name, flags, (uint)mode, out var descriptor);
        return error == ErrorNumber.None
            ? new SafeFileHandle(descriptor, ownsHandle: true)
            : throw new StorageException("create file", PathOf(name), error);
    }

    /// <summary>Puts a file in place in one step: readers see the old content or the new, never a part.</summary>
    public void ReplaceFile(string name, ReadOnlySpan<byte> content, int mode = 0x1B6)
    {
        var temporary = $".{name}.{Guid.NewGuid():N}.tmp";
        try
        {
            CreateFile(temporary, content, mode);
            Rename(temporary, this, name);
        }
        catch
        {
            _ = TryUnlink(temporary);
            throw;
        }
    }

    /// <summary>Makes a symbolic link; a taken name is an error.</summary>
    public void CreateSymbolicLink(string name, string target)
    {
        if (!IsNative)
        {
            var path = PathOf(name);
            Portable("link", path, () => File.CreateSymbolicLink(path, target));
            return;
        }

        var error = Native.SymbolicLink(target, _descriptor, name);
        if (error != ErrorNumber.None)
        {
            throw new StorageException("link", PathOf(name), error);
        }
    }

    /// <summary>Gives a file of <paramref name="source"/> a second name here; the error is returned, not thrown.</summary>
    public ErrorNumber TryLink(
        DirectoryHandle source,
        ReadOnlySpan<byte> sourceName,
        ReadOnlySpan<byte> name
    ) =>
        IsNative && source.IsNative
            ? Native.Link(source._descriptor, sourceName, _descriptor, name)
            : ErrorNumber.NotSupported;

    /// <summary>Removes a file or a link; false when there was none.</summary>
    public bool Unlink(string name)
    {
        var error = TryUnlink(name);
        return Removed(error) ?? throw new StorageException("remove", PathOf(name), error);
    }

    public ErrorNumber TryUnlink(string name)
    {
        if (IsNative)
        {
            return Native.Unlink(_descriptor, name);
        }

        var path = PathOf(name);
        return Attempt(path, () => File.Delete(path), System.IO.Path.Exists(path));
    }

    /// <summary>Removes a file or a link; false when there was none.</summary>
    public bool Unlink(ReadOnlySpan<byte> name)
    {
        if (!IsNative)
        {
            return Unlink(Text(name));
        }

        var error = Native.Unlink(_descriptor, name);
        return Removed(error) ?? throw new StorageException("remove", PathOf(Text(name)), error);
    }

    /// <summary>Removes an empty folder; the error (not there, not empty) is returned, not thrown.</summary>
    public ErrorNumber TryRemoveDirectory(string name)
    {
        if (IsNative)
        {
            return Native.RemoveDirectory(_descriptor, name);
        }

        var path = PathOf(name);
        return Attempt(path, () => Directory.Delete(path, recursive: false), Directory.Exists(path));
    }

    /// <summary>Moves a name of this folder to another folder of the same file system.</summary>
    public void Rename(
        string name,
        DirectoryHandle target,
        string newName,
        RenameOptions options = RenameOptions.Replace
    )
    {
        var error = TryRename(name, target, newName, options);
        if (error != ErrorNumber.None)
        {
            throw new StorageException($"move `{PathOf(name)}` to", target.PathOf(newName), error);
        }
    }

    public ErrorNumber TryRename(
        string name,
        DirectoryHandle target,
        string newName,
        RenameOptions options = RenameOptions.Replace
    )
    {
        if (IsNative)
        {
            return Native.Rename(_descriptor, name, target._descriptor, newName, options);
        }

        if (options == RenameOptions.Exchange)
        {
            return ErrorNumber.NotSupported;
        }

        var (from, to) = (PathOf(name), target.PathOf(newName));
        var replace = options == RenameOptions.Replace;
        return Attempt(
            from,
            () =>
            {
                if (Directory.Exists(from))
                {
                    Directory.Move(from, to);
                }
                else
                {
                    File.Move(from, to, replace);
                }
            },
            System.IO.Path.Exists(from)
        );
    }

    /// <summary>Sets the permission bits; nothing where the system has none.</summary>
    public void ChangeMode(string name, int mode)
    {
        if (!IsNative)
        {
            return;
        }

        var error = Native.ChangeMode(_descriptor, name, (uint)mode);
        if (error != ErrorNumber.None)
        {
            throw new StorageException("change the permissions of", PathOf(name), error);
        }
    }

    /// <summary>
    /// Writes all bytes to an open file of this folder, from <paramref name="position"/> on; <paramref name="name"/> is for
    /// messages.
    /// </summary>
    public void Write(SafeFileHandle file, ReadOnlySpan<byte> content, long position, string name)
    {
        if (IsNative)
        {
            var error = Native.WriteAll((int)file.DangerousGetHandle(), content, position);
            GC.KeepAlive(file);
            if (error != ErrorNumber.None)
            {
                throw new StorageException("write", PathOf(name), error);
            }

            return;
        }

        try
        {
            RandomAccess.Write(file, content, position);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StorageException.From("write", PathOf(name), e);
        }
    }

    private static ErrorNumber Attempt(string path, Action work, bool exists)
    {
        if (!exists)
        {
            return ErrorNumber.NotFound;
        }

        try
        {
            work();
            return ErrorNumber.None;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return StorageException.From("change", path, e).Error;
        }
    }

    private static bool? Made(ErrorNumber error) =>
        error switch
        {
            ErrorNumber.None => true,
            ErrorNumber.Exists => false,
            _ => null,
        };

    private static bool? Removed(ErrorNumber error) =>
        error switch
        {
            ErrorNumber.None => true,
            ErrorNumber.NotFound => false,
            _ => null,
        };
}
