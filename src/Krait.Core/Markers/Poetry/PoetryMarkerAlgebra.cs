namespace Krait.Markers.Poetry;

/// <summary>
/// Reads and combines markers the way poetry-core 2.5 does, step by step: which of several equal markers comes out, and so
/// what the text is, depends on the order of the steps. Remembers normal forms; not safe for two threads at once.
/// </summary>
/// <remarks>Work is bounded: a marker whose normal form would be huge throws <see cref="MarkerTooComplexException"/>.</remarks>
internal sealed partial class PoetryMarkerAlgebra
{
    /// <summary>Reads a marker and brings it to the form that Poetry holds.</summary>
    /// <exception cref="FormatException">Poetry refuses the text.</exception>
    public PoetryMarker Parse(string text)
    {
        if (text == "<empty>")
            return PoetryMarker.Empty;
        if (text.Length == 0 || text == "*")
            return PoetryMarker.Any;
        if (text.Length > PoetryConstraintParser.LongestText)
            throw TooComplex();
        return Simplified(() => Union(Groups(Marker.Parse(text).Expression)));
    }

    /// <summary>Holds where both hold.</summary>
    public PoetryMarker Intersect(PoetryMarker a, PoetryMarker b) => Simplified(() => Both(a, b));

    /// <summary>Holds where at least one holds.</summary>
    public PoetryMarker Union(PoetryMarker a, PoetryMarker b) => Simplified(() => Either(a, b));

    private PoetryMarker Simplified(Func<PoetryMarker> combine)
    {
        _pairs = 0;
        try
        {
            return combine();
        }
        catch (PoetryRecursionException)
        {
            // Poetry ends with an error here; there is no answer to be the same as.
            throw new MarkerTooComplexException(
                "The environment markers go in circles when they are simplified"
            );
        }
    }

    private static PoetryMarker[] Groups(MarkerExpression expression) =>
        expression is MarkerCombination { IsConjunction: false } either
            ? [.. either.Terms.Select(Group)]
            : [Group(expression)];

    private static PoetryMarker Group(MarkerExpression expression) =>
        expression is MarkerCombination { IsConjunction: true, Parenthesized: false } all
            ? PoetryCompositeMarker.All(all.Terms.Select(Atom))
            : Atom(expression);

    private static PoetryMarker Atom(MarkerExpression expression)
    {
        if (expression is MarkerComparison comparison)
            return comparison.Parenthesized
                ? PoetryCompositeMarker.Either(Single(comparison))
                : Single(comparison);
        var inner = (MarkerCombination)expression;
        return PoetryCompositeMarker.Either(
            inner.IsConjunction
                ? [PoetryCompositeMarker.All(inner.Terms.Select(Atom))]
                : inner.Terms.Select(Group)
        );
    }

    private static PoetrySingleMarker Single(MarkerComparison comparison)
    {
        var sign = MarkerNames.Of(comparison.Operator);
        var isSwapped = comparison.Left.Variable is null;
        var variable = comparison.Left.Variable ?? comparison.Right.Variable;
        if (
            variable is null
            || comparison.WrittenLiteral is not { } value
            || variable is MarkerVariable.Extras or MarkerVariable.DependencyGroups
        )
            throw new FormatException($"Invalid marker: {comparison}");
        return PoetrySingleMarker.Of(MarkerNames.Of(variable.Value), sign, value, isSwapped);
    }

    private PoetryMarker Both(PoetryMarker a, PoetryMarker b)
    {
        if (a.IsAny)
            return b;
        if (a.IsEmpty)
            return a;
        // Even with a constant, a composite goes through its normal forms again.
        if (a is not PoetryNameMarker first)
            return Intersection([a, b]);
        if (b is PoetryNameMarker second)
            return Merge(first, second, isConjunction: true) ?? PoetryCompositeMarker.All(a, b);
        return b.IsAny ? a
            : b.IsEmpty ? b
            : Intersection([b, a]);
    }

    private PoetryMarker Either(PoetryMarker a, PoetryMarker b)
    {
        if (a.IsAny)
            return a;
        if (a.IsEmpty)
            return b;
        if (a is not PoetryNameMarker first)
            return Union([a, b]);
        if (b is PoetryNameMarker second)
            return Merge(first, second, isConjunction: false) ?? PoetryCompositeMarker.Either(a, b);
        return b.IsAny ? b
            : b.IsEmpty ? a
            : Union([b, a]);
    }
}
