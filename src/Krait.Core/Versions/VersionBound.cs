using System.Runtime.CompilerServices;

namespace Krait.Versions;

/// <summary>
/// A place between two versions, where an interval begins or ends: never a version itself, so that no interval needs to say
/// whether it includes its ends. Equal places are equal values. The default value lies before every version.
/// </summary>
/// <remarks>
/// 16 bytes, and one comparison of integers for places beside versions that fit the packed form. Two descriptions can mean one place:
/// after <c>1.0</c> with its local labels comes nothing before <c>1.0.post0.dev0</c>. They are equal.
/// </remarks>
public readonly struct VersionBound : IEquatable<VersionBound>, IComparable<VersionBound>
{
    private const ulong MaximumKey = ulong.MaxValue;

    // Packed: the layout of PackedVersion with its additions for bounds, so that order is the order of integers.
    // Full: the kind of place alone.
    private readonly ulong _key;
    private readonly FullVersion? _full;

    private VersionBound(ulong key, FullVersion? full)
    {
        _key = key;
        _full = full;
    }

    private VersionBound(PackageVersion version, ulong place)
    {
        _full = version.Full;
        _key =
            _full is not null ? place
            : place == PackedVersion.AfterPosts && PackedVersion.Kind(version.Packed) == PackedVersion.Final
                ? PackedVersion.WithSuffix(version.Packed, PackedVersion.AboveAllPosts, 0)
            : version.Packed | place;
    }

    /// <summary>Before every version: where a range without a lower limit begins.</summary>
    public static VersionBound Minimum => default;

    /// <summary>After every version: where a range without an upper limit ends.</summary>
    public static VersionBound Maximum => new(MaximumKey, null);

    /// <summary>Just before <paramref name="version"/>.</summary>
    public static VersionBound Before(PackageVersion version) => new(version, PackedVersion.Before);

    /// <summary>Just after <paramref name="version"/>: before its local labels, if it has none itself.</summary>
    public static VersionBound After(PackageVersion version) => new(version, PackedVersion.After);

    /// <summary>After <paramref name="version"/> and every local label of it.</summary>
    internal static VersionBound AfterLocals(PackageVersion version) =>
        version.IsLocal ? After(version)
        : version.IsDevelopment ? new VersionBound(version.NextPublic(), PackedVersion.Before)
        : new VersionBound(version, PackedVersion.AfterLocals);

    /// <summary>Where the specifier <c>&gt;</c> begins: after local labels, and after post-releases unless the version is one.</summary>
    internal static VersionBound Above(PackageVersion version) =>
        version.IsDevelopment || version.IsPostrelease
            ? AfterLocals(version)
            : new VersionBound(version, PackedVersion.AfterPosts);

    /// <summary>The version that the place is described by; meaningless for <see cref="Maximum"/>.</summary>
    internal PackageVersion Version =>
        _full is not null ? new PackageVersion(_full) : PackedVersion.VersionOf(_key);

    internal bool IsBefore => Place == PackedVersion.Before;

    internal bool IsAfterLocals => Place == PackedVersion.AfterLocals;

    private ulong Place =>
        _full is null && PackedVersion.Kind(_key) == PackedVersion.AboveAllPosts
            ? PackedVersion.AfterPosts
            : _key & PackedVersion.PlaceMask;

    private bool IsMaximum => _key == MaximumKey;

    /// <summary>True where <paramref name="version"/> lies above this place.</summary>
    public bool IsBelow(PackageVersion version) =>
        CompareTo(
            new VersionBound(version.Full is null ? version.Packed : PackedVersion.Before, version.Full)
        ) <= 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int CompareTo(VersionBound other) =>
        _full is null && other._full is null
            ? (_key >> PackedVersion.OrderShift).CompareTo(other._key >> PackedVersion.OrderShift)
            : CompareParts(in this, in other);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Equals(VersionBound other) => CompareTo(other) == 0;

    public override bool Equals(object? obj) => obj is VersionBound other && Equals(other);

    public override int GetHashCode()
    {
        var canonical = Canonical();
        return IsMaximum ? -1 : HashCode.Combine(canonical.Version, canonical.Place);
    }

    public static bool operator ==(VersionBound left, VersionBound right) => left.Equals(right);

    public static bool operator !=(VersionBound left, VersionBound right) => !left.Equals(right);

    public static bool operator <(VersionBound left, VersionBound right) => left.CompareTo(right) < 0;

    public static bool operator >(VersionBound left, VersionBound right) => left.CompareTo(right) > 0;

    public static bool operator <=(VersionBound left, VersionBound right) => left.CompareTo(right) <= 0;

    public static bool operator >=(VersionBound left, VersionBound right) => left.CompareTo(right) >= 0;

    public override string ToString() =>
        IsMaximum
            ? "after every version"
            : Place switch
            {
                PackedVersion.Before => $"before {Version}",
                PackedVersion.After => $"after {Version}",
                PackedVersion.AfterLocals => $"after {Version} and its local labels",
                _ => $"after the post-releases of {Version}",
            };

    /// <summary>
    /// The first development release of something is the successor of what came before it: then the place is described by that.
    /// Only versions that do not fit the packed form have another description.
    /// </summary>
    internal VersionBound Canonical()
    {
        if (_full is not { Development.IsZero: true, Local.Length: 0 } || _key != PackedVersion.Before)
        {
            return this;
        }
        return Version switch
        {
            { IsPostrelease: true } version => new VersionBound(
                version.PreviousPublic(),
                PackedVersion.AfterLocals
            ),
            { PrereleaseNumber: > 0 } version => new VersionBound(
                version.PreviousPrerelease(),
                PackedVersion.AfterPosts
            ),
            _ => this,
        };
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int CompareParts(in VersionBound first, in VersionBound second)
    {
        var (left, right) = (first.Canonical(), second.Canonical());
        if (left._full is null && right._full is null)
        {
            return left.CompareTo(right);
        }
        if (left.IsMaximum || right.IsMaximum)
        {
            return (left.IsMaximum ? 1 : 0) - (right.IsMaximum ? 1 : 0);
        }
        var (a, b) = (left.Version, right.Version);
        var (atA, atB) = (left.Place, right.Place);
        var order = PackageVersion.CompareUpToPrerelease(in a, in b);
        if (order != 0)
        {
            return order;
        }
        if (atA == PackedVersion.AfterPosts || atB == PackedVersion.AfterPosts)
        {
            return (atA == PackedVersion.AfterPosts ? 1 : 0) - (atB == PackedVersion.AfterPosts ? 1 : 0);
        }
        order = PackageVersion.ComparePostAndDevelopment(in a, in b);
        if (order != 0)
        {
            return order;
        }
        if (atA == PackedVersion.AfterLocals || atB == PackedVersion.AfterLocals)
        {
            return (atA == PackedVersion.AfterLocals ? 1 : 0) - (atB == PackedVersion.AfterLocals ? 1 : 0);
        }
        order = PackageVersion.CompareLocal(a.LocalPart, b.LocalPart);
        return order != 0 ? order : atA.CompareTo(atB);
    }
}
