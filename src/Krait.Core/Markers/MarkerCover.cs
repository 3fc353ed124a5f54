namespace Krait.Markers;

/// <summary>
/// A sum of products for a function between two bounds: what it is (<paramref name="Function"/>), and how it is said, as branches whose conditions
/// precede the clauses below them.
/// </summary>
internal sealed record MarkerCover(MarkerNode Function, IReadOnlyList<MarkerCoverBranch> Branches)
{
    /// <summary>No clause: never.</summary>
    public static MarkerCover None { get; } = new(MarkerNode.False, []);

    /// <summary>One clause without terms: always.</summary>
    public static MarkerCover Always { get; } = new(MarkerNode.True, [new MarkerCoverBranch(null, null)]);
}

/// <param name="Condition">What the answer to a decision must be, as alternatives of terms; null for any.</param>
/// <param name="Rest">What must hold besides; null for nothing.</param>
internal sealed record MarkerCoverBranch(List<MarkerTerm[]>? Condition, MarkerCover? Rest);
