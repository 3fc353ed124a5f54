using Krait.Indexes;
using Krait.Requirements;
using Krait.Versions;

namespace Krait.Resolver;

/// <summary>Why a project has no releases.</summary>
internal enum ProjectState
{
    Found,

    /// <summary>No index has it.</summary>
    NotFound,

    /// <summary>Indexes are not to be asked, and no folder has it.</summary>
    NoIndex,

    /// <summary>Offline, and the cache does not know it.</summary>
    Offline,
}

/// <summary>A project as the solver knows it: whether it was found, and its releases on each index.</summary>
internal sealed class ProjectCandidates
{
    private PackageVersion[]? _known;
    private readonly InstalledPackage? _installed;

    public ProjectCandidates(
        ResolverInput input,
        ProjectListing listing,
        IReadOnlySet<PackageVersion> allowedYanks
    )
    {
        Name = listing.Name;
        State =
            listing.IsFound ? ProjectState.Found
            : listing.Problems.Count == 0 ? ProjectState.NoIndex
            : listing.Problems.Any(problem => problem.Kind == IndexProblemKind.Offline) ? ProjectState.Offline
            : ProjectState.NotFound;
        input.Installed.TryGetValue(Name, out _installed);
        input.Hashes.TryGetValue(Name, out var hashes);
        Groups = new ReleaseReader[listing.Groups.Count][];
        for (var i = 0; i < Groups.Length; i++)
        {
            Groups[i] = new ReleaseReader[listing.Groups[i].Count];
            for (var j = 0; j < Groups[i].Length; j++)
                Groups[i][j] = new(input, listing.Groups[i][j], allowedYanks, hashes);
        }
        Readers = Groups is [var only] ? only : [.. Groups.SelectMany(group => group)];
        Problems = listing.Problems;
        Unasked = listing.Unasked;
    }

    public PackageName Name { get; }

    public ProjectState State { get; }

    /// <summary>All releases of a group come before those of the next; within a group the version decides.</summary>
    public ReleaseReader[][] Groups { get; }

    /// <summary>The readers of all groups.</summary>
    public ReleaseReader[] Readers { get; }

    /// <summary>Indexes that had no say.</summary>
    public IReadOnlyList<IndexProblem> Problems { get; }

    /// <summary>The next index, where an earlier one has the project and so it was not asked.</summary>
    public IndexLocation? Unasked { get; }

    /// <summary>All versions that there are, usable or not, ascending: those too new are none.</summary>
    public PackageVersion[] Known => _known ??= ReadKnown();

    /// <summary>The range around a version that holds no other version.</summary>
    public VersionRanges GapAround(PackageVersion version)
    {
        var known = Known;
        if (known.Length == 0)
            return VersionRanges.Singleton(version);
        var at = Array.BinarySearch(known, version);
        var below = (at < 0 ? ~at : at) - 1;
        var above = at < 0 ? ~at : at + 1;
        return VersionRanges.Between(
            below < 0 ? VersionBound.Minimum : VersionBound.After(known[below]),
            above == known.Length ? VersionBound.Maximum : VersionBound.Before(known[above])
        );
    }

    private PackageVersion[] ReadKnown()
    {
        if (Readers is [{ Cutoff: null } only] && _installed is null)
            return only.Files.Versions.ToArray();
        SortedSet<PackageVersion> versions = [];
        foreach (var reader in Readers)
        {
            for (var i = 0; i < reader.Files.VersionCount; i++)
            {
                if (reader.IsOldEnough(i, orUnknown: false))
                    versions.Add(reader.Files.Versions[i]);
            }
        }
        if (_installed is not null)
            versions.Add(_installed.Version);
        return [.. versions];
    }
}
