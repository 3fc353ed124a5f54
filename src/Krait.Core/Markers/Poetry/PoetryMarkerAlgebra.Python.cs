using Krait.Versions;

namespace Krait.Markers.Poetry;

internal sealed partial class PoetryMarkerAlgebra
{
    private static readonly string[] PythonNames = ["python_version", "python_full_version"];

    /// <summary>The versions of Python with which a marker may hold.</summary>
    public PoetryConstraint PythonConstraint(PoetryMarker marker)
    {
        var python = Only(marker, PythonNames);
        if (python.IsAny)
            return PoetryVersionRange.Any;
        if (python.IsEmpty)
            return PoetryEmptyConstraint.Instance;
        var groups = new List<string>();
        foreach (var group in Alternatives(NormalForm(marker, isConjunctive: false)))
        {
            var parts = group.Where(part => part is PoetrySingleMarker { IsPython: true }).ToList();
            if (parts.Count == 0)
                return PoetryVersionRange.Any;
            groups.Add(string.Join(' ', parts.Select(part => PythonText((PoetrySingleMarker)part))));
        }
        var text = string.Join(" || ", groups.Distinct(StringComparer.Ordinal));
        return PoetryConstraintParser.TryParseMarker(text, isRelease: false, out var constraint)
            ? constraint
            : throw new FormatException($"Could not parse version constraint: {text}");
    }

    private static IEnumerable<PoetryMarker[]> Alternatives(PoetryMarker marker) =>
        marker is PoetryCompositeMarker { IsConjunction: false } either
            ? either.Markers.Select(Parts)
            : [Parts(marker)];

    private static PoetryMarker[] Parts(PoetryMarker marker) =>
        marker is PoetryCompositeMarker { IsConjunction: true } all ? all.Markers : [marker];

    /// <summary>What a comparison says of the full version: <c>== "3.9"</c> is <c>~3.9</c>, <c>&gt; "3.7"</c> is <c>&gt;=3.8</c>.</summary>
    private static string PythonText(PoetrySingleMarker marker)
    {
        var (sign, value) = (marker.Sign, marker.Value);
        var dots = value.AsSpan().Count('.');
        switch (sign)
        {
            case "==" when dots < 2 && !value.Contains('*', StringComparison.Ordinal):
                return $"~{value}{(dots == 0 ? ".0" : "")}";
            case "!=" when dots < 2 && !value.Contains('*', StringComparison.Ordinal):
                return $"!={value}{(dots == 0 ? ".0" : "")}.*";
            case "<="
            or ">" when PackageVersion.TryParse(value, out var version) && version.ReleaseLength < 3:
                return $"{(sign == "<=" ? "<" : ">=")}{version.NextMinor()}";
            case "in" or "not in":
                return PoetrySingleMarker.Listed(value, sign == "in");
            default:
                return sign + value;
        }
    }

    /// <summary>
    /// The marker as it can be said where Python satisfies a constraint: what always holds is left out, and what never holds makes
    /// its part empty.
    /// </summary>
    public PoetryMarker ReduceByPython(PoetryMarker marker, PoetryConstraint python) =>
        Simplified(() => Reduced(marker, python));

    private PoetryMarker Reduced(PoetryMarker marker, PoetryConstraint python)
    {
        switch (marker)
        {
            case PoetrySingleMarker { IsPython: true } single:
                var constraint = PythonConstraint(single);
                if (constraint.AllowsAll(python))
                    return PoetryMarker.Any;
                if (!constraint.AllowsAny(python))
                    return PoetryMarker.Empty;
                var both = Both(single, Parse(PoetryPythonMarkers.ToMarker(python)));
                return both is PoetrySingleMarker ? both : marker;
            case PoetryCompositeMarker composite:
                if (!composite.IsConjunction && python is (PoetryVersionRange or PoetryVersionUnion))
                {
                    var known = Array.FindAll(
                        composite.Markers,
                        part => part.Equals(Only(part, PythonNames))
                    );
                    if (PythonConstraint(Of(isConjunction: false, known)).AllowsAll(python))
                        return PoetryMarker.Any;
                }
                return Of(
                    composite.IsConjunction,
                    Array.ConvertAll(composite.Markers, part => Reduced(part, python))
                );
            default:
                return marker;
        }
    }
}
