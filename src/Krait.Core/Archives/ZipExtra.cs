using System.Buffers.Binary;

namespace Krait.Archives;

/// <summary>
/// The extra fields of a member, as far as they change what it is: 64-bit sizes, and Info-ZIP's second name, which must be the first
/// one. Any other field is passed over; a field of the two that occurs twice or does not fit refuses the archive.
/// </summary>
internal ref struct ZipExtra
{
    private const ushort Zip64 = 0x0001;
    private const ushort UnicodePath = 0x7075;

    private ReadOnlySpan<byte> _wide;

    /// <summary>Whether there is a field of 64-bit sizes.</summary>
    public bool HasWide { get; private set; }

    /// <summary>Reads the fields.</summary>
    /// <param name="extra">All fields of the header.</param>
    /// <param name="name">The member's name in the same header.</param>
    public static ZipExtra Read(ReadOnlySpan<byte> extra, ReadOnlySpan<byte> name)
    {
        var fields = new ZipExtra();
        var hasPath = false;
        while (extra.Length >= 4)
        {
            var id = BinaryPrimitives.ReadUInt16LittleEndian(extra);
            var size = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            if (size > extra.Length - 4)
                throw new ArchiveException("a member's extra field is longer than the room for it");
            var field = extra.Slice(4, size);
            if (id == Zip64)
            {
                if (fields.HasWide)
                    throw new ArchiveException("a member has its 64-bit sizes twice");
                fields.HasWide = true;
                fields._wide = field;
            }
            else if (id == UnicodePath)
            {
                if (hasPath)
                    throw new ArchiveException("a member has its second name twice");
                hasPath = true;
                if (size < 5 || field[0] != 1 || !field[5..].SequenceEqual(name))
                    throw new ArchiveException("a member has two names that differ");
            }
            extra = extra[(4 + size)..];
        }
        // Some packers align by a few zeros or blanks at the end.
        return extra.ContainsAnyExcept((byte)0, (byte)' ')
            ? throw new ArchiveException("a member's extra field is cut short")
            : fields;
    }

    /// <summary>The true value of a 32-bit field: itself, or the next 64-bit one if it is all ones.</summary>
    public long Widen(uint narrow)
    {
        if (narrow != uint.MaxValue || !HasWide)
            return narrow;
        if (_wide.Length < 8)
            throw new ArchiveException("a member's 64-bit sizes are cut short");
        var value = BinaryPrimitives.ReadUInt64LittleEndian(_wide);
        _wide = _wide[8..];
        return value <= long.MaxValue
            ? (long)value
            : throw new ArchiveException("a member has a size beyond all bounds");
    }

    /// <summary>
    /// To be called when all fields of a member's own header are widened: nothing may be left, unless both sizes are given in
    /// 64 bits though 32 would do, and say the same (as Bazel writes them).
    /// </summary>
    public readonly void End(long size, long compressedSize)
    {
        if (
            _wide.Length == 16
            && BinaryPrimitives.ReadInt64LittleEndian(_wide) == size
            && BinaryPrimitives.ReadInt64LittleEndian(_wide[8..]) == compressedSize
        )
            return;
        End();
    }

    /// <summary>To be called when all fields are widened: nothing may be left.</summary>
    public readonly void End()
    {
        if (!_wide.IsEmpty)
            throw new ArchiveException("a member's 64-bit sizes hold more than the header asks for");
    }
}
