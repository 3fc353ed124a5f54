using Krait.Versions;

namespace Krait.Resolver;

/// <summary>Reads ranges the way people do: by the versions that exist, without the fine print of local labels.</summary>
internal static class RangeReading
{
    /// <summary>The range with bounds that mean "with all local labels" moved to the version itself.</summary>
    public static VersionRanges WithoutLocals(VersionRanges ranges)
    {
        var result = VersionRanges.Empty;
        var changed = false;
        for (var i = 0; i < ranges.Count; i++)
        {
            var (lower, upper) = ranges[i];
            var plainLower = WithoutLocals(lower, VersionBound.After);
            var plainUpper = WithoutLocals(
                upper,
                IsOnlyLocals(ranges[i]) ? VersionBound.Before : VersionBound.After
            );
            changed |= plainLower != lower || plainUpper != upper;
            result = result.Union(VersionRanges.Between(plainLower, plainUpper));
        }
        return changed ? result : ranges;
    }

    /// <summary>Whether the range holds nothing but local labels of versions that it does not hold itself.</summary>
    public static bool IsOnlyLocals(VersionRanges ranges)
    {
        for (var i = 0; i < ranges.Count; i++)
        {
            if (!IsOnlyLocals(ranges[i]))
                return false;
        }
        return true;
    }

    private static bool IsOnlyLocals(VersionInterval interval) =>
        interval.Lower != VersionBound.Minimum
        && interval.Upper != VersionBound.Maximum
        && !interval.Lower.IsBefore
        && interval.Upper == VersionBound.AfterLocals(interval.Lower.Version);

    /// <summary>The one version that the range holds, if it holds just one.</summary>
    public static bool IsSingle(VersionRanges ranges) => ranges.Count == 1 && IsSingle(ranges[0]);

    public static bool IsSingle(VersionInterval interval) =>
        interval.Lower.IsBefore
        && interval.Lower != VersionBound.Minimum
        && interval.Upper == VersionBound.After(interval.Lower.Version);

    /// <summary>Whether any of the versions is in the range.</summary>
    public static bool HoldsAny(VersionRanges ranges, IReadOnlyList<PackageVersion> versions) =>
        versions.Any(ranges.Contains);

    /// <summary>
    /// A simpler range that holds the same of the given versions (ascending): intervals with nothing between them are
    /// joined, those that hold nothing are dropped, and outer bounds that decide nothing go.
    /// </summary>
    public static VersionRanges Simplify(VersionRanges ranges, IEnumerable<PackageVersion> versions)
    {
        if (IsSingle(ranges))
            return ranges;
        var result = VersionRanges.Empty;
        int? first = null;
        var last = -1;
        var open = false;
        var isFirst = true;
        var touchesStart = false;
        foreach (var version in versions)
        {
            var at = IntervalOf(ranges, version);
            if (at >= 0)
            {
                if (!open)
                {
                    open = true;
                    first = at;
                    touchesStart = isFirst;
                }
                last = at;
            }
            else if (open)
            {
                result = result.Union(
                    VersionRanges.Between(
                        touchesStart ? VersionBound.Minimum : ranges[first!.Value].Lower,
                        ranges[last].Upper
                    )
                );
                open = false;
            }
            isFirst = false;
        }
        if (open)
        {
            result = result.Union(
                VersionRanges.Between(
                    touchesStart ? VersionBound.Minimum : ranges[first!.Value].Lower,
                    VersionBound.Maximum
                )
            );
        }
        return result.IsEmpty ? ranges : result;
    }

    /// <summary>
    /// The range with its bounds moved inwards to the outermost of the known versions (ascending) that each interval
    /// holds; everything if it holds all of them.
    /// </summary>
    public static VersionRanges Narrow(VersionRanges ranges, IReadOnlyList<PackageVersion> known)
    {
        if (known.All(ranges.Contains))
            return VersionRanges.All;
        var result = VersionRanges.Empty;
        for (var i = 0; i < ranges.Count; i++)
        {
            var (lower, upper) = ranges[i];
            var inside = known.Where(v => lower.IsBelow(v) && !upper.IsBelow(v)).ToList();
            if (inside.Count == 0)
                continue;
            result = result.Union(
                VersionRanges.Between(
                    lower == VersionBound.Minimum ? lower : VersionBound.Before(inside[0]),
                    upper == VersionBound.Maximum ? upper : VersionBound.After(inside[^1])
                )
            );
        }
        return result.IsEmpty ? ranges : result;
    }

    private static int IntervalOf(VersionRanges ranges, PackageVersion version)
    {
        for (var i = 0; i < ranges.Count; i++)
        {
            if (ranges[i].Lower.IsBelow(version))
            {
                if (!ranges[i].Upper.IsBelow(version))
                    return i;
            }
            else
            {
                return -1;
            }
        }
        return -1;
    }

    private static VersionBound WithoutLocals(VersionBound bound, Func<PackageVersion, VersionBound> place) =>
        bound.Canonical() is { IsAfterLocals: true } canonical ? place(canonical.Version) : bound;
}
