namespace Krait.Markers;

/// <summary>
/// One decision and where each answer leads. A many-valued decision has one child more than cuts: the child at
/// <c>i</c> is for the values between cut <c>i - 1</c> and cut <c>i</c>. A yes-or-no decision has two children: no, yes.
/// </summary>
internal sealed class MarkerBranching(MarkerDecision decision, MarkerCut[] cuts, MarkerNode[] children)
    : IEquatable<MarkerBranching>
{
    private readonly int _hash = Hash(decision, cuts, children);

    public MarkerDecision Decision { get; } = decision;

    public MarkerCut[] Cuts { get; } = cuts;

    public MarkerNode[] Children { get; } = children;

    public bool Equals(MarkerBranching? other) =>
        other is not null
        && _hash == other._hash
        && Decision == other.Decision
        && Children.AsSpan().SequenceEqual(other.Children)
        && Cuts.AsSpan().SequenceEqual(other.Cuts);

    public override bool Equals(object? obj) => Equals(obj as MarkerBranching);

    public override int GetHashCode() => _hash;

    private static int Hash(MarkerDecision decision, MarkerCut[] cuts, MarkerNode[] children)
    {
        var hash = new HashCode();
        hash.Add(decision);
        foreach (var cut in cuts)
            hash.Add(cut);
        foreach (var child in children)
            hash.Add(child.Id);
        return hash.ToHashCode();
    }
}
