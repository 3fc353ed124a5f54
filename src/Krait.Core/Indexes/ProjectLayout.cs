using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Krait.Storage;

namespace Krait.Indexes;

/// <summary>
/// The packed form of one project on one index, little-endian:
/// <code>
/// header   0 magic u32 | 4 layout u16 | 6 status u16 | 8 length u32 | 12 versions u32 | 16 files u32 | 20 requires u32 |
///         24 tag sets u32 | 28 full versions u32 | 32 cold offset u32 | 36 zero u32 | 40 check u64 of all hot bytes
/// policy  48 fetched u64 (seconds since 1970) | 56 max-age u32 | 60 zero u32 | 64 check u64            rewritten in place by a 304
/// hot     80 versions u64[] | first file u32[versions+1] | upload time i64[files] | cold record u32[files] |
///            requires id u16[files] | tag set id u16[files] | flags u8[files], then padding to 8 |
///            text references (offset u32, length u32): base address, etag, last-modified, status reason,
///            requires[], tag sets[], full versions[]
/// cold       texts, then a record a file: check u64 | size u64 | name u16 | address u16 | yank reason u16 | other hashes u16 |
///            sha256 32 | metadata sha256 32 | the texts
/// </code>
/// A version that does not pack is an integer that no version packs to, with its number among the full versions in the high half.
/// Texts of the hot part are covered by its check too; each record carries its own, so that opening reads no cold page.
/// </summary>
internal static class ProjectLayout
{
    public const uint Magic = 0x5849_524b;
    public const ushort Version = 1;

    public const int HeaderSize = 80;
    public const int PolicyOffset = 48;
    public const int PolicySize = 24;
    public const int FixedTexts = 4;
    public const int RecordSize = 88;
    public const int MaximumFiles = 1 << 20;

    public const byte Wheel = 1;
    public const byte Yanked = 2;
    public const byte HasMetadata = 4;
    public const byte HasBuildTag = 8;
    public const byte HasSha256 = 16;
    public const byte HasMetadataSha256 = 32;

    /// <summary>The requires-python or tag set of a file that has none.</summary>
    public const ushort NoId = ushort.MaxValue;

    /// <summary>The upload time of a file whose index does not say.</summary>
    public const long NoTime = long.MinValue;

    private const ulong FullVersionMark = 7UL << 21;

    public static ulong MarkFullVersion(int number) => ((ulong)(uint)number << 32) | FullVersionMark;

    public static bool IsFullVersion(ulong packed, out int number)
    {
        number = (int)(packed >> 32);
        return (packed & 0xffff_ffff) == FullVersionMark;
    }

    /// <summary>The check of the hot part: everything before the cold records but the check itself and the policy.</summary>
    public static ulong HotCheck(ReadOnlySpan<byte> bytes, int hotEnd) =>
        Fingerprint.Hash64(bytes[HeaderSize..hotEnd], Fingerprint.Hash64(bytes[..40]));

    public static ulong RecordCheck(ReadOnlySpan<byte> record) => Fingerprint.Hash64(record[8..]);

    public static void WritePolicy(Span<byte> policy, long fetched, uint maxAge)
    {
        BinaryPrimitives.WriteInt64LittleEndian(policy, fetched);
        BinaryPrimitives.WriteUInt32LittleEndian(policy[8..], maxAge);
        BinaryPrimitives.WriteUInt32LittleEndian(policy[12..], 0);
        BinaryPrimitives.WriteUInt64LittleEndian(policy[16..], Fingerprint.Hash64(policy[..16], Magic));
    }

    /// <summary>False where the policy is damaged: then the entry counts as fetched long ago.</summary>
    public static bool TryReadPolicy(ReadOnlySpan<byte> policy, out long fetched, out uint maxAge)
    {
        fetched = BinaryPrimitives.ReadInt64LittleEndian(policy);
        maxAge = BinaryPrimitives.ReadUInt32LittleEndian(policy[8..]);
        return BinaryPrimitives.ReadUInt64LittleEndian(policy[16..])
            == Fingerprint.Hash64(policy[..16], Magic);
    }
}

/// <summary>Where the columns of a packed project begin; follows from the counts alone.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct ProjectColumns
{
    public ProjectColumns(int versions, int files, int texts)
    {
        long at = ProjectLayout.HeaderSize;
        Versions = (int)at;
        at += 8L * versions;
        Uploads = (int)at;
        at += 8L * files;
        FirstFiles = (int)at;
        at += 4L * (versions + 1L);
        Records = (int)at;
        at += 4L * files;
        Requires = (int)at;
        at += 2L * files;
        TagSets = (int)at;
        at += 2L * files;
        Flags = (int)at;
        at = (at + files + 7) & ~7L;
        Texts = (int)at;
        End = at + 8L * texts;
    }

    public int Versions { get; }
    public int Uploads { get; }
    public int FirstFiles { get; }
    public int Records { get; }
    public int Requires { get; }
    public int TagSets { get; }
    public int Flags { get; }
    public int Texts { get; }

    /// <summary>Where the texts begin.</summary>
    public long End { get; }
}
