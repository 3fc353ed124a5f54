using Krait.Versions;

namespace Krait.Markers.Poetry;

internal sealed partial class PoetryVersionRange
{
    public override PoetryConstraint Intersect(PoetryConstraint other) =>
        other switch
        {
            { IsEmpty: true } => PoetryEmptyConstraint.Instance,
            PoetryExactVersion exact => IntersectExact(exact),
            PoetryInterval interval => IntersectInterval(interval),
            _ => other.Intersect(this),
        };

    public override PoetryConstraint Union(PoetryConstraint other) =>
        other switch
        {
            PoetryExactVersion exact => UnionExact(exact),
            PoetryInterval interval => UnionInterval(interval),
            _ => PoetryVersionUnion.Of(this, other),
        };

    public override PoetryConstraint Except(PoetryConstraint other) =>
        other switch
        {
            { IsEmpty: true } => this,
            PoetryExactVersion exact => ExceptExact(exact.Version),
            PoetryInterval interval => ExceptInterval(interval),
            _ => ExceptUnion(other.Intervals),
        };

    private PoetryConstraint IntersectExact(PoetryExactVersion exact)
    {
        if (Allows(exact.Version))
            return exact;
        // ">=1.2.3+local" and "1.2.3" have the later local builds in common.
        return Min is { IsLocal: true } low && !exact.Version.IsLocal && exact.Allows(low)
            ? OrEmpty(Min, exact.Version.Stable().NextPatch(), IncludesMin, includesMax: false)
            : PoetryEmptyConstraint.Instance;
    }

    private PoetryConstraint IntersectInterval(PoetryInterval other)
    {
        if (IsStrictlyLower(other) || other.IsStrictlyLower(this))
            return PoetryEmptyConstraint.Instance;
        PoetryInterval start = AllowsLower(other) ? other : this,
            end = AllowsHigher(other) ? other : this;
        if (start.Min is null && end.Max is null)
            return Any;
        return start.Min is { } single && single == end.Max
            ? new PoetryExactVersion(single)
            : OrEmpty(start.Min, end.Max, start.IncludesMin, end.IncludesMax);
    }

    private PoetryConstraint UnionExact(PoetryExactVersion exact)
    {
        var version = exact.Version;
        var absorbsMin = !version.IsLocal && Min is { IsLocal: true } low && exact.Allows(low);
        var absorbsMax = !version.IsLocal && Max is { IsLocal: true } high && exact.Allows(high);
        if (absorbsMin || absorbsMax)
            return OrEmpty(
                absorbsMin ? version : Min,
                absorbsMax ? version.Stable().NextPatch() : Max,
                absorbsMin || IncludesMin,
                !absorbsMax && IncludesMax
            );
        if (Allows(version))
            return this;
        return version == Min ? new PoetryVersionRange(Min, Max, includesMin: true, IncludesMax)
            : version == Max ? new PoetryVersionRange(Min, Max, IncludesMin, includesMax: true)
            : PoetryVersionUnion.Of(this, exact);
    }

    private PoetryConstraint UnionInterval(PoetryInterval other)
    {
        var touch =
            (Max == other.Min && (IncludesMax || other.IncludesMin))
            || (Min == other.Max && (IncludesMin || other.IncludesMax));
        if (!touch && !AllowsAny(other))
            return PoetryVersionUnion.Of(this, other);
        PoetryInterval start = AllowsLower(other) ? this : other,
            end = AllowsHigher(other) ? this : other;
        return new PoetryVersionRange(start.Min, end.Max, start.IncludesMin, end.IncludesMax);
    }

    private PoetryConstraint ExceptExact(PackageVersion version)
    {
        if (!Allows(version))
            return this;
        if (version == Min)
            return IncludesMin ? OrEmpty(Min, Max, includesMin: false, IncludesMax) : this;
        if (version == Max)
            return IncludesMax ? OrEmpty(Min, Max, IncludesMin, includesMax: false) : this;
        return PoetryVersionUnion.Of(
            OrEmpty(Min, version, IncludesMin, includesMax: false),
            OrEmpty(version, Max, includesMin: false, IncludesMax)
        );
    }

    private PoetryConstraint ExceptInterval(PoetryInterval other)
    {
        if (!AllowsAny(other))
            return this;
        PoetryConstraint? before =
            !AllowsLower(other) ? null
            : Min is { } low && low == other.Min ? new PoetryExactVersion(low)
            : OrEmpty(Min, other.Min, IncludesMin, !other.IncludesMin);
        PoetryConstraint? after =
            !AllowsHigher(other) ? null
            : Max is { } high && high == other.Max ? new PoetryExactVersion(high)
            : OrEmpty(other.Max, Max, !other.IncludesMax, IncludesMax);
        return before is null ? after ?? PoetryEmptyConstraint.Instance
            : after is null ? before
            : PoetryVersionUnion.Of(before, after);
    }

    private PoetryConstraint ExceptUnion(IReadOnlyList<PoetryInterval> others)
    {
        var parts = new List<PoetryConstraint>();
        PoetryInterval current = this;
        foreach (var other in others)
        {
            if (other.IsStrictlyLower(current))
                continue;
            if (other.IsStrictlyHigher(current))
                break;
            var difference = current.Except(other);
            if (difference.IsEmpty)
                return PoetryEmptyConstraint.Instance;
            if (difference is PoetryVersionUnion split)
            {
                // Only the upper part can meet what follows.
                parts.Add(split.Intervals[0]);
                current = split.Intervals[^1];
            }
            else
                current = (PoetryInterval)difference;
        }
        return parts.Count == 0 ? current : PoetryVersionUnion.Of([.. parts, current]);
    }
}
