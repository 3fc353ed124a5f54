namespace Krait.Versions;

/// <summary>
/// The layout of a version in 64 bits, chosen so that the order of the integers (without the two lowest bits) is the order
/// of the versions, and so that bounds of ranges fit the same layout:
/// <code>
/// 63..48 release[0] | 47..40 release[1] | 39..32 release[2] | 31..24 release[3]
/// 23..21 kind of suffix | 20..4 number of the suffix | 3..2 place (bounds only) | 1..0 release length - 1
/// </code>
/// </summary>
internal static class PackedVersion
{
    public const uint Development = 0;
    public const uint Alpha = 1;
    public const uint Beta = 2;
    public const uint ReleaseCandidate = 3;
    public const uint Final = 4;
    public const uint Post = 5;

    /// <summary>Only in bounds: above every post-release of a final release.</summary>
    public const uint AboveAllPosts = 6;

    public const int MostSegments = 4;
    public const uint GreatestFirst = ushort.MaxValue;
    public const uint GreatestOther = byte.MaxValue;
    public const uint GreatestNumber = (1 << 17) - 1;

    /// <summary>A bound just before its version.</summary>
    public const ulong Before = 0;

    /// <summary>A bound just after its version, before its local labels.</summary>
    public const ulong After = 1 << 2;

    /// <summary>A bound after its version and all local labels of it.</summary>
    public const ulong AfterLocals = 2 << 2;

    /// <summary>A bound after all post-releases of its version.</summary>
    public const ulong AfterPosts = 3 << 2;

    public const ulong PlaceMask = 3 << 2;

    /// <summary>How far to shift so that only what counts for the order is left.</summary>
    public const int OrderShift = 2;

    private const int KindShift = 21;
    private const int NumberShift = 4;
    private const ulong KindMask = 7UL << KindShift;
    private const ulong NumberMask = (ulong)GreatestNumber << NumberShift;

    public static uint Kind(ulong packed) => (uint)(packed >> KindShift) & 7;

    public static uint Number(ulong packed) => (uint)(packed >> NumberShift) & GreatestNumber;

    public static int Length(ulong packed) => (int)(packed & 3) + 1;

    public static uint Release(ulong packed, int index) =>
        index == 0 ? (uint)(packed >> 48) : (uint)(packed >> ReleaseShift(index)) & byte.MaxValue;

    public static PrereleaseKind PrereleaseKind(ulong packed) =>
        Kind(packed) is var kind and >= Alpha and <= ReleaseCandidate
            ? (PrereleaseKind)kind
            : Versions.PrereleaseKind.None;

    public static int ReleaseShift(int index) => 48 - 8 * index;

    public static ulong Suffix(uint kind, uint number, int length) =>
        (ulong)kind << KindShift | (ulong)number << NumberShift | (uint)(length - 1);

    public static ulong WithSuffix(ulong packed, uint kind, uint number) =>
        packed & ~(KindMask | NumberMask) | (ulong)kind << KindShift | (ulong)number << NumberShift;

    /// <summary>The version that a packed bound is described by.</summary>
    public static PackageVersion VersionOf(ulong bound)
    {
        var packed = bound & ~PlaceMask;
        return new PackageVersion(Kind(bound) == AboveAllPosts ? WithSuffix(packed, Final, 0) : packed);
    }

    /// <summary>False for integers that no version packs to.</summary>
    public static bool IsVersion(ulong packed)
    {
        var kind = Kind(packed);
        var unused = 24 + 8 * (MostSegments - Length(packed));
        return kind <= Post
            && (kind != Final || Number(packed) == 0)
            && (packed & PlaceMask) == 0
            && (packed >> 24 << 24) == (packed >> unused << unused);
    }
}
