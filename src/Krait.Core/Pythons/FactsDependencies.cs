using Krait.Storage;

namespace Krait.Pythons;

/// <summary>
/// The files that a set of facts rests on, with what they looked like then. Absent files count: one that appears
/// later changes the facts as well. A file without identity was absent.
/// </summary>
internal sealed class FactsDependencies
{
    private readonly List<(string Path, FileIdentity Identity)> _files = [];

    public IReadOnlyList<(string Path, FileIdentity Identity)> Files => _files;

    /// <summary>Notes a file as it is now, and says whether it is there.</summary>
    public bool Note(string path)
    {
        var exists = FileStatus.TryGet(path, out var status);
        _files.Add((path, exists ? status.Identity : default));
        return exists;
    }

    public void Add(string path, FileIdentity identity) => _files.Add((path, identity));

    /// <summary>Whether every file is as it was.</summary>
    public bool Hold()
    {
        foreach (var (path, identity) in _files)
        {
            if (Current(path) != identity)
            {
                return false;
            }
        }

        return true;
    }

    private static FileIdentity Current(string path) =>
        FileStatus.TryGet(path, out var status) ? status.Identity : default;
}
