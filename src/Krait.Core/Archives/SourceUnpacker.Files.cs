using Krait.Storage;
using Microsoft.Win32.SafeHandles;

namespace Krait.Archives;

internal sealed partial class SourceUnpacker
{
    private SafeFileHandle Create(string name, bool isExecutable)
    {
        MakeFolderOf(name);
        _files.Add(name, isExecutable);
        return _root.CreateFileBeneath(name, isExecutable ? ExecutableMode : FileMode);
    }

    /// <summary>Gives a file that was written before a second name; a copy where the file system has no hard links.</summary>
    private void Link(string name, string target)
    {
        if (!_files.TryGetValue(target, out var isExecutable))
            throw new ArchiveException(
                $"`{name}` is a second name of `{target}`, which is no file before it"
            );
        MakeFolderOf(name);
        if (_root.TryLinkBeneath(target, name) != ErrorNumber.None)
            Copy(target, name, isExecutable);
        _files.Add(name, isExecutable);
    }

    private void Copy(string from, string to, bool isExecutable)
    {
        using var source = _root.OpenFileBeneath(from);
        using var copy = _root.CreateFileBeneath(to, isExecutable ? ExecutableMode : FileMode);
        long position = 0;
        while (RandomAccess.Read(source, _buffer, position) is var count and > 0)
            position = Write(copy, position, count, to);
    }

    private void MakeFolderOf(string name)
    {
        var slash = name.LastIndexOf('/');
        if (slash > 0)
            MakeFolder(name[..slash]);
    }

    /// <summary>Makes the folder and those above it. What is in its place already is found out by what is made in it.</summary>
    private void MakeFolder(string path)
    {
        if (!_folders.Add(path))
            return;
        MakeFolderOf(path);
        _root.CreateDirectoryBeneath(path);
    }
}
