using System.Runtime.CompilerServices;

namespace Krait.Versions;

/// <summary>
/// A place between two versions, where an interval begins or ends: never a version itself, so that no interval needs to say
/// whether it includes its ends. The default value lies before every version.
/// </summary>
/// <remarks>
/// Most places lie just before a version; just after one they are only needed for versions with local labels and for <c>===</c>.
/// The place above all post-releases of a final release has no version next to it (<c>1.0.0.0.1.dev0</c> could always have one more
/// zero), hence the third kind.
/// </remarks>
public readonly struct VersionBound : IEquatable<VersionBound>, IComparable<VersionBound>
{
    private enum Place : byte
    {
        Before,
        After,
        AfterPosts,
        Maximum,
    }

    // The layout of PackedVersion with its two additions for bounds, where the version is packed.
    private readonly ulong _key;
    private readonly PackageVersion _version;
    private readonly Place _place;

    private VersionBound(PackageVersion version, Place place)
    {
        _version = version;
        _place = place;
        if (version.IsPacked)
        {
            _key = place switch
            {
                Place.Before => version.Packed,
                Place.After => version.Packed | PackedVersion.AfterBit,
                Place.AfterPosts => PackedVersion.WithSuffix(version.Packed, PackedVersion.AfterPosts, 0),
                _ => ulong.MaxValue,
            };
        }
    }

    /// <summary>Before every version: where a range without a lower limit begins.</summary>
    public static VersionBound Minimum => default;

    /// <summary>After every version: where a range without an upper limit ends.</summary>
    public static VersionBound Maximum => new(default, Place.Maximum);

    /// <summary>Just before <paramref name="version"/>.</summary>
    public static VersionBound Before(PackageVersion version) => new(version, Place.Before);

    /// <summary>Just after <paramref name="version"/>: before its local labels, if it has none itself.</summary>
    public static VersionBound After(PackageVersion version) => new(version, Place.After);

    /// <summary>After <paramref name="version"/> and every local label of it.</summary>
    internal static VersionBound AfterLocals(PackageVersion version) =>
        version.IsLocal ? After(version) : Before(version.NextPublic());

    /// <summary>Where the specifier <c>&gt;</c> begins: after local labels, and after post-releases unless the version is one.</summary>
    internal static VersionBound Above(PackageVersion version) =>
        version.IsDevelopment || version.IsPostrelease ? Before(version.NextPublic())
        : version.PrereleaseKind != PrereleaseKind.None ? Before(version.NextPrerelease())
        : new VersionBound(version, Place.AfterPosts);

    /// <summary>The version that the place is described by; meaningless for <see cref="Maximum"/>.</summary>
    internal PackageVersion Version => _version;

    internal bool IsBefore => _place == Place.Before;

    /// <summary>True where <paramref name="version"/> lies above this place.</summary>
    public bool IsBelow(PackageVersion version) => CompareTo(Before(version)) <= 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int CompareTo(VersionBound other) =>
        _version.IsPacked && other._version.IsPacked
            ? (_key >> PackedVersion.OrderShift).CompareTo(other._key >> PackedVersion.OrderShift)
            : CompareParts(in this, in other);

    public bool Equals(VersionBound other) => CompareTo(other) == 0;

    public override bool Equals(object? obj) => obj is VersionBound other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_version, _place);

    public static bool operator ==(VersionBound left, VersionBound right) => left.Equals(right);

    public static bool operator !=(VersionBound left, VersionBound right) => !left.Equals(right);

    public static bool operator <(VersionBound left, VersionBound right) => left.CompareTo(right) < 0;

    public static bool operator >(VersionBound left, VersionBound right) => left.CompareTo(right) > 0;

    public static bool operator <=(VersionBound left, VersionBound right) => left.CompareTo(right) <= 0;

    public static bool operator >=(VersionBound left, VersionBound right) => left.CompareTo(right) >= 0;

    public override string ToString() =>
        _place switch
        {
            Place.Maximum => "after every version",
            Place.Before => $"before {_version}",
            Place.After => $"after {_version}",
            _ => $"after the post-releases of {_version}",
        };

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int CompareParts(in VersionBound left, in VersionBound right)
    {
        if (left._place == Place.Maximum || right._place == Place.Maximum)
        {
            return (left._place == Place.Maximum ? 1 : 0) - (right._place == Place.Maximum ? 1 : 0);
        }
        if (left._place == Place.AfterPosts || right._place == Place.AfterPosts)
        {
            var order = PackageVersion.CompareBase(in left._version, in right._version);
            return order != 0
                ? order
                : (left._place == Place.AfterPosts ? 1 : 0) - (right._place == Place.AfterPosts ? 1 : 0);
        }
        var byVersion = left._version.CompareTo(right._version);
        return byVersion != 0 ? byVersion : left._place.CompareTo(right._place);
    }
}
