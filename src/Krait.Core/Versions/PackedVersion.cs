namespace Krait.Versions;

/// <summary>
/// The layout of a version in 64 bits, chosen so that the order of the integers (without the two lowest bits) is the order
/// of the versions, and so that bounds of ranges fit the same layout:
/// <code>
/// 63..48 release[0] | 47..40 release[1] | 39..32 release[2] | 31..24 release[3]
/// 23..21 kind of suffix | 20..3 number of the suffix | 2 "just after" (bounds only) | 1..0 release length - 1
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

    /// <summary>Only in bounds: above every post-release of the release before it.</summary>
    public const uint AfterPosts = 6;

    public const int MostSegments = 4;
    public const uint GreatestFirst = ushort.MaxValue;
    public const uint GreatestOther = byte.MaxValue;
    public const uint GreatestNumber = (1 << 18) - 1;

    /// <summary>The bit of a bound that lies just after its version.</summary>
    public const ulong AfterBit = 1 << 2;

    /// <summary>How far to shift so that only what counts for the order is left.</summary>
    public const int OrderShift = 2;

    private const int KindShift = 21;
    private const int NumberShift = 3;
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

    /// <summary>False for integers that no version packs to.</summary>
    public static bool IsVersion(ulong packed)
    {
        var kind = Kind(packed);
        var unused = 24 + 8 * (MostSegments - Length(packed));
        return kind <= Post
            && (kind != Final || Number(packed) == 0)
            && (packed & AfterBit) == 0
            && (packed >> 24 << 24) == (packed >> unused << unused);
    }
}
