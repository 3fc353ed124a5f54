using Krait.Versions;

namespace Krait.Markers;

public sealed partial class MarkerAlgebra
{
    private static readonly MarkerDecision PythonFullVersion = new(
        MarkerDecisionKind.Version,
        MarkerVariable.PythonFullVersion
    );

    /// <summary>The stretch of Python versions that a <c>requires-python</c> allows; where it allows none, every version.</summary>
    public MarkerPythonRange PythonRange(VersionSpecifiers requiresPython) =>
        PythonRange(Python(requiresPython));

    /// <summary>The stretch of Python versions outside of which a marker never holds; for one that never does, every version.</summary>
    public MarkerPythonRange PythonRange(MarkerNode node)
    {
        node = Project(node, decision => decision != PythonFullVersion, []);
        if (node.IsConstant)
            return default;
        var cuts = At(node).Cuts;
        return new MarkerPythonRange(
            Child(node, 0).IsFalse ? cuts[0] : null,
            Child(node, cuts.Length).IsFalse ? cuts[^1] : null
        );
    }

    /// <summary>The node of a <c>requires-python</c>, holes and all.</summary>
    public MarkerNode Python(VersionSpecifiers requiresPython)
    {
        var node = MarkerNode.True;
        foreach (var specifier in requiresPython)
        {
            if (specifier.Operator != VersionOperator.ArbitraryEqual)
                node = And(node, Among(PythonFullVersion, MarkerMeaning.Of(specifier)));
        }
        return node;
    }

    /// <summary>
    /// The marker as it can be said where Python is known to be within <paramref name="python"/>: bounds that
    /// follow from that are left out. <see cref="Complexify"/> puts them back.
    /// </summary>
    public MarkerNode Simplify(MarkerNode node, MarkerPythonRange python) =>
        python.Lower is null && python.Upper is null
            ? node
            : Canonical(MapVersions(node, python, new Dictionary<int, MarkerNode>()));

    /// <summary>The marker within <paramref name="python"/>, all bounds said.</summary>
    public MarkerNode Complexify(MarkerNode node, MarkerPythonRange python) =>
        And(node, Among(PythonFullVersion, MarkerValues.Between(python.Lower, python.Upper)));

    private MarkerNode MapVersions(
        MarkerNode node,
        MarkerPythonRange python,
        Dictionary<int, MarkerNode> known
    )
    {
        if (node.IsConstant || At(node).Decision.OrderTo(PythonFullVersion) > 0)
            return node;
        if (known.TryGetValue(node.Index, out var result))
            return result.NegatedIf(node.IsNegated);
        EnsureDepth();
        var branching = At(node);
        if (branching.Decision == PythonFullVersion)
        {
            var first = 0;
            var last = branching.Cuts.Length;
            while (first < last && python.Lower is { } lower && branching.Cuts[first].OrderTo(lower) <= 0)
                first++;
            while (first < last && python.Upper is { } upper && branching.Cuts[last - 1].OrderTo(upper) >= 0)
                last--;
            result = ManyValued(
                branching.Decision,
                branching.Cuts.AsSpan()[first..last],
                branching.Children.AsSpan()[first..(last + 1)]
            );
        }
        else
        {
            var children = Array.ConvertAll(branching.Children, child => MapVersions(child, python, known));
            result = ManyValued(branching.Decision, branching.Cuts, children);
        }
        known[node.Index] = result;
        return result.NegatedIf(node.IsNegated);
    }
}
