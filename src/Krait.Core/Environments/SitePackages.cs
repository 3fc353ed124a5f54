using Krait.Requirements;
using Krait.Storage;

namespace Krait.Environments;

/// <summary>
/// What is installed in an environment, read off its folders of packages: dist-info folders, egg-infos, egg-links.
/// What cannot be understood disturbs nothing else; it is kept apart. A snapshot: take the environment's lock first
/// where it must hold.
/// </summary>
public sealed partial class SitePackages
{
    private readonly Dictionary<PackageName, List<InstalledDistribution>> _byName;

    private SitePackages(List<InstalledDistribution> all, List<BrokenDistribution> broken)
    {
        All = all;
        Broken = broken;
        _byName = new(all.Count);
        foreach (var distribution in all)
        {
            if (!_byName.TryGetValue(distribution.Name, out var same))
            {
                _byName[distribution.Name] = same = [];
            }

            same.Add(distribution);
        }
    }

    /// <summary>Every distribution, by name, then in the order of the folders and of the folders' names.</summary>
    public IReadOnlyList<InstalledDistribution> All { get; }

    /// <summary>Records that cannot be used.</summary>
    public IReadOnlyList<BrokenDistribution> Broken { get; }

    /// <summary>Names that are recorded more than once: all but one of the records are stale.</summary>
    public IEnumerable<IReadOnlyList<InstalledDistribution>> Duplicates =>
        All.Select(d => d.Name).Distinct().Select(FindAll).Where(same => same.Count > 1);

    /// <summary>Reads the folders, in the order in which Python looks into them. Folders that are absent are empty.</summary>
    /// <exception cref="StorageException">A folder cannot be listed.</exception>
    public static SitePackages Read(IReadOnlyList<string> folders)
    {
        var all = new List<InstalledDistribution>();
        var broken = new List<BrokenDistribution>();
        foreach (var folder in folders)
        {
            new FolderReader(folder, all, broken).Read();
        }

        all.Sort(
            (a, b) =>
                a.Name.CompareTo(b.Name) is not 0 and var byName ? byName
                : Place(a) - Place(b) is not 0 and var byFolder ? byFolder
                : string.CompareOrdinal(a.Path, b.Path)
        );
        return new SitePackages(all, broken);

        int Place(InstalledDistribution distribution)
        {
            var at = 0;
            while (at < folders.Count && folders[at] != distribution.Folder)
            {
                at++;
            }

            return at;
        }
    }

    /// <summary>The distribution of a name, the first that Python would find; null when there is none.</summary>
    public InstalledDistribution? Find(PackageName name) =>
        _byName.TryGetValue(name, out var same) ? same[0] : null;

    /// <summary>Everything recorded under a name.</summary>
    public IReadOnlyList<InstalledDistribution> FindAll(PackageName name) =>
        _byName.TryGetValue(name, out var same) ? same : [];
}
