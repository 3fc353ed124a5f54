namespace Krait.Markers;

public sealed partial class MarkerAlgebra
{
    private readonly Dictionary<(int, int), MarkerNode> _conjunctions = [];

    /// <summary>Holds where <paramref name="node"/> does not.</summary>
    public static MarkerNode Not(MarkerNode node) => node.Negated;

    /// <summary>Holds where both hold.</summary>
    /// <exception cref="MarkerTooComplexException"/>
    public MarkerNode And(MarkerNode a, MarkerNode b) => Canonical(Conjunction(a, b));

    /// <summary>Holds where at least one holds.</summary>
    /// <exception cref="MarkerTooComplexException"/>
    public MarkerNode Or(MarkerNode a, MarkerNode b) => Canonical(Disjunction(a, b));

    /// <summary>Whether there is no platform on which both hold.</summary>
    /// <exception cref="MarkerTooComplexException"/>
    public bool AreDisjoint(MarkerNode a, MarkerNode b) => And(a, b).IsFalse;

    /// <summary>Whether <paramref name="b"/> holds wherever <paramref name="a"/> does.</summary>
    /// <exception cref="MarkerTooComplexException"/>
    public bool Implies(MarkerNode a, MarkerNode b) => And(a, b.Negated).IsFalse;

    private MarkerNode Disjunction(MarkerNode a, MarkerNode b) => Conjunction(a.Negated, b.Negated).Negated;

    private MarkerNode Conjunction(MarkerNode a, MarkerNode b)
    {
        if (a.IsFalse || b.IsFalse || a == b.Negated)
            return MarkerNode.False;
        if (a.IsTrue || a == b)
            return b;
        if (b.IsTrue)
            return a;
        var key = a.Id < b.Id ? (a.Id, b.Id) : (b.Id, a.Id);
        if (_conjunctions.TryGetValue(key, out var result))
            return result;
        EnsureDepth();
        MarkerBranching first = At(a),
            second = At(b);
        var order = first.Decision.OrderTo(second.Decision);
        if (order == 0 && first.Decision.IsManyValued)
            result = Zip(a, b, Conjunction);
        else
        {
            var top = order <= 0 ? first : second;
            var children = new MarkerNode[top.Children.Length];
            for (var i = 0; i < children.Length; i++)
                children[i] = Conjunction(order <= 0 ? Child(a, i) : a, order >= 0 ? Child(b, i) : b);
            result = top.Decision.IsManyValued
                ? ManyValued(top.Decision, top.Cuts, children)
                : YesNo(top.Decision, children[0], children[1]);
        }
        if (_conjunctions.Count == MostConjunctions)
            throw TooComplex();
        _conjunctions[key] = result;
        return result;
    }

    /// <summary>Combines two nodes of one many-valued decision, value by value.</summary>
    private MarkerNode Zip(MarkerNode a, MarkerNode b, Func<MarkerNode, MarkerNode, MarkerNode> combine)
    {
        var cuts = MergedCuts(At(a).Cuts, At(b).Cuts);
        var children = new MarkerNode[cuts.Length + 1];
        int i = 0,
            j = 0;
        for (var at = 0; at < children.Length; at++)
        {
            children[at] = combine(Child(a, i), Child(b, j));
            if (at == cuts.Length)
                break;
            if (i < At(a).Cuts.Length && At(a).Cuts[i].Equals(cuts[at]))
                i++;
            if (j < At(b).Cuts.Length && At(b).Cuts[j].Equals(cuts[at]))
                j++;
        }
        return ManyValued(At(a).Decision, cuts, children);
    }

    /// <summary>The cuts of both, in order; of two equal ones the first's, whose value may be spelled otherwise.</summary>
    private static MarkerCut[] MergedCuts(MarkerCut[] first, MarkerCut[] second)
    {
        if (first.AsSpan().SequenceEqual(second))
            return first;
        var merged = new List<MarkerCut>(first.Length + second.Length);
        int i = 0,
            j = 0;
        while (i < first.Length || j < second.Length)
        {
            var order =
                i == first.Length ? 1
                : j == second.Length ? -1
                : first[i].OrderTo(second[j]);
            merged.Add(order <= 0 ? first[i] : second[j]);
            if (order <= 0)
                i++;
            if (order >= 0)
                j++;
        }
        return [.. merged];
    }
}
