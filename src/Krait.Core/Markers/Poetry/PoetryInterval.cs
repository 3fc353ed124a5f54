using Krait.Versions;

namespace Krait.Markers.Poetry;

/// <summary>One stretch of versions: a single version, or what lies between two bounds of which either may be missing.</summary>
internal abstract class PoetryInterval : PoetryConstraint
{
    public abstract PackageVersion? Min { get; }

    public abstract PackageVersion? Max { get; }

    public abstract bool IncludesMin { get; }

    public abstract bool IncludesMax { get; }

    public sealed override IReadOnlyList<PoetryInterval> Intervals => [this];

    /// <summary>Whether this starts below the other.</summary>
    public bool AllowsLower(PoetryInterval other)
    {
        if (Min is not { } mine)
            return other.Min is not null;
        if (other.Min is not { } theirs)
            return false;
        var order = mine.CompareTo(theirs);
        return order < 0 || (order == 0 && IncludesMin && !other.IncludesMin);
    }

    /// <summary>Whether this ends above the other.</summary>
    public bool AllowsHigher(PoetryInterval other)
    {
        if (Max is not { } mine)
            return other.Max is not null;
        if (other.Max is not { } theirs)
            return false;
        var order = mine.CompareTo(theirs);
        return order > 0 || (order == 0 && IncludesMax && !other.IncludesMax);
    }

    /// <summary>Whether all of this lies below all of the other.</summary>
    public bool IsStrictlyLower(PoetryInterval other)
    {
        if (Max is not { } mine || other.Min is not { } theirs)
            return false;
        var order = mine.CompareTo(theirs);
        return order < 0 || (order == 0 && !(IncludesMax && other.IncludesMin));
    }

    public bool IsStrictlyHigher(PoetryInterval other) => other.IsStrictlyLower(this);

    /// <summary>Whether nothing lies between the end of this and the start of the other, and nothing in both.</summary>
    public bool IsAdjacentTo(PoetryInterval other) => Max == other.Min && IncludesMax != other.IncludesMin;

    /// <summary>The order of unions: by start, then by end.</summary>
    public int OrderTo(PoetryInterval other)
    {
        if (Min is null || other.Min is null)
            return Min is null ? (other.Min is null ? OrderOfEnds(other) : -1) : 1;
        var order = Min.Value.CompareTo(other.Min.Value);
        if (order != 0)
            return order;
        if (IncludesMin != other.IncludesMin)
            return IncludesMin ? -1 : 1;
        return OrderOfEnds(other);
    }

    public sealed override bool Equals(PoetryConstraint? other) =>
        other is PoetryInterval interval
        && Min == interval.Min
        && Max == interval.Max
        && (Min is null || IncludesMin == interval.IncludesMin)
        && (Max is null || IncludesMax == interval.IncludesMax);

    private int OrderOfEnds(PoetryInterval other)
    {
        if (Max is null || other.Max is null)
            return Max is null ? (other.Max is null ? 0 : 1) : -1;
        var order = Max.Value.CompareTo(other.Max.Value);
        if (order != 0)
            return order;
        return IncludesMax == other.IncludesMax ? 0
            : IncludesMax ? 1
            : -1;
    }
}
