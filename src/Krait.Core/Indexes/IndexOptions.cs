using Krait.Requirements;

namespace Krait.Indexes;

/// <summary>Where to look for packages, and how.</summary>
public sealed record IndexOptions
{
    /// <summary>
    /// The indexes, the most important first; the default index, if any, is the last. One that is named again is asked once,
    /// with whatever credentials any of its mentions has.
    /// </summary>
    public IReadOnlyList<IndexLocation> Indexes { get; init; } = [];

    /// <summary>Packages that come from other indexes than <see cref="Indexes"/>.</summary>
    public IReadOnlyList<DedicatedIndexes> Dedicated { get; init; } = [];

    /// <summary>Pages and folders of files of any projects, used beside whatever index.</summary>
    public IReadOnlyList<IndexLocation> FindLinks { get; init; } = [];

    public IndexStrategy Strategy { get; init; }

    /// <summary>Ask no index; only <see cref="FindLinks"/> count.</summary>
    public bool NoIndex { get; init; }

    /// <summary>What was fetched before this command counts as stale, for every package.</summary>
    public bool Refresh { get; init; }

    /// <summary>What was fetched before this command counts as stale, for these packages.</summary>
    public IReadOnlySet<PackageName> RefreshPackages { get; init; } = new HashSet<PackageName>();

    /// <summary>Statuses to take for "not here" instead of an end of the search, by the key of the index.</summary>
    public IReadOnlyDictionary<string, IReadOnlySet<int>> IgnoredStatuses { get; init; } =
        new Dictionary<string, IReadOnlySet<int>>(StringComparer.Ordinal);
}
