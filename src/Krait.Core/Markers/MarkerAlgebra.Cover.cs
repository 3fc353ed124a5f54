namespace Krait.Markers;

public sealed partial class MarkerAlgebra
{
    /// <summary>The clauses of a longer text than this no one reads.</summary>
    private const int MostClauses = 20_000;

    /// <summary>
    /// Finds clauses for some function that holds wherever <paramref name="lower"/> does and nowhere that <paramref name="upper"/> does not:
    /// what can be said without the topmost decision is said last, and only for what its branches leave over.
    /// </summary>
    private MarkerCover Cover(MarkerNode lower, MarkerNode upper, Dictionary<(int, int), MarkerCover> known)
    {
        if (lower.IsFalse)
            return MarkerCover.None;
        if (upper.IsTrue)
            return MarkerCover.Always;
        if (known.TryGetValue((lower.Id, upper.Id), out var cover))
            return cover;
        EnsureDepth();
        cover = FindCover(lower, upper, known);
        known[(lower.Id, upper.Id)] = cover;
        return cover;
    }

    private MarkerCover FindCover(
        MarkerNode lower,
        MarkerNode upper,
        Dictionary<(int, int), MarkerCover> known
    )
    {
        var decision =
            lower.IsConstant || (!upper.IsConstant && At(upper).Decision.OrderTo(At(lower).Decision) < 0)
                ? At(upper).Decision
                : At(lower).Decision;
        var cuts = Pairs(decision, lower, upper, out var pairs);
        var common = MarkerNode.True;
        foreach (var pair in pairs)
            common = Conjunction(common, pair.Upper);

        var regions = new List<(MarkerNode Function, bool[] Holds, MarkerCover Below)>();
        var remainder = MarkerNode.False;
        for (var i = 0; i < pairs.Length; i++)
        {
            if (Array.IndexOf(pairs, pairs[i]) < i)
                continue;
            var rest = Cover(Conjunction(pairs[i].Lower, common.Negated), pairs[i].Upper, known);
            remainder = Disjunction(remainder, Conjunction(pairs[i].Lower, rest.Function.Negated));
            if (rest.Function.IsFalse)
                continue;
            var holds = Array.ConvertAll(pairs, pair => pair == pairs[i]);
            var earlier = regions.FindIndex(region => region.Function == rest.Function);
            if (earlier < 0)
                regions.Add((rest.Function, holds, rest));
            else
            {
                for (var k = 0; k < holds.Length; k++)
                    regions[earlier].Holds[k] |= holds[k];
            }
        }

        var branches = new List<MarkerCoverBranch>(regions.Count + 1);
        foreach (var region in regions)
            branches.Add(new MarkerCoverBranch(Condition(decision, cuts, region.Holds), region.Below));
        var last = Cover(remainder, common, known);
        if (!last.Function.IsFalse)
        {
            var unconditional = new MarkerCoverBranch(null, last);
            var same = regions.FindIndex(region => region.Function == last.Function);
            if (same < 0)
                branches.Add(unconditional);
            else
                branches[same] = unconditional;
        }
        return new MarkerCover(
            lower == upper ? lower : Union(decision, cuts, regions, last.Function),
            branches
        );
    }

    /// <summary>Cuts the decision's domain into stretches on which both functions have one child each.</summary>
    private MarkerCut[] Pairs(
        MarkerDecision decision,
        MarkerNode lower,
        MarkerNode upper,
        out (MarkerNode Lower, MarkerNode Upper)[] pairs
    )
    {
        var lowerCuts = Asks(lower, decision) ? At(lower).Cuts : [];
        var upperCuts = Asks(upper, decision) ? At(upper).Cuts : [];
        var cuts = MergedCuts(lowerCuts, upperCuts);
        pairs = new (MarkerNode, MarkerNode)[decision.IsManyValued ? cuts.Length + 1 : 2];
        int i = 0,
            j = 0;
        for (var at = 0; at < pairs.Length; at++)
        {
            pairs[at] = (
                Asks(lower, decision) ? Child(lower, i) : lower,
                Asks(upper, decision) ? Child(upper, j) : upper
            );
            if (!decision.IsManyValued)
            {
                i++;
                j++;
            }
            else if (at < cuts.Length)
            {
                if (i < lowerCuts.Length && lowerCuts[i].Equals(cuts[at]))
                    i++;
                if (j < upperCuts.Length && upperCuts[j].Equals(cuts[at]))
                    j++;
            }
        }
        return cuts;
    }

    private bool Asks(MarkerNode node, MarkerDecision decision) =>
        !node.IsConstant && At(node).Decision == decision;

    private static List<MarkerTerm[]>? Condition(MarkerDecision decision, MarkerCut[] cuts, bool[] holds) =>
        Array.TrueForAll(holds, hold => hold) ? null
        : decision.IsManyValued ? MarkerTerms.Of(decision, cuts, holds)
        :
        [
            [MarkerTerms.Of(decision, holds[1])],
        ];

    private MarkerNode Union(
        MarkerDecision decision,
        MarkerCut[] cuts,
        List<(MarkerNode Function, bool[] Holds, MarkerCover Below)> regions,
        MarkerNode rest
    )
    {
        var children = new MarkerNode[decision.IsManyValued ? cuts.Length + 1 : 2];
        for (var i = 0; i < children.Length; i++)
        {
            children[i] = rest;
            foreach (var region in regions)
            {
                if (region.Holds[i])
                    children[i] = Disjunction(children[i], region.Function);
            }
        }
        return decision.IsManyValued
            ? ManyValued(decision, cuts, children)
            : YesNo(decision, children[0], children[1]);
    }

    /// <summary>The clauses of a cover, depth first.</summary>
    private static void Flatten(MarkerCover cover, List<MarkerTerm> path, List<MarkerTerm[]> clauses)
    {
        foreach (var branch in cover.Branches)
        {
            var depth = path.Count;
            foreach (
                var terms in branch.Condition
                    ??
                    [
                        [],
                    ]
            )
            {
                path.AddRange(terms);
                if (branch.Rest is not null)
                    Flatten(branch.Rest, path, clauses);
                else if (clauses.Count == MostClauses)
                    throw TooComplex();
                else
                    clauses.Add([.. path]);
                path.RemoveRange(depth, path.Count - depth);
            }
        }
    }
}
