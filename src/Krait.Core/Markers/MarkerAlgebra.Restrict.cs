namespace Krait.Markers;

public sealed partial class MarkerAlgebra
{
    private readonly Dictionary<(int, int), MarkerNode> _restrictions = [];

    /// <summary>
    /// The marker as it can be said where <paramref name="care"/> is known to hold: a simple function that agrees with
    /// <paramref name="node"/> there and is free elsewhere.
    /// </summary>
    /// <exception cref="MarkerTooComplexException"/>
    public MarkerNode Restrict(MarkerNode node, MarkerNode care) => Canonical(Restriction(node, care));

    private MarkerNode Restriction(MarkerNode node, MarkerNode care)
    {
        if (care.IsConstant || node.IsConstant)
            return node;
        if (node == care)
            return MarkerNode.True;
        if (node == care.Negated)
            return MarkerNode.False;
        var key = (node.Id, care.Id);
        if (_restrictions.TryGetValue(key, out var result))
            return result;
        EnsureDepth();
        MarkerBranching f = At(node),
            c = At(care);
        var order = f.Decision.OrderTo(c.Decision);
        if (order > 0)
        {
            // The marker does not ask this: whatever the answer, only where something is cared for counts.
            var any = MarkerNode.False;
            for (var i = 0; i < c.Children.Length; i++)
                any = Or(any, Child(care, i));
            result = Restriction(node, any);
        }
        else if (order < 0)
        {
            var children = new MarkerNode[f.Children.Length];
            for (var i = 0; i < children.Length; i++)
                children[i] = Restriction(Child(node, i), care);
            result = Rebuilt(f, children);
        }
        else if (!f.Decision.IsManyValued)
        {
            MarkerNode careNo = Child(care, 0),
                careYes = Child(care, 1);
            result =
                careNo.IsFalse ? Restriction(Child(node, 1), careYes)
                : careYes.IsFalse ? Restriction(Child(node, 0), careNo)
                : YesNo(
                    f.Decision,
                    Restriction(Child(node, 0), careNo),
                    Restriction(Child(node, 1), careYes)
                );
        }
        else
            result = RestrictValues(node, care);
        _restrictions[key] = result;
        return result;
    }

    /// <summary>Values that are not cared for go where the first that is cared for goes.</summary>
    private MarkerNode RestrictValues(MarkerNode node, MarkerNode care)
    {
        var cuts = MergedCuts(At(node).Cuts, At(care).Cuts);
        var children = new MarkerNode?[cuts.Length + 1];
        int i = 0,
            j = 0;
        for (var at = 0; at < children.Length; at++)
        {
            var cared = Child(care, j);
            children[at] = cared.IsFalse ? null : Restriction(Child(node, i), cared);
            if (at == cuts.Length)
                break;
            if (i < At(node).Cuts.Length && At(node).Cuts[i].Equals(cuts[at]))
                i++;
            if (j < At(care).Cuts.Length && At(care).Cuts[j].Equals(cuts[at]))
                j++;
        }
        var first = Array.Find(children, child => child is not null) ?? MarkerNode.True;
        var filled = Array.ConvertAll(children, child => child ?? first);
        return ManyValued(At(node).Decision, cuts, filled);
    }
}
