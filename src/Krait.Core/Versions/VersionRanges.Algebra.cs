namespace Krait.Versions;

public sealed partial class VersionRanges
{
    /// <summary>The versions in neither less nor more than both sets.</summary>
    public VersionRanges Intersect(VersionRanges other)
    {
        if (
            ReferenceEquals(this, other)
            || IsEmpty
            || other._bounds is [{ } low, { } high] && IsAll(low, high)
        )
        {
            return this;
        }
        if (other.IsEmpty || _bounds is [{ } mine, { } last] && IsAll(mine, last))
        {
            return other;
        }
        return Combine(_bounds, other._bounds, needed: 2);
    }

    /// <summary>The versions in either set.</summary>
    public VersionRanges Union(VersionRanges other) =>
        ReferenceEquals(this, other) || other.IsEmpty ? this
        : IsEmpty ? other
        : Combine(_bounds, other._bounds, needed: 1);

    /// <summary>The versions not in this set.</summary>
    public VersionRanges Complement()
    {
        if (IsEmpty)
        {
            return All;
        }
        var bounds = _bounds.AsSpan();
        var open = bounds[0] == VersionBound.Minimum;
        var endless = bounds[^1] == VersionBound.Maximum;
        bounds = bounds[(open ? 1 : 0)..^(endless ? 1 : 0)];
        if (bounds.IsEmpty)
        {
            return Empty;
        }
        var result = new VersionBound[bounds.Length + (open ? 0 : 1) + (endless ? 0 : 1)];
        bounds.CopyTo(result.AsSpan(open ? 0 : 1));
        if (!endless)
        {
            result[^1] = VersionBound.Maximum;
        }
        return new VersionRanges(result);
    }

    /// <summary>The versions in this set and not in the other.</summary>
    public VersionRanges Except(VersionRanges other) => Intersect(other.Complement());

    /// <summary>Whether every version of this set is in the other.</summary>
    public bool IsSubsetOf(VersionRanges other)
    {
        var theirs = 0;
        for (var i = 0; i < _bounds.Length; i += 2)
        {
            while (theirs < other._bounds.Length && other._bounds[theirs + 1] < _bounds[i + 1])
            {
                theirs += 2;
            }
            if (theirs == other._bounds.Length || other._bounds[theirs] > _bounds[i])
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>Whether no version is in both sets.</summary>
    public bool IsDisjoint(VersionRanges other)
    {
        var (mine, theirs) = (0, 0);
        while (mine < _bounds.Length && theirs < other._bounds.Length)
        {
            if (_bounds[mine + 1] <= other._bounds[theirs])
            {
                mine += 2;
            }
            else if (other._bounds[theirs + 1] <= _bounds[mine])
            {
                theirs += 2;
            }
            else
            {
                return false;
            }
        }
        return true;
    }

    private static bool IsAll(VersionBound first, VersionBound last) =>
        first == VersionBound.Minimum && last == VersionBound.Maximum;

    /// <summary>Sweeps both lists of bounds upwards and keeps the stretches that at least <paramref name="needed"/> of the two sets cover.</summary>
    private static VersionRanges Combine(VersionBound[] left, VersionBound[] right, int needed)
    {
        var result = new VersionBound[left.Length + right.Length];
        var (count, i, j) = (0, 0, 0);
        var inside = false;
        while (i < left.Length || j < right.Length)
        {
            var order =
                i == left.Length ? 1
                : j == right.Length ? -1
                : left[i].CompareTo(right[j]);
            var bound = order <= 0 ? left[i] : right[j];
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
            var now = (i & 1) + (j & 1) >= needed;
            if (now != inside)
            {
                result[count++] = bound;
                inside = now;
            }
        }
        return count == 0 ? Empty : new VersionRanges(result[..count]);
    }
}
