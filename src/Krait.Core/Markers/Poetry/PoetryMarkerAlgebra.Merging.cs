namespace Krait.Markers.Poetry;

internal sealed partial class PoetryMarkerAlgebra
{
    /// <summary>What two markers on one name, or on the two names of Python's version, are together; null if it takes both to say it.</summary>
    private PoetryMarker? Merge(PoetryNameMarker a, PoetryNameMarker b, bool isConjunction)
    {
        if (a.Name != b.Name)
            return a.IsPython && b.IsPython
                ? MergePython((PoetrySingleMarker)a, (PoetrySingleMarker)b, isConjunction)
                : null;
        if (a is PoetrySingleMarker { Versions: { } ours } first)
            return b is PoetrySingleMarker { Versions: { } theirs } second
                ? MergeVersions(
                    first,
                    second,
                    isConjunction ? ours.Intersect(theirs) : ours.Union(theirs),
                    isConjunction
                )
                : null;
        return TextsOf(b) is { } texts ? MergeTexts(a, b, TextsOf(a)!, texts, isConjunction) : null;
    }

    private static PoetryTextConstraint? TextsOf(PoetryNameMarker marker) =>
        marker is PoetryAtomicMarker atomic ? atomic.Texts : ((PoetrySingleMarker)marker).Texts;

    private static PoetryMarker? MergeTexts(
        PoetryNameMarker a,
        PoetryNameMarker b,
        PoetryTextConstraint ours,
        PoetryTextConstraint theirs,
        bool isConjunction
    )
    {
        var result = isConjunction ? ours.Intersect(theirs) : ours.Union(theirs);
        if (result.IsEmpty || result.IsAny)
            return result.IsEmpty ? PoetryMarker.Empty : PoetryMarker.Any;
        if (result.Equals(ours) || result.Equals(theirs))
            return result.Equals(ours) ? a : b;
        var isExtra = a.Name == "extra";
        switch (result)
        {
            case PoetryTextTerm term:
                return PoetrySingleMarker.Of(a.Name, term.ToString());
            case PoetryTextUnion union
                when Array.TrueForAll(
                    union.Parts,
                    part =>
                        part is PoetryTextTerm term && (term.Sign == "==" || (isExtra && term.Sign == "!="))
                ):
            case PoetryTextConjunction conjunction
                when Array.TrueForAll(
                    conjunction.Terms,
                    term => term.Sign == "!=" || (isExtra && term.Sign == "==")
                ):
                return new PoetryAtomicMarker(a.Name, result);
            default:
                return null;
        }
    }

    private PoetryMarker? MergeVersions(
        PoetrySingleMarker a,
        PoetrySingleMarker b,
        PoetryConstraint result,
        bool isConjunction
    )
    {
        if (result.IsEmpty || result.IsAny)
            return result.IsEmpty ? PoetryMarker.Empty : PoetryMarker.Any;
        if (result.Equals(a.Versions) || result.Equals(b.Versions))
            return result.Equals(a.Versions) ? a : b;
        if (result.IsSimple)
            return PoetrySingleMarker.Of(a.Name, result.ToString()!);
        if (a.Name != "python_version")
            return null;
        if (isConjunction && result is PoetryVersionRange range)
            return MergeRange(a, b, range);
        return !isConjunction && result is PoetryVersionUnion ? MergeUnion(a, b) : null;
    }

    private PoetryMarker? MergeRange(PoetrySingleMarker a, PoetrySingleMarker b, PoetryVersionRange range)
    {
        if (range.Min is { } min)
        {
            // 'python_version >= "3.8" and python_version < "3.9"' is 'python_version == "3.8"'.
            var candidate = PoetrySingleMarker.Of(a.Name, $"== {min}");
            if (PythonConstraint(candidate).Equals(range))
                return candidate;
        }
        // 'python_version > "3.8" and python_version < "3.9"' is nothing.
        return PythonConstraint(a).Intersect(PythonConstraint(b)).IsEmpty ? PoetryMarker.Empty : null;
    }

    private PoetryMarker? MergeUnion(PoetrySingleMarker a, PoetrySingleMarker b)
    {
        var result = PythonConstraint(a).Union(PythonConstraint(b));
        if (result.IsAny)
            return PoetryMarker.Any;
        if (result.IsSimple)
            return PoetrySingleMarker.Of(a.Name, result.ToString()!);
        if (result is not PoetryVersionRange range)
            return null;
        // 'python_version == "3.8" or python_version == "3.9"' is 'python_version >= "3.8" and python_version < "3.10"',
        // which a further version may extend.
        return PoetryCompositeMarker.All(
            PoetrySingleMarker.Of(a.Name, $"{(range.IncludesMin ? ">=" : ">")}{range.Min}"),
            PoetrySingleMarker.Of(a.Name, $"{(range.IncludesMax ? "<=" : "<")}{range.Max}")
        );
    }

    private PoetryMarker? MergePython(PoetrySingleMarker a, PoetrySingleMarker b, bool isConjunction)
    {
        var (minor, full) = a.Name == "python_version" ? (a, b) : (b, a);
        var normalized = PoetrySingleMarker.Of("python_full_version", PythonConstraint(minor).ToString()!);
        var merged = Merge(normalized, full, isConjunction);
        if (merged is null || merged.Equals(normalized))
            return merged is null ? null : minor;
        return merged is PoetrySingleMarker single ? WithFittingPrecision(single) : merged;
    }

    /// <summary>A full version has three numbers; a bound with fewer, or with a zero, is said of <c>python_version</c>.</summary>
    private static PoetrySingleMarker WithFittingPrecision(PoetrySingleMarker marker)
    {
        var name = marker.Name;
        var value = marker.Value;
        // Dots are counted in the whole text, the name has none.
        var precision = value.AsSpan().Count('.') + 1;
        var isBound = marker.Sign is "<" or ">=";
        if (precision < 3)
        {
            var wanted = isBound ? 2 : 3;
            name = isBound ? "python_version" : name;
            value += string.Concat(Enumerable.Repeat(".0", Math.Max(0, wanted - precision)));
        }
        else if (precision == 3 && isBound && value.EndsWith(".0", StringComparison.Ordinal))
        {
            name = "python_version";
            value = value[..^2];
        }
        return PoetrySingleMarker.Of(name, $"{marker.Sign} {value}");
    }
}
