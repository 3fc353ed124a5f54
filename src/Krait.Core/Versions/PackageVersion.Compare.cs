using System.Runtime.CompilerServices;

namespace Krait.Versions;

public readonly partial struct PackageVersion
{
    /// <summary>Order of the specification. Two ulongs are compared where both versions are packed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int CompareTo(PackageVersion other) =>
        _full is null && other._full is null
            ? (_packed >> PackedVersion.OrderShift).CompareTo(other._packed >> PackedVersion.OrderShift)
            : CompareParts(in this, in other);

    /// <inheritdoc/>
    int IComparable.CompareTo(object? obj) =>
        obj switch
        {
            null => 1,
            PackageVersion other => CompareTo(other),
            _ => throw new ArgumentException("Only versions compare with versions.", nameof(obj)),
        };

    /// <summary>True where neither version sorts before the other: <c>1.0</c> equals <c>1.0.0</c>, but not <c>1.0+a</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Equals(PackageVersion other) => CompareTo(other) == 0;

    public override bool Equals(object? obj) => obj is PackageVersion other && Equals(other);

    public override int GetHashCode()
    {
        if (_full is null)
        {
            return (_packed >> PackedVersion.OrderShift).GetHashCode();
        }
        // 1.0.0.0.0 is not packed, yet equals 1.0, which is.
        var length = _full.SignificantLength;
        if (length <= PackedVersion.MostSegments && TryPack(_full, length, out var packed))
        {
            return (packed >> PackedVersion.OrderShift).GetHashCode();
        }
        var hash = new HashCode();
        hash.Add(_full.Epoch);
        for (var i = 0; i < length; i++)
        {
            hash.Add(_full.Release[i]);
        }
        hash.Add(_full.PrereleaseKind);
        hash.Add(_full.Prerelease);
        hash.Add(_full.Post);
        hash.Add(_full.Development);
        foreach (var segment in _full.Local)
        {
            hash.Add(segment.GetHashCode());
        }
        return hash.ToHashCode();
    }

    public static bool operator ==(PackageVersion left, PackageVersion right) => left.Equals(right);

    public static bool operator !=(PackageVersion left, PackageVersion right) => !left.Equals(right);

    public static bool operator <(PackageVersion left, PackageVersion right) => left.CompareTo(right) < 0;

    public static bool operator >(PackageVersion left, PackageVersion right) => left.CompareTo(right) > 0;

    public static bool operator <=(PackageVersion left, PackageVersion right) => left.CompareTo(right) <= 0;

    public static bool operator >=(PackageVersion left, PackageVersion right) => left.CompareTo(right) >= 0;

    /// <summary>Order of epoch and release alone.</summary>
    private static int CompareBase(in PackageVersion left, in PackageVersion right)
    {
        var order = VersionNumber.Compare(left.EpochPart, right.EpochPart);
        var length = Math.Max(left.ReleaseLength, right.ReleaseLength);
        for (var i = 0; i < length && order == 0; i++)
        {
            order = VersionNumber.Compare(left.ReleasePart(i), right.ReleasePart(i));
        }
        return order;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int CompareParts(in PackageVersion left, in PackageVersion right)
    {
        var order = CompareUpToPrerelease(in left, in right);
        if (order == 0)
        {
            order = ComparePostAndDevelopment(in left, in right);
        }
        return order != 0 ? order : CompareLocal(left.LocalPart, right.LocalPart);
    }

    /// <summary>Order of everything before <c>.post</c>.</summary>
    internal static int CompareUpToPrerelease(in PackageVersion left, in PackageVersion right)
    {
        var order = CompareBase(in left, in right);
        if (order == 0)
        {
            order = left.PhaseRank().CompareTo(right.PhaseRank());
        }
        return order != 0 ? order : VersionNumber.Compare(left.PrereleasePart, right.PrereleasePart);
    }

    /// <summary>Order of <c>.post</c> and <c>.dev</c>, all before being equal.</summary>
    internal static int ComparePostAndDevelopment(in PackageVersion left, in PackageVersion right)
    {
        var order = CompareOptional(left.PostPart, right.PostPart, absent: -1);
        return order != 0 ? order : CompareOptional(left.DevelopmentPart, right.DevelopmentPart, absent: 1);
    }

    /// <summary>Bare development releases come before alpha releases, final and post-releases after candidates.</summary>
    private int PhaseRank() =>
        PrereleaseKind != PrereleaseKind.None ? (int)PrereleaseKind
        : PostPart is null && DevelopmentPart is not null ? 0
        : (int)PrereleaseKind.ReleaseCandidate + 1;

    private static int CompareOptional(VersionNumber? left, VersionNumber? right, int absent) =>
        (left, right) switch
        {
            ({ } a, { } b) => VersionNumber.Compare(a, b),
            (null, null) => 0,
            (null, _) => absent,
            _ => -absent,
        };

    internal static int CompareLocal(ReadOnlySpan<LocalSegment> left, ReadOnlySpan<LocalSegment> right)
    {
        var common = Math.Min(left.Length, right.Length);
        for (var i = 0; i < common; i++)
        {
            var order = LocalSegment.Compare(left[i], right[i]);
            if (order != 0)
            {
                return order;
            }
        }
        return left.Length.CompareTo(right.Length);
    }
}
