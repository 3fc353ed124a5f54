using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Krait.Archives;

/// <summary>The end record of a ZIP archive, with its 64-bit form where there is one: where the central directory lies.</summary>
/// <param name="Count">How many members there are.</param>
/// <param name="DirectorySize">In bytes.</param>
/// <param name="DirectoryOffset">From the archive's begin.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ZipEndRecord(long Count, long DirectorySize, long DirectoryOffset)
{
    private const uint Signature64 = 0x06064B50;
    private const uint LocatorSignature = 0x07064B50;
    private const int Size = 22;
    private const int Size64 = 56;
    private const int LocatorSize = 20;

    /// <summary>How many bytes at the end of an archive hold everything that is read here.</summary>
    public const int Reach = Size + ushort.MaxValue + LocatorSize + Size64;

    /// <summary>Finds and reads the record.</summary>
    /// <param name="tail">The end of the archive, at least <see cref="Reach"/> bytes or all of it.</param>
    /// <param name="length">The length of the archive.</param>
    public static ZipEndRecord Read(ReadOnlySpan<byte> tail, long length)
    {
        var at = Find(tail);
        var record = tail[at..];
        if (at + Size + U16(record, 20) != tail.Length)
            throw new ArchiveException(
                "the ZIP archive does not end with its end record: something follows it"
            );
        var position = length - tail.Length + at;
        if (U16(record, 4) != 0 && U16(record, 4) != ushort.MaxValue)
            throw new ArchiveException("the ZIP archive is a part of several");
        var hasLocator = at >= LocatorSize && U32(tail, at - LocatorSize) == LocatorSignature;
        var narrow = new ZipEndRecord(U16(record, 10), U32(record, 12), U32(record, 16));
        if (!hasLocator)
        {
            if (
                narrow.Count == ushort.MaxValue
                || narrow.DirectorySize == uint.MaxValue
                || narrow.DirectoryOffset == uint.MaxValue
            )
                throw new ArchiveException(
                    "the ZIP archive's end record refers to a 64-bit one that is not there"
                );
            if (U16(record, 6) != 0 || U16(record, 8) != narrow.Count)
                throw new ArchiveException("the ZIP archive is a part of several");
            return narrow.Checked(position);
        }
        var wide = Read64(tail, at, position);
        if (
            (narrow.Count != ushort.MaxValue && narrow.Count != wide.Count)
            || (narrow.DirectorySize != uint.MaxValue && narrow.DirectorySize != wide.DirectorySize)
            || (narrow.DirectoryOffset != uint.MaxValue && narrow.DirectoryOffset != wide.DirectoryOffset)
        )
            throw new ArchiveException("the ZIP archive's two end records contradict each other");
        return wide.Checked(position - LocatorSize - Size64);
    }

    /// <summary>The last place that looks like an end record: what every reader that comes from the end finds first.</summary>
    private static int Find(ReadOnlySpan<byte> tail)
    {
        var from = Math.Max(0, tail.Length - Size - ushort.MaxValue);
        var at = tail[from..].LastIndexOf("PK\x05\x06"u8);
        if (at < 0 || from + at + Size > tail.Length)
            throw new ArchiveException(
                "the file is no ZIP archive, or it is cut short: it has no end record"
            );
        return from + at;
    }

    private static ZipEndRecord Read64(ReadOnlySpan<byte> tail, int at, long position)
    {
        var locator = tail[(at - LocatorSize)..at];
        var start = at - LocatorSize - Size64;
        if (start < 0)
            throw new ArchiveException("the ZIP archive's 64-bit end record is cut short");
        var record = tail[start..];
        // The record must lie right before its locator and must hold nothing more: extensible data has readers disagree.
        if (
            U32(record, 0) != Signature64
            || U64(record, 4) != Size64 - 12
            || U64(locator, 8) != (ulong)(position - LocatorSize - Size64)
        )
            throw new ArchiveException("the ZIP archive's 64-bit end record is not where it should be");
        var count = U64(record, 32);
        if (
            U32(locator, 4) != 0
            || U32(locator, 16) > 1
            || U32(record, 16) != 0
            || U32(record, 20) != 0
            || U64(record, 24) != count
        )
            throw new ArchiveException("the ZIP archive is a part of several");
        return new ZipEndRecord(Signed(count), Signed(U64(record, 40)), Signed(U64(record, 48)));
    }

    private ZipEndRecord Checked(long position) =>
        DirectoryOffset <= position && position - DirectoryOffset == DirectorySize
            ? this
            : throw new ArchiveException(
                "the ZIP archive's directory does not lie right before its end record: something was put before or into it"
            );

    private static long Signed(ulong value) =>
        value <= long.MaxValue
            ? (long)value
            : throw new ArchiveException("the ZIP archive has a size beyond all bounds");

    private static ushort U16(ReadOnlySpan<byte> bytes, int at) =>
        BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int at) =>
        BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static ulong U64(ReadOnlySpan<byte> bytes, int at) =>
        BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]);
}
