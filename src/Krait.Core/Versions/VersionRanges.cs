using System.Diagnostics;

namespace Krait.Versions;

/// <summary>A run of versions without a gap: everything between two places.</summary>
public readonly record struct VersionInterval(VersionBound Lower, VersionBound Upper);

/// <summary>
/// A set of versions: sorted intervals with gaps between them. Immutable; equal sets are equal values. All operations are linear in the
/// number of intervals and exact over every version there could be, pre-releases and local labels included.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed partial class VersionRanges : IEquatable<VersionRanges>
{
    // Ascending, an even number: each interval's beginning and end. Complement and membership are then counting.
    private readonly VersionBound[] _bounds;

    private VersionRanges(VersionBound[] bounds) => _bounds = bounds;

    /// <summary>No version.</summary>
    public static VersionRanges Empty { get; } = new([]);

    /// <summary>Every version.</summary>
    public static VersionRanges All { get; } = new([VersionBound.Minimum, VersionBound.Maximum]);

    public bool IsEmpty => _bounds.Length == 0;

    /// <summary>How many intervals there are.</summary>
    public int Count => _bounds.Length / 2;

    /// <summary>The intervals, ascending.</summary>
    public VersionInterval this[int index] => new(_bounds[2 * index], _bounds[2 * index + 1]);

    /// <summary>Everything between two places; empty where <paramref name="lower"/> is not below <paramref name="upper"/>.</summary>
    public static VersionRanges Between(VersionBound lower, VersionBound upper) =>
        lower < upper ? new VersionRanges([lower, upper]) : Empty;

    /// <summary>This version alone, without its local labels.</summary>
    public static VersionRanges Singleton(PackageVersion version) =>
        Between(VersionBound.Before(version), VersionBound.After(version));

    /// <summary>Whether the version is in the set.</summary>
    public bool Contains(PackageVersion version)
    {
        var low = 0;
        var high = _bounds.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_bounds[middle].IsBelow(version))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }
        return low % 2 == 1;
    }

    public bool Equals(VersionRanges? other) =>
        other is not null && _bounds.AsSpan().SequenceEqual(other._bounds);

    public override bool Equals(object? obj) => Equals(obj as VersionRanges);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var bound in _bounds)
        {
            hash.Add(bound);
        }
        return hash.ToHashCode();
    }
}
