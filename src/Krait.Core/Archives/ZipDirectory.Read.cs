using System.Buffers.Binary;
using System.Text;

namespace Krait.Archives;

public sealed partial class ZipDirectory
{
    private const uint EntrySignature = 0x02014B50;
    private const int EntrySize = 46;

    // Bits that change nothing here: deflate's effort (1, 2), a descriptor behind the data (3), a name in UTF-8 (11).
    private const int HarmlessFlags = 0b1000_0000_1110;
    private const int Utf8Flag = 0b1000_0000_0000;

    /// <summary>How many bytes at an archive's end hold the end record for certain; the directory lies right before it.</summary>
    public const int EndReach = ZipEndRecord.Reach;

    /// <summary>
    /// Tells from the end of an archive where its directory begins: the bytes from there on are what <see cref="Read"/> needs.
    /// </summary>
    /// <param name="tail">At least the last <see cref="EndReach"/> bytes, or the whole archive.</param>
    /// <param name="length">The length of the archive.</param>
    /// <exception cref="ArchiveException">It is no ZIP archive, or one that can be read in two ways.</exception>
    public static long Locate(ReadOnlySpan<byte> tail, long length) =>
        ZipEndRecord.Read(tail, length).DirectoryOffset;

    /// <summary>Reads the directory.</summary>
    /// <param name="tail">The end of the archive from the directory on, or more; it must stay as it is while the directory is used.</param>
    /// <param name="length">The length of the archive.</param>
    /// <param name="budget">What the archive may cost; null for the usual.</param>
    /// <param name="ignoreCase">Whether names that differ only in case are one file where the members will go.</param>
    /// <exception cref="ArchiveException">The archive is damaged, ambiguous, hostile or over its budget.</exception>
    public static ZipDirectory Read(
        ReadOnlyMemory<byte> tail,
        long length,
        ArchiveBudget? budget = null,
        bool ignoreCase = false
    )
    {
        budget ??= ArchiveBudget.Default;
        var end = ZipEndRecord.Read(tail.Span, length);
        var start = end.DirectoryOffset - (length - tail.Length);
        if (start < 0)
            throw new ArchiveException("the ZIP archive's directory is cut short");
        if (end.Count > budget.Entries || end.Count > end.DirectorySize / EntrySize)
            throw new ArchiveException($"the ZIP archive has {end.Count} members, more than it can or may");
        var bytes = tail.Slice((int)start, (int)end.DirectorySize);
        var entries = new ZipEntry[end.Count];
        var names = new string[end.Count];
        var seen = new MemberNames(entries.Length, ignoreCase);
        var at = 0;
        long total = 0;
        for (var i = 0; i < entries.Length; i++)
        {
            var entry = ReadEntry(bytes.Span, ref at, budget);
            // Neither is negative, and a sum beyond all bounds is: it is refused as such.
            total = unchecked(total + entry.Size);
            budget.CheckTotal(total, length);
            if (entry.HeaderOffset >= end.DirectoryOffset)
                throw new ArchiveException("a member begins behind the ZIP archive's directory");
            entries[i] = entry;
            var nameLength = entry.IsDirectory ? entry.NameLength - 1 : entry.NameLength;
            names[i] = Encoding.UTF8.GetString(bytes.Span.Slice(entry.NameStart, nameLength));
            if (seen.Add(names[i], entry.IsDirectory) is { } fault)
                throw new ArchiveException($"members fall on each other: {fault}");
        }
        return at == bytes.Length
            ? new ZipDirectory(bytes, entries, names, end.DirectoryOffset)
            : throw new ArchiveException(
                "the ZIP archive's directory holds more than its end record announces"
            );
    }

    private static ZipEntry ReadEntry(ReadOnlySpan<byte> directory, ref int at, ArchiveBudget budget)
    {
        var header = directory[at..];
        if (header.Length < EntrySize || BinaryPrimitives.ReadUInt32LittleEndian(header) != EntrySignature)
            throw new ArchiveException("the ZIP archive's directory is damaged or cut short");
        var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        var extraLength = BinaryPrimitives.ReadUInt16LittleEndian(header[30..]);
        var commentLength = BinaryPrimitives.ReadUInt16LittleEndian(header[32..]);
        if (header.Length < EntrySize + nameLength + extraLength + commentLength)
            throw new ArchiveException("the ZIP archive's directory is damaged or cut short");
        if (BinaryPrimitives.ReadUInt16LittleEndian(header[34..]) != 0)
            throw new ArchiveException("the ZIP archive is a part of several");
        var name = header.Slice(EntrySize, nameLength);
        var extra = ZipExtra.Read(header.Slice(EntrySize + nameLength, extraLength), name);
        var entry = new ZipEntry
        {
            NameStart = at + EntrySize,
            NameLength = nameLength,
            IsMadeOnUnix = header[5] == 3,
            Flags = BinaryPrimitives.ReadUInt16LittleEndian(header[8..]),
            Method = BinaryPrimitives.ReadUInt16LittleEndian(header[10..]),
            Crc32 = BinaryPrimitives.ReadUInt32LittleEndian(header[16..]),
            // The order of the 64-bit values: size, compressed size, offset.
            Size = extra.Widen(BinaryPrimitives.ReadUInt32LittleEndian(header[24..])),
            CompressedSize = extra.Widen(BinaryPrimitives.ReadUInt32LittleEndian(header[20..])),
            HeaderOffset = extra.Widen(BinaryPrimitives.ReadUInt32LittleEndian(header[42..])),
            ExternalAttributes = BinaryPrimitives.ReadUInt32LittleEndian(header[38..]),
            IsDirectory = nameLength > 0 && name[^1] == '/',
        };
        extra.End();
        if (Fault(entry, name, budget) is { } fault)
            throw new ArchiveException(fault);
        at += EntrySize + nameLength + extraLength + commentLength;
        return entry;
    }

    private static string? Fault(in ZipEntry entry, ReadOnlySpan<byte> name, ArchiveBudget budget)
    {
        if (MemberName.Fault(name, budget.NameLength) is { } nameFault)
            return nameFault;
        // Without the mark some readers take the bytes for code page 437 and see another name.
        if ((entry.Flags & Utf8Flag) == 0 && !Ascii.IsValid(name))
            return "a member's name is neither ASCII nor marked as UTF-8";
        var fault =
            (entry.Flags & 0x2041) != 0 ? "is encrypted"
            : (entry.Flags & ~HarmlessFlags) != 0
                ? $"is packed in a way that is not read (flags {entry.Flags:x4})"
            : entry.Method is not (ZipEntry.Stored or ZipEntry.Deflated)
                ? $"is packed by method {MethodName(entry.Method)}; only stored and deflated members are read"
            : entry.Method == ZipEntry.Stored && entry.Size != entry.CompressedSize
                ? "is stored, but its two sizes differ"
            : entry.IsDirectory && entry.Size != 0 ? "is a folder with content"
            : entry.IsStoredDirectory && !entry.IsDirectory ? "is marked as a folder and named as a file"
            : entry.IsSpecial ? "is a link or a device; distributions hold files and folders only"
            : null;
        return fault is null ? null : $"`{Encoding.UTF8.GetString(name)}` {fault}";
    }

    private static string MethodName(ushort method) =>
        method switch
        {
            12 => "12 (bzip2)",
            14 => "14 (lzma)",
            93 => "93 (zstd)",
            95 => "95 (xz)",
            _ => $"{method}",
        };
}
