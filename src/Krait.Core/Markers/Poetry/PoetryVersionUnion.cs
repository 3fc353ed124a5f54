using Krait.Versions;

namespace Krait.Markers.Poetry;

/// <summary>Two or more intervals that do not touch, in ascending order.</summary>
internal sealed partial class PoetryVersionUnion : PoetryConstraint
{
    private readonly PoetryInterval[] _intervals;
    private PackageVersion? _hole;
    private bool _isHoleKnown;

    public PoetryVersionUnion(params PoetryInterval[] intervals) => _intervals = intervals;

    public override IReadOnlyList<PoetryInterval> Intervals => _intervals;

    public override bool IsSimple => Hole is not null;

    /// <summary>The version that alone is left out, or null.</summary>
    private PackageVersion? Hole
    {
        get
        {
            if (!_isHoleKnown)
            {
                _hole = PoetryVersionRange.Any.Except(this) is PoetryExactVersion exact
                    ? exact.Version
                    : null;
                _isHoleKnown = true;
            }
            return _hole;
        }
    }

    /// <summary>Joins what overlaps or touches.</summary>
    public static PoetryConstraint Of(params IReadOnlyList<PoetryConstraint> constraints)
    {
        var intervals = new List<PoetryInterval>();
        foreach (var constraint in constraints)
        {
            if (!constraint.IsEmpty)
                intervals.AddRange(constraint.Intervals);
        }
        if (intervals.Count == 0)
            return PoetryEmptyConstraint.Instance;
        if (intervals.Exists(interval => interval.IsAny))
            return PoetryVersionRange.Any;
        var merged = new List<PoetryInterval>();
        foreach (
            var interval in intervals.OrderBy(
                interval => interval,
                Comparer<PoetryInterval>.Create((left, right) => left.OrderTo(right))
            )
        )
        {
            if (merged.Count == 0 || (!merged[^1].AllowsAny(interval) && !merged[^1].IsAdjacentTo(interval)))
                merged.Add(interval);
            else
                merged[^1] = (PoetryInterval)merged[^1].Union(interval);
        }
        return merged.Count == 1 ? merged[0] : new PoetryVersionUnion([.. merged]);
    }

    public override bool Allows(PackageVersion version)
    {
        if (Hole is { } hole)
            return !new PoetryExactVersion(hole).Allows(version);
        return Array.Exists(_intervals, interval => interval.Allows(version));
    }

    public override bool AllowsAll(PoetryConstraint other)
    {
        int mine = 0,
            theirs = 0;
        while (mine < _intervals.Length && theirs < other.Intervals.Count)
        {
            if (_intervals[mine].AllowsAll(other.Intervals[theirs]))
                theirs++;
            else
                mine++;
        }
        return theirs == other.Intervals.Count;
    }

    public override bool AllowsAny(PoetryConstraint other)
    {
        int mine = 0,
            theirs = 0;
        while (mine < _intervals.Length && theirs < other.Intervals.Count)
        {
            if (_intervals[mine].AllowsAny(other.Intervals[theirs]))
                return true;
            if (other.Intervals[theirs].AllowsHigher(_intervals[mine]))
                mine++;
            else
                theirs++;
        }
        return false;
    }

    public override PoetryConstraint Intersect(PoetryConstraint other)
    {
        var common = new List<PoetryConstraint>();
        int mine = 0,
            theirs = 0;
        while (mine < _intervals.Length && theirs < other.Intervals.Count)
        {
            var both = _intervals[mine].Intersect(other.Intervals[theirs]);
            if (!both.IsEmpty)
                common.Add(both);
            if (other.Intervals[theirs].AllowsHigher(_intervals[mine]))
                mine++;
            else
                theirs++;
        }
        return Of(common);
    }

    public override PoetryConstraint Union(PoetryConstraint other) => Of(this, other);

    public override PoetryConstraint Except(PoetryConstraint other)
    {
        // A union without nothing is nothing to Poetry, and its locks were made so.
        if (other.Intervals.Count == 0)
            return PoetryEmptyConstraint.Instance;
        var left = new List<PoetryConstraint>();
        int mine = 0,
            theirs = 0;
        var current = _intervals[0];
        while (mine < _intervals.Length)
        {
            if (theirs == other.Intervals.Count)
            {
                left.Add(current);
                left.AddRange(_intervals.AsSpan(mine + 1));
                break;
            }
            var their = other.Intervals[theirs];
            if (their.IsStrictlyLower(current))
            {
                theirs++;
                continue;
            }
            var difference = their.IsStrictlyHigher(current) ? current : current.Except(their);
            if (difference is PoetryVersionUnion split)
            {
                left.Add(split.Intervals[0]);
                current = split.Intervals[^1];
                theirs++;
                continue;
            }
            if (!difference.IsEmpty)
            {
                current = (PoetryInterval)difference;
                if (!their.IsStrictlyHigher(current) && current.AllowsHigher(their))
                {
                    theirs++;
                    continue;
                }
                left.Add(current);
            }
            if (++mine < _intervals.Length)
                current = _intervals[mine];
        }
        return left.Count == 1 ? left[0] : Of(left);
    }

    public override bool Equals(PoetryConstraint? other) =>
        other is PoetryVersionUnion union && _intervals.AsSpan().SequenceEqual(union._intervals);
}
