using Krait.Requirements;

namespace Krait.Indexes;

/// <summary>Puts what the indexes answer into the order that the strategy wants.</summary>
internal sealed class ListingGroups(
    PackageName name,
    IndexStrategy strategy,
    IReadOnlyList<ProjectFiles> flat
)
{
    private readonly List<IReadOnlyList<ProjectFiles>> _groups = [];
    private readonly List<IndexProblem> _problems = [];

    /// <summary>Whether the answers of further indexes make no difference.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>An index's listing; null where it does not have the project.</summary>
    public void Take(IndexLocation index, ProjectFiles? files)
    {
        if (files is null)
        {
            Miss(index, IndexProblemKind.NotFound);
            return;
        }
        if (strategy is IndexStrategy.UnsafeBestMatch && _groups.Count > 0)
            _groups[0] = [.. _groups[0], files];
        else
            _groups.Add([.. flat, files]);
        IsComplete = strategy is IndexStrategy.FirstIndex;
    }

    /// <summary>An index that has no say. One that may have the project but does not tell ends the search for the first index.</summary>
    public void Miss(IndexLocation index, IndexProblemKind kind)
    {
        _problems.Add(new IndexProblem(index, kind));
        if (kind is IndexProblemKind.Unauthorized or IndexProblemKind.Forbidden)
            IsComplete = strategy is IndexStrategy.FirstIndex;
    }

    /// <param name="unasked">The next index, had the search gone on.</param>
    public ProjectListing ToListing(IndexLocation? unasked)
    {
        var isHere = _groups.Count > 0;
        if (_groups.Count == 0 && flat.Count > 0)
            _groups.Add(flat);
        return new ProjectListing(name, _groups, _problems) { Unasked = isHere ? unasked : null };
    }
}
