namespace Krait.Markers;

public sealed partial class MarkerAlgebra
{
    /// <summary>The marker as it can be said where it is known whether each extra is asked for; null leaves an extra open.</summary>
    public MarkerNode SimplifyExtras(MarkerNode node, Func<string, bool?> isAsked) =>
        Canonical(
            MapYesNo(
                node,
                decision => decision.Kind == MarkerDecisionKind.Extra ? isAsked(decision.Literal) : null,
                []
            )
        );

    /// <summary>Holds where the marker does with some choice of extras: what is left when extras are not asked about.</summary>
    public MarkerNode WithoutExtras(MarkerNode node) =>
        Project(node, decision => decision.Kind == MarkerDecisionKind.Extra, []);

    /// <summary>Holds for the choices of extras with which the marker holds on some platform.</summary>
    public MarkerNode OnlyExtras(MarkerNode node) =>
        Project(node, decision => decision.Kind != MarkerDecisionKind.Extra, []);

    /// <summary>Whether the marker asks about an extra.</summary>
    public bool HasExtras(MarkerNode node) =>
        OnlyExtras(node) is { IsConstant: false } || WithoutExtras(node) != node;

    private MarkerNode MapYesNo(
        MarkerNode node,
        Func<MarkerDecision, bool?> answer,
        Dictionary<int, MarkerNode> known
    )
    {
        if (node.IsConstant)
            return node;
        if (known.TryGetValue(node.Index, out var result))
            return result.NegatedIf(node.IsNegated);
        EnsureDepth();
        var branching = At(node);
        if (!branching.Decision.IsManyValued && answer(branching.Decision) is { } yes)
            result = MapYesNo(branching.Children[yes ? 1 : 0], answer, known);
        else
        {
            var children = Array.ConvertAll(branching.Children, child => MapYesNo(child, answer, known));
            result = Rebuilt(branching, children);
        }
        known[node.Index] = result;
        return result.NegatedIf(node.IsNegated);
    }

    /// <summary>The decisions that <paramref name="drop"/> names may be answered as is best for the marker.</summary>
    private MarkerNode Project(
        MarkerNode node,
        Func<MarkerDecision, bool> drop,
        Dictionary<int, MarkerNode> known
    )
    {
        if (node.IsConstant)
            return node;
        if (known.TryGetValue(node.Id, out var result))
            return result;
        EnsureDepth();
        var branching = At(node);
        var children = new MarkerNode[branching.Children.Length];
        for (var i = 0; i < children.Length; i++)
            children[i] = Project(Child(node, i), drop, known);
        if (drop(branching.Decision))
        {
            result = MarkerNode.False;
            foreach (var child in children)
                result = Or(result, child);
        }
        else
            result = Canonical(Rebuilt(branching, children));
        known[node.Id] = result;
        return result;
    }

    private MarkerNode Rebuilt(MarkerBranching branching, MarkerNode[] children) =>
        branching.Decision.IsManyValued
            ? ManyValued(branching.Decision, branching.Cuts, children)
            : YesNo(branching.Decision, children[0], children[1]);
}
