using System.Runtime.CompilerServices;

namespace Krait.Markers;

/// <summary>
/// Logic on markers: reduced ordered decision diagrams with negated edges, shared and unique, so that markers which
/// hold on the same platforms are the same <see cref="MarkerNode"/>. Owns all that it makes and lives as long as its owner wants;
/// not safe for two threads at once.
/// </summary>
/// <remarks>
/// The order of the variables, the lowering of <c>python_version</c> and of platform aliases, the conventions on
/// comparisons without meaning and the text are uv's, since they decide the bytes of uv's files. Work is bounded: what needs more than
/// some millions of steps throws <see cref="MarkerTooComplexException"/>.
/// </remarks>
public sealed partial class MarkerAlgebra
{
    /// <summary>The most decisions one algebra keeps; a large project's lock needs a few thousand.</summary>
    private const int MostBranchings = 300_000;

    /// <summary>The most conjunctions one algebra remembers, and so makes.</summary>
    private const int MostConjunctions = 2_000_000;

    private readonly Dictionary<MarkerBranching, int> _indexes = [];
    private readonly List<MarkerBranching> _branchings;

    /// <summary>An empty algebra.</summary>
    public MarkerAlgebra() =>
        // The constant stands at index 0, below every decision.
        _branchings = [new(new MarkerDecision((MarkerDecisionKind)int.MaxValue, default), [], [])];

    /// <summary>How many decisions it holds.</summary>
    internal int Count => _branchings.Count - 1;

    private MarkerBranching At(MarkerNode node) => _branchings[node.Index];

    private MarkerNode Child(MarkerNode node, int index) =>
        _branchings[node.Index].Children[index].NegatedIf(node.IsNegated);

    private MarkerNode YesNo(MarkerDecision decision, MarkerNode no, MarkerNode yes) =>
        no == yes ? no : Intern(decision, [], [no, yes]);

    /// <summary>The node for a many-valued decision. Neighbours with one child are joined; both arrays may be reused by it.</summary>
    private MarkerNode ManyValued(
        MarkerDecision decision,
        ReadOnlySpan<MarkerCut> cuts,
        ReadOnlySpan<MarkerNode> children
    )
    {
        var kept = 0;
        for (var i = 0; i < cuts.Length; i++)
        {
            if (children[i] != children[i + 1])
                kept++;
        }
        if (kept == 0)
            return children[0];
        if (kept == cuts.Length)
            return Intern(decision, cuts.ToArray(), children.ToArray());
        var keptCuts = new MarkerCut[kept];
        var keptChildren = new MarkerNode[kept + 1];
        keptChildren[0] = children[0];
        kept = 0;
        for (var i = 0; i < cuts.Length; i++)
        {
            if (children[i] == children[i + 1])
                continue;
            keptCuts[kept++] = cuts[i];
            keptChildren[kept] = children[i + 1];
        }
        return Intern(decision, keptCuts, keptChildren);
    }

    private MarkerNode Intern(MarkerDecision decision, MarkerCut[] cuts, MarkerNode[] children)
    {
        // One of a function and its negation is kept: the one whose first child is not negated.
        var negated = children[0].IsNegated;
        if (negated)
        {
            foreach (ref var child in children.AsSpan())
                child = child.Negated;
        }
        var branching = new MarkerBranching(decision, cuts, children);
        if (!_indexes.TryGetValue(branching, out var index))
        {
            if (_branchings.Count > MostBranchings)
                throw TooComplex();
            index = _branchings.Count;
            _branchings.Add(branching);
            _indexes.Add(branching, index);
        }
        return new MarkerNode(index << 1).NegatedIf(negated);
    }

    private static void EnsureDepth()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw TooComplex();
    }

    private static MarkerTooComplexException TooComplex() =>
        new("The environment markers are too complex to be combined")
        {
            Hints = ["Split the markers, or ask for fewer different conditions at once"],
        };
}
