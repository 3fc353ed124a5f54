using Krait.Markers;

namespace Krait.Resolver;

/// <summary>Reads markers for a known choice of extras, and tells what of them is left.</summary>
internal static class Condition
{
    /// <summary>
    /// The marker's text with comparisons of extras decided (<paramref name="extra"/> alone is asked for; empty for
    /// none): empty if what is left always holds. Meant for markers that hold.
    /// </summary>
    public static string TextOf(Marker? marker, string extra)
    {
        if (marker is null)
            return "";
        if (marker.Expression is MarkerComparison { Left.Variable: not MarkerVariable.Extra } plain)
            return plain.Right.Variable == MarkerVariable.Extra ? "" : marker.ToString();
        return Rest(marker.Expression, extra, out _) ?? "";
    }

    /// <summary>Both conditions.</summary>
    public static string Both(string first, string second) =>
        first.Length == 0 || first == second ? second
        : second.Length == 0 ? first
        : $"{Nested(first)} and {Nested(second)}";

    /// <summary>The extra that the marker as a whole asks for: alone, or as a part of its conjunction.</summary>
    public static string? RequiredExtra(Marker? marker) =>
        marker?.Expression switch
        {
            MarkerComparison comparison => ExtraOf(comparison),
            MarkerCombination { IsConjunction: true } both => both
                .Terms.OfType<MarkerComparison>()
                .Select(ExtraOf)
                .FirstOrDefault(extra => extra is not null),
            _ => null,
        };

    private static string? ExtraOf(MarkerComparison comparison)
    {
        if (comparison.Operator != MarkerOperator.Equal)
            return null;
        return comparison.Left.Variable == MarkerVariable.Extra ? comparison.Right.Literal
            : comparison.Right.Variable == MarkerVariable.Extra ? comparison.Left.Literal
            : null;
    }

    private static string Nested(string text) =>
        text.Contains(" or ", StringComparison.Ordinal) ? $"({text})" : text;

    /// <summary>What is left of an expression; null, and its value, if nothing is.</summary>
    private static string? Rest(MarkerExpression expression, string extra, out bool value)
    {
        value = true;
        if (expression is MarkerComparison comparison)
        {
            var name =
                comparison.Left.Variable == MarkerVariable.Extra ? comparison.Right.Literal
                : comparison.Right.Variable == MarkerVariable.Extra ? comparison.Left.Literal
                : null;
            if (name is null)
                return comparison.ToString();
            value = (name == extra) == (comparison.Operator != MarkerOperator.NotEqual);
            return null;
        }
        var combination = (MarkerCombination)expression;
        List<string> rest = [];
        foreach (var term in combination.Terms)
        {
            if (Rest(term, extra, out var part) is { } text)
            {
                rest.Add(text);
            }
            else if (part != combination.IsConjunction)
            {
                value = part;
                return null;
            }
        }
        value = combination.IsConjunction;
        return rest.Count switch
        {
            0 => null,
            1 => rest[0],
            _ => combination.IsConjunction
                ? string.Join(" and ", rest.Select(Nested))
                : string.Join(" or ", rest),
        };
    }
}
