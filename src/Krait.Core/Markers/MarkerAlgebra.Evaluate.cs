namespace Krait.Markers;

public sealed partial class MarkerAlgebra
{
    /// <summary>Whether a marker holds in an environment where the given extras, normalized, are asked for.</summary>
    public bool Evaluate(MarkerNode node, MarkerEnvironment environment, IReadOnlyCollection<string> extras)
    {
        while (!node.IsConstant)
        {
            var branching = At(node);
            var decision = branching.Decision;
            var child = decision.Kind switch
            {
                MarkerDecisionKind.Text => Stretch(branching.Cuts, environment[decision.Variable]),
                MarkerDecisionKind.TextAsVersion or MarkerDecisionKind.Version => VersionStretch(
                    branching.Cuts,
                    decision.Variable,
                    environment
                ),
                MarkerDecisionKind.In => decision.Literal.Contains(
                    environment[decision.Variable],
                    StringComparison.Ordinal
                )
                    ? 1
                    : 0,
                MarkerDecisionKind.Contains => environment[decision.Variable]
                    .Contains(decision.Literal, StringComparison.Ordinal)
                    ? 1
                    : 0,
                MarkerDecisionKind.Extra => extras.Contains(decision.Literal, StringComparer.Ordinal) ? 1 : 0,
                _ => (
                    decision.Variable == MarkerVariable.Extras ? extras : environment.DependencyGroups
                ).Contains(decision.Literal, StringComparer.Ordinal)
                    ? 1
                    : 0,
            };
            node = Child(node, child);
        }
        return node.IsTrue;
    }

    private static int Stretch(MarkerCut[] cuts, string value)
    {
        var i = 0;
        while (i < cuts.Length && cuts[i].CompareToValue(value) < 0)
            i++;
        return i;
    }

    private static int VersionStretch(
        MarkerCut[] cuts,
        MarkerVariable variable,
        MarkerEnvironment environment
    )
    {
        // What is no version lies below all of them.
        if (!environment.TryGetVersion(variable, out var version))
            return 0;
        version = MarkerMeaning.ReleaseOf(version);
        var i = 0;
        while (i < cuts.Length && cuts[i].CompareToValue(version) < 0)
            i++;
        return i;
    }
}
