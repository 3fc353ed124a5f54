namespace Krait.Markers;

public sealed partial class MarkerAlgebra
{
    /// <summary>
    /// The node of a marker. A comparison without meaning (<c>os_name ~= 'nt'</c>, two variables, <c>python_version == 'x'</c>) is left
    /// out of its <c>and</c> or <c>or</c>; pre- and post-release parts of versions are cut, since no release of Python has them.
    /// </summary>
    /// <exception cref="FormatException">The marker uses what only evaluation knows: <c>===</c>, or a set of names with anything but <c>in</c>.</exception>
    /// <exception cref="MarkerTooComplexException"/>
    public MarkerNode Build(Marker marker)
    {
        if (!TryBuild(marker, out var node, out var error))
            throw new FormatException(error);
        return node;
    }

    /// <summary>As <see cref="Build(Marker)"/>, with a sentence instead of the exception for what cannot be built.</summary>
    public bool TryBuild(Marker marker, out MarkerNode node, out string error)
    {
        error = "";
        var built = Build(marker.Expression, ref error);
        node = error.Length == 0 ? built ?? MarkerNode.True : default;
        return error.Length == 0;
    }

    private MarkerNode? Build(MarkerExpression expression, ref string error)
    {
        if (expression is MarkerComparison comparison)
            return Build(comparison, ref error);
        var combination = (MarkerCombination)expression;
        var terms = new List<MarkerNode>(combination.Terms.Count);
        foreach (var term in combination.Terms)
        {
            if (Build(term, ref error) is { } node)
                terms.Add(node);
        }
        return terms.Count == 0 ? null : Fold(terms, 0, terms.Count, combination.IsConjunction);
    }

    /// <summary>Combines by halves, so that a chain of many terms costs no more than their number times its logarithm.</summary>
    private MarkerNode Fold(List<MarkerNode> terms, int from, int count, bool isConjunction)
    {
        if (count == 1)
            return terms[from];
        var half = count / 2;
        var first = Fold(terms, from, half, isConjunction);
        var second = Fold(terms, from + half, count - half, isConjunction);
        return isConjunction ? And(first, second) : Or(first, second);
    }

    private MarkerNode? Build(MarkerComparison comparison, ref string error)
    {
        var operation = comparison.Operator;
        if (operation == MarkerOperator.Arbitrary)
        {
            error = "Expected a valid marker operator (such as `>=` or `not in`), found `===`";
            return null;
        }
        if (comparison.Left.Variable is { } variable)
        {
            if (variable is MarkerVariable.Extras or MarkerVariable.DependencyGroups)
                error =
                    $"The marker {MarkerNames.Of(variable)} must be on the right hand side of the expression";
            else if (comparison.Right.Literal is { } literal)
                return variable == MarkerVariable.Extra
                    ? BuildExtra(operation, literal)
                    : BuildFact(variable, operation, literal);
            return null;
        }
        if (comparison.Right.Variable is not { } right)
            return null;
        var left = comparison.Left.Literal!;
        var contains = operation is MarkerOperator.In or MarkerOperator.NotIn;
        switch (right)
        {
            case MarkerVariable.Extras or MarkerVariable.DependencyGroups when !contains:
                error =
                    $"The operator {MarkerNames.Of(operation)} is not supported with the marker {MarkerNames.Of(right)}, "
                    + "only the `in` and `not in` operators are supported";
                return null;
            case MarkerVariable.Extras or MarkerVariable.DependencyGroups:
                var name = MarkerOperand.Of(left).WithNormalizedName().Literal!;
                return Asked(
                    new MarkerDecision(
                        MarkerDecisionKind.Member,
                        right,
                        MarkerMeaning.IsName(name) ? name : left
                    ),
                    operation == MarkerOperator.In
                );
            case MarkerVariable.Extra:
                return contains ? null : BuildExtra(operation, left);
            case var version when MarkerComparison.IsVersion(version):
                return BuildVersion(version, MarkerMeaning.OfReversedVersion(version, operation, left));
            default:
                return contains
                    ? Asked(
                        new MarkerDecision(MarkerDecisionKind.Contains, right, left),
                        operation == MarkerOperator.In
                    )
                    : BuildFact(right, MarkerMeaning.Reversed(operation), left);
        }
    }

    private MarkerNode Asked(MarkerDecision decision, bool yes) =>
        YesNo(decision, MarkerNode.False.NegatedIf(!yes), MarkerNode.True.NegatedIf(!yes));

    private MarkerNode? BuildExtra(MarkerOperator operation, string name) =>
        operation is not (MarkerOperator.Equal or MarkerOperator.NotEqual) ? null
        // A name that no extra can have: uv counts either comparison with it as false.
        : !MarkerMeaning.IsName(name) ? MarkerNode.False
        : Extra(name).NegatedIf(operation == MarkerOperator.NotEqual);

    /// <summary>The node of <c>extra == 'name'</c>, for a normalized name.</summary>
    public MarkerNode Extra(string name) =>
        Asked(new MarkerDecision(MarkerDecisionKind.Extra, MarkerVariable.Extra, name), yes: true);

    private MarkerNode? BuildVersion(MarkerVariable variable, MarkerValues? values) =>
        values is null ? null
        : variable == MarkerVariable.PythonVersion ? Among(PythonFullVersion, values)
        : Among(new MarkerDecision(MarkerDecisionKind.Version, variable), values);

    private MarkerNode? BuildFact(MarkerVariable variable, MarkerOperator operation, string literal)
    {
        if (MarkerComparison.IsVersion(variable))
            return BuildVersion(variable, MarkerMeaning.OfVersion(variable, operation, literal));
        if (operation is MarkerOperator.In or MarkerOperator.NotIn)
            return Asked(
                new MarkerDecision(MarkerDecisionKind.In, variable, literal),
                operation == MarkerOperator.In
            );
        if (variable == MarkerVariable.PlatformSystem && MarkerMeaning.SysPlatformOf(literal) is { } alias)
            (variable, literal) = (MarkerVariable.SysPlatform, alias);
        if (MarkerMeaning.OfText(variable, operation, literal) is not { } values)
            return null;
        var text = Among(new MarkerDecision(MarkerDecisionKind.Text, variable), values);
        if (
            variable != MarkerVariable.PlatformRelease
            || MarkerMeaning.OfDarwinRelease(operation, literal) is not { } versions
        )
            return text;
        var darwin = BuildFact(MarkerVariable.SysPlatform, MarkerOperator.Equal, "darwin")!.Value;
        var version = Among(
            new MarkerDecision(MarkerDecisionKind.TextAsVersion, MarkerVariable.PlatformRelease),
            versions
        );
        return Or(And(text, darwin.Negated), And(version, darwin));
    }

    private MarkerNode Among(MarkerDecision decision, MarkerValues values)
    {
        var inside = values.StartsInside;
        if (values.Cuts.Length == 0)
            return MarkerNode.False.NegatedIf(inside);
        var children = new MarkerNode[values.Cuts.Length + 1];
        foreach (ref var child in children.AsSpan())
        {
            child = MarkerNode.False.NegatedIf(inside);
            inside = !inside;
        }
        return Intern(decision, values.Cuts, children);
    }
}
