using Krait.Versions;

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
                    new MarkerDecision(MarkerDecisionKind.Member, right, IsName(name) ? name : left),
                    operation == MarkerOperator.In
                );
            case MarkerVariable.Extra:
                return contains ? null : BuildExtra(operation, left);
            case var version when MarkerComparison.IsVersion(version):
                return contains || left.AsSpan().TrimEnd().EndsWith(".*", StringComparison.Ordinal)
                    ? null
                    : BuildVersion(version, Reversed(operation), left);
            default:
                return contains
                    ? Asked(
                        new MarkerDecision(MarkerDecisionKind.Contains, right, left),
                        operation == MarkerOperator.In
                    )
                    : BuildFact(right, Reversed(operation), left);
        }
    }

    private static MarkerOperator Reversed(MarkerOperator operation) =>
        operation switch
        {
            MarkerOperator.Less => MarkerOperator.Greater,
            MarkerOperator.LessOrEqual => MarkerOperator.GreaterOrEqual,
            MarkerOperator.Greater => MarkerOperator.Less,
            MarkerOperator.GreaterOrEqual => MarkerOperator.LessOrEqual,
            _ => operation,
        };

    private MarkerNode Asked(MarkerDecision decision, bool yes) =>
        YesNo(decision, MarkerNode.False.NegatedIf(!yes), MarkerNode.True.NegatedIf(!yes));

    private MarkerNode? BuildExtra(MarkerOperator operation, string name) =>
        operation is not (MarkerOperator.Equal or MarkerOperator.NotEqual) ? null
        // A name that no extra can have: uv counts either comparison with it as false.
        : !IsName(name) ? MarkerNode.False
        : Extra(name).NegatedIf(operation == MarkerOperator.NotEqual);

    /// <summary>The node of <c>extra == 'name'</c>, for a normalized name.</summary>
    public MarkerNode Extra(string name) =>
        Asked(new MarkerDecision(MarkerDecisionKind.Extra, MarkerVariable.Extra, name), yes: true);

    private static bool IsName(string normalized)
    {
        if (normalized.Length == 0 || normalized[0] == '-' || normalized[^1] == '-')
            return false;
        foreach (var c in normalized)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-')
                return false;
        }
        return true;
    }

    private MarkerNode? BuildFact(MarkerVariable variable, MarkerOperator operation, string literal)
    {
        if (MarkerComparison.IsVersion(variable))
            return BuildVersion(variable, operation, literal);
        switch (operation)
        {
            case MarkerOperator.Compatible:
                return null;
            case MarkerOperator.In or MarkerOperator.NotIn:
                return Asked(
                    new MarkerDecision(MarkerDecisionKind.In, variable, literal),
                    operation == MarkerOperator.In
                );
            case var _ when variable == MarkerVariable.PlatformRelease:
                return BuildRelease(operation, literal);
            case var _ when variable == MarkerVariable.PlatformVersion:
                return BuildText(variable, operation, literal);
            // Other values have no order: at most they can be equal.
            case MarkerOperator.Less or MarkerOperator.Greater:
                return MarkerNode.False;
            case MarkerOperator.LessOrEqual or MarkerOperator.GreaterOrEqual:
                operation = MarkerOperator.Equal;
                break;
        }
        if (variable == MarkerVariable.PlatformSystem && SysPlatformOf(literal) is { } alias)
            (variable, literal) = (MarkerVariable.SysPlatform, alias);
        return BuildText(variable, operation, literal);
    }

    /// <summary>The value of <c>sys_platform</c> that always goes with a value of <c>platform_system</c>.</summary>
    private static string? SysPlatformOf(string platformSystem) =>
        platformSystem switch
        {
            "Windows" => "win32",
            "Linux" => "linux",
            "Darwin" => "darwin",
            "AIX" => "aix",
            "Emscripten" => "emscripten",
            "Android" => "android",
            _ => null,
        };

    private MarkerNode BuildText(MarkerVariable variable, MarkerOperator operation, string literal)
    {
        var decision = new MarkerDecision(MarkerDecisionKind.Text, variable);
        return Between(decision, operation, MarkerCut.Before(literal), MarkerCut.After(literal));
    }

    /// <summary>The release of an operating system: a version on macOS, where it is Darwin's, and text elsewhere.</summary>
    private MarkerNode BuildRelease(MarkerOperator operation, string literal)
    {
        var text = BuildText(MarkerVariable.PlatformRelease, operation, literal);
        if (!VersionSpecifier.TryParse(MarkerNames.Of(operation) + literal, out var specifier))
            return text;
        var version = BuildSpecifier(
            new MarkerDecision(MarkerDecisionKind.TextAsVersion, MarkerVariable.PlatformRelease),
            specifier
        );
        var darwin = BuildText(MarkerVariable.SysPlatform, MarkerOperator.Equal, "darwin");
        return Or(And(text, darwin.Negated), And(version, darwin));
    }

    /// <summary>The values below, at or above one value, whose cuts are given.</summary>
    private MarkerNode Between(
        MarkerDecision decision,
        MarkerOperator operation,
        MarkerCut before,
        MarkerCut after
    ) =>
        operation switch
        {
            MarkerOperator.Equal => Between(decision, before, after),
            MarkerOperator.NotEqual => Between(decision, before, after).Negated,
            MarkerOperator.Less => Between(decision, null, before),
            MarkerOperator.LessOrEqual => Between(decision, null, after),
            MarkerOperator.Greater => Between(decision, after, null),
            MarkerOperator.GreaterOrEqual => Between(decision, before, null),
            _ => throw new ArgumentOutOfRangeException(nameof(operation)),
        };

    private MarkerNode Between(MarkerDecision decision, MarkerCut? lower, MarkerCut? upper) =>
        (lower, upper) switch
        {
            ({ } low, { } high) => low.OrderTo(high) < 0
                ? Intern(decision, [low, high], [MarkerNode.False, MarkerNode.True, MarkerNode.False])
                : MarkerNode.False,
            ({ } low, null) => Intern(decision, [low], [MarkerNode.False, MarkerNode.True]),
            (null, { } high) => Intern(decision, [high], [MarkerNode.True, MarkerNode.False]),
            _ => MarkerNode.True,
        };
}
