using System.Buffers.Binary;

namespace Krait.Archives;

public sealed partial class ZipReader
{
    private const uint HeaderSignature = 0x04034B50;
    private const uint DescriptorSignature = 0x08074B50;
    private const int HeaderSize = 30;
    private const int LongestHeader = HeaderSize + ushort.MaxValue + ushort.MaxValue;
    private const int LongestDescriptor = 24;
    private const int DescriptorFlag = 8;

    /// <summary>Holds every member's header against the directory; returns where each one's data begins.</summary>
    private static long[] CheckHeaders(ArchiveBytes archive, ZipDirectory directory)
    {
        var entries = directory.Entries;
        var offsets = new long[entries.Length];
        // By place in the archive; packers write both in one order, so there is mostly nothing to sort.
        int[]? order = null;
        for (var i = 1; i < entries.Length && order is null; i++)
        {
            if (entries[i].HeaderOffset < entries[i - 1].HeaderOffset)
                order = SortByOffset(entries);
        }
        for (var i = 0; i < entries.Length; i++)
        {
            var index = order?[i] ?? i;
            ref readonly var entry = ref entries[index];
            var next =
                i + 1 < entries.Length ? entries[order?[i + 1] ?? (i + 1)].HeaderOffset : directory.Offset;
            if (i == 0 && entry.HeaderOffset != 0)
                throw new ArchiveException("something stands before the ZIP archive's first member");
            offsets[index] = CheckMember(archive, next, entry, directory, index);
        }
        return entries.Length > 0 || directory.Offset == 0
            ? offsets
            : throw new ArchiveException("something stands before the empty ZIP archive's directory");
    }

    /// <summary>
    /// Holds a member's own header (and what follows its data) against its row in the directory. The bytes must be exactly the member:
    /// from its header to where the next one begins.
    /// </summary>
    /// <returns>Where the data begin in the archive.</returns>
    private static long CheckMember(
        ArchiveBytes archive,
        long next,
        in ZipEntry entry,
        ZipDirectory directory,
        int index
    )
    {
        var length = next - entry.HeaderOffset;
        var member = archive.Slice(entry.HeaderOffset, (int)Math.Min(length, LongestHeader)).Span;
        if (member.Length < HeaderSize || BinaryPrimitives.ReadUInt32LittleEndian(member) != HeaderSignature)
            throw Contradiction(directory, index, "there is no header where it should begin");
        var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(member[26..]);
        var extraLength = BinaryPrimitives.ReadUInt16LittleEndian(member[28..]);
        var header = HeaderSize + nameLength + extraLength;
        if (header > length || entry.CompressedSize > length - header)
            throw Contradiction(directory, index, "it does not fit before the next member");
        var start = entry.HeaderOffset + header;
        var name = member.Slice(HeaderSize, nameLength);
        if (!name.SequenceEqual(directory.NameBytes(entry)))
            throw Contradiction(directory, index, "its header has another name");
        var flags = BinaryPrimitives.ReadUInt16LittleEndian(member[6..]);
        // Whether a descriptor follows is told by this header; some packers leave it out of the directory.
        if (((flags ^ entry.Flags) & ~DescriptorFlag) != 0)
            throw Contradiction(directory, index, "its header has other flags");
        if (BinaryPrimitives.ReadUInt16LittleEndian(member[8..]) != entry.Method)
            throw Contradiction(directory, index, "its header has another method");
        var extra = ZipExtra.Read(member.Slice(HeaderSize + nameLength, extraLength), name);
        var crc = BinaryPrimitives.ReadUInt32LittleEndian(member[14..]);
        var size = extra.Widen(BinaryPrimitives.ReadUInt32LittleEndian(member[22..]));
        var compressedSize = extra.Widen(BinaryPrimitives.ReadUInt32LittleEndian(member[18..]));
        extra.End(size, compressedSize);
        var end = start + entry.CompressedSize;
        // More than a descriptor can hold tells as much as all of it.
        var rest = archive.Slice(end, (int)Math.Min(next - end, LongestDescriptor + 1)).Span;
        var isSame = crc == entry.Crc32 && size == entry.Size && compressedSize == entry.CompressedSize;
        if ((flags & DescriptorFlag) == 0)
        {
            if (!isSame)
                throw Contradiction(directory, index, "its header has another size or checksum");
            if (!rest.IsEmpty)
                throw Contradiction(directory, index, "something stands between it and the next member");
            return start;
        }
        if (!isSame && (crc != 0 || size != 0 || compressedSize != 0))
            throw Contradiction(directory, index, "its header has another size or checksum");
        if (!IsDescriptor(rest, entry))
            throw Contradiction(
                directory,
                index,
                "what follows its data does not confirm its size and checksum"
            );
        return start;
    }

    /// <summary>A descriptor is checksum and sizes, of 32 or of 64 bits, with or without a signature before them; its length tells which.</summary>
    private static bool IsDescriptor(ReadOnlySpan<byte> bytes, in ZipEntry entry)
    {
        if (bytes.Length is 16 or 24)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(bytes) != DescriptorSignature)
                return false;
            bytes = bytes[4..];
        }
        if (bytes.Length is not (12 or 20) || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != entry.Crc32)
            return false;
        return bytes.Length == 12
            ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) == entry.CompressedSize
                && BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]) == entry.Size
            : BinaryPrimitives.ReadInt64LittleEndian(bytes[4..]) == entry.CompressedSize
                && BinaryPrimitives.ReadInt64LittleEndian(bytes[12..]) == entry.Size;
    }

    private static int[] SortByOffset(ReadOnlySpan<ZipEntry> entries)
    {
        var offsets = new long[entries.Length];
        var order = new int[entries.Length];
        for (var i = 0; i < order.Length; i++)
            (offsets[i], order[i]) = (entries[i].HeaderOffset, i);
        Array.Sort(offsets, order);
        return order;
    }

    private static ArchiveException Contradiction(ZipDirectory directory, int index, string what) =>
        new($"`{directory.Name(index)}` is not where or what the ZIP archive's directory says: {what}");
}
