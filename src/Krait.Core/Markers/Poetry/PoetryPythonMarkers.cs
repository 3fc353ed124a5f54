using Krait.Versions;

namespace Krait.Markers.Poetry;

/// <summary>Writes a constraint on Python as a marker; empty for any.</summary>
internal static class PoetryPythonMarkers
{
    /// <exception cref="FormatException">No version meets the constraint: Poetry fails there too.</exception>
    public static string ToMarker(PoetryConstraint constraint) =>
        constraint switch
        {
            { IsAny: true } => "",
            PoetryExactVersion { Version: var version } =>
                $"{(version.ReleaseLength >= 3 ? "python_full_version" : "python_version")} == \"{version}\"",
            PoetryVersionUnion union => string.Join(
                " or ",
                union.Intervals.Select(interval => $"({ToMarker(interval)})")
            ),
            PoetryVersionRange range => OfRange(range),
            _ => throw new FormatException("A constraint that no Python meets has no marker"),
        };

    private static string OfRange(PoetryVersionRange range)
    {
        var parts = new List<string>(2);
        if (range.Min is { } min)
            parts.Add(OfBound(min, range.IncludesMin ? ">=" : ">", isExact: !range.IncludesMin));
        if (range.Max is { } max)
            parts.Add(OfBound(max, range.IncludesMax ? "<=" : "<", isExact: range.IncludesMax));
        return string.Join(" and ", parts);
    }

    /// <summary>
    /// <c>python_version</c> has two numbers: what needs three, and what is cut off exactly at a version, is said of the full version.
    /// </summary>
    private static string OfBound(PackageVersion version, string sign, bool isExact)
    {
        if (version.ReleaseLength >= 3)
            return $"python_full_version {sign} \"{version.Stable()}\"";
        if (!isExact)
            return $"python_version {sign} \"{version.Stable()}\"";
        return $"python_full_version {sign} \"{version.WithPrecision(3)}\"";
    }
}
