using Krait.Requirements;

namespace Krait.Indexes;

/// <summary>Why an index has no say about a project.</summary>
public enum IndexProblemKind
{
    /// <summary>It does not have the project.</summary>
    NotFound,

    /// <summary>It asks for credentials (401).</summary>
    Unauthorized,

    /// <summary>It refuses these credentials (403).</summary>
    Forbidden,

    /// <summary>It may not be asked, and the cache has nothing.</summary>
    Offline,
}

/// <summary>An index that has no say about a project.</summary>
public sealed record IndexProblem(IndexLocation Index, IndexProblemKind Kind);

/// <summary>What the indexes have of one project.</summary>
/// <param name="Name">The project.</param>
/// <param name="Groups">
/// Listings in the order in which they count: all versions of a group come before those of the next; within a group the
/// version decides, and of equal versions the earlier listing. Empty where no index has the project.
/// </param>
/// <param name="Problems">The indexes that were asked in vain, in the order of asking; for explanations.</param>
public sealed record ProjectListing(
    PackageName Name,
    IReadOnlyList<IReadOnlyList<ProjectFiles>> Groups,
    IReadOnlyList<IndexProblem> Problems
)
{
    /// <summary>The next index, where one that comes before it has the project and so it was not asked; for explanations.</summary>
    public IndexLocation? Unasked { get; init; }

    /// <summary>Whether any index has the project.</summary>
    public bool IsFound => Groups.Count > 0;
}
