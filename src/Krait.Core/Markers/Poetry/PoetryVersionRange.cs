using Krait.Versions;

namespace Krait.Markers.Poetry;

/// <summary>What lies between two bounds, either of which may be missing.</summary>
internal sealed partial class PoetryVersionRange(
    PackageVersion? min,
    PackageVersion? max,
    bool includesMin,
    bool includesMax
) : PoetryInterval
{
    /// <summary>Every version.</summary>
    public static PoetryVersionRange Any { get; } = new(null, null, includesMin: false, includesMax: false);

    public override PackageVersion? Min { get; } = min;

    public override PackageVersion? Max { get; } = max;

    public override bool IncludesMin { get; } = includesMin;

    public override bool IncludesMax { get; } = includesMax;

    public override bool IsAny => Min is null && Max is null;

    public override bool IsEmpty =>
        Min is { } low && Max is { } high && (low == high ? !(IncludesMin && IncludesMax) : low > high);

    public override bool IsSimple => Min is null || Max is null;

    /// <summary>The range, or the empty constraint if nothing lies within.</summary>
    public static PoetryConstraint OrEmpty(
        PackageVersion? min,
        PackageVersion? max,
        bool includesMin,
        bool includesMax
    )
    {
        var range = new PoetryVersionRange(min, max, includesMin, includesMax);
        return range.IsEmpty ? PoetryEmptyConstraint.Instance : range;
    }

    public override bool Allows(PackageVersion version)
    {
        if (Min is { } low)
        {
            // "2.0.post1" and "2.0+local" do not match ">2".
            var other =
                !IncludesMin && !low.IsPostrelease && version.IsPostrelease
                    ? version.WithoutPostrelease()
                    : version;
            if (!low.IsLocal)
                other = other.WithoutLocal();
            if (other < low || (!IncludesMin && other == low))
                return false;
        }
        if (Max is { } high)
        {
            // "3.0+local" matches "<=3.0".
            var other = high.IsLocal ? version : version.WithoutLocal();
            if (other > high || (!IncludesMax && other == high))
                return false;
        }
        return true;
    }

    public override bool AllowsAll(PoetryConstraint other)
    {
        switch (other)
        {
            case { IsEmpty: true }:
                return true;
            case PoetryExactVersion { Version: var version }:
                // A bound that is a local build of the version leaves other local builds of it out.
                return Allows(version)
                    && (
                        version.IsLocal || Max is not { IsLocal: true } high || high.WithoutLocal() != version
                    );
            case PoetryInterval interval:
                return !interval.AllowsLower(this) && !interval.AllowsHigher(this);
            default:
                foreach (var interval in other.Intervals)
                {
                    if (!AllowsAll(interval))
                        return false;
                }
                return true;
        }
    }

    public override bool AllowsAny(PoetryConstraint other)
    {
        switch (other)
        {
            case { IsEmpty: true }:
                return false;
            case PoetryExactVersion exact:
                return Allows(exact.Version) || (Min is { IsLocal: true } low && exact.Allows(low));
            case PoetryInterval interval:
                return !interval.IsStrictlyLower(this) && !interval.IsStrictlyHigher(this);
            default:
                foreach (var interval in other.Intervals)
                {
                    if (AllowsAny(interval))
                        return true;
                }
                return false;
        }
    }

    public override string ToString()
    {
        if (IsAny)
            return "*";
        if (
            Min is { } low
            && Max is { } high
            && IncludesMin
            && !IncludesMax
            && PoetryPrefix.IsOne(low, high, isHole: false)
        )
            return "==" + PoetryPrefix.TextOf(low, high);
        var lower = Min is null ? "" : $"{(IncludesMin ? ">=" : ">")}{Min}";
        var upper = Max is { } end ? $"{(IncludesMax ? "<=" : "<")}{UpperText(end, IncludesMax)}" : "";
        return lower.Length > 0 && upper.Length > 0 ? $"{lower},{upper}" : lower + upper;
    }

    /// <summary>An exclusive upper bound as the user wrote it: <c>2.dev0</c> stands for <c>&lt;2</c>.</summary>
    public static string UpperText(PackageVersion max, bool includesMax)
    {
        if (!includesMax && max.DevelopmentNumber == 0)
        {
            var written = max.WithoutDevelopment();
            if (written.IsStable())
                return written.ToString();
        }
        return max.ToString();
    }
}
