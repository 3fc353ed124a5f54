using System.Text;
using Krait.Storage;
using Microsoft.Win32.SafeHandles;

namespace Krait.Archives;

internal sealed partial class SourceUnpacker
{
    private SafeFileHandle Create(string name, bool isExecutable)
    {
        var (folder, last) = Place(name);
        _files.Add(name);
        return folder.CreateFile(last, isExecutable ? ExecutableMode : FileMode);
    }

    /// <summary>Gives a file that was written before a second name; a copy where the file system has no hard links.</summary>
    private void Link(string name, string target)
    {
        if (!_files.Contains(target))
            throw new ArchiveException(
                $"`{name}` is a second name of `{target}`, which is no file before it"
            );
        var (to, toName) = Place(name);
        // Opening the second may have closed the first; there is room for both after that.
        var (from, fromName) = Place(target);
        (to, toName) = Place(name);
        if (to.TryLink(from, Terminated(fromName), Terminated(toName)) != ErrorNumber.None)
            Copy(from, fromName, to, toName);
        _files.Add(name);
    }

    private void Copy(DirectoryHandle from, string fromName, DirectoryHandle to, string toName)
    {
        from.TryStatus(fromName, out var status);
        using var source =
            from.TryOpenFile(fromName)
            ?? throw new StorageException("open file", from.PathOf(fromName), ErrorNumber.NotFound);
        using var copy = to.CreateFile(toName, status.IsExecutable ? ExecutableMode : FileMode);
        long position = 0;
        while (RandomAccess.Read(source, _buffer, position) is var count and > 0)
            position = Write(copy, position, count);
    }

    private (DirectoryHandle Folder, string Last) Place(string name)
    {
        var slash = name.LastIndexOf('/');
        return slash < 0 ? (_root, name) : (Folder(name[..slash]), name[(slash + 1)..]);
    }

    /// <summary>The folder of this path, made if it is not there; opened from the one above it, never through a link.</summary>
    private DirectoryHandle Folder(string path)
    {
        if (_folders.TryGetValue(path, out var known))
            return known;
        var (above, last) = Place(path);
        if (_folders.Count >= MostOpen)
            Close(above);
        above.CreateDirectory(last);
        var folder = above.OpenDirectory(last);
        _folders.Add(path, folder);
        return folder;
    }

    /// <summary>Descriptors are few: beyond this many open folders all are closed but the one at hand.</summary>
    private const int MostOpen = 256;

    private void Close(DirectoryHandle keep)
    {
        foreach (var (path, folder) in _folders.ToArray())
        {
            if (ReferenceEquals(folder, keep))
                continue;
            folder.Dispose();
            _folders.Remove(path);
        }
    }

    private static byte[] Terminated(string name) => [.. Encoding.UTF8.GetBytes(name), 0];
}
