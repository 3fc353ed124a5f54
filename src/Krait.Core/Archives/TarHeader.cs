namespace Krait.Archives;

/// <summary>One 512-byte header block of a TAR archive, checked: checksum, magic, numbers.</summary>
internal readonly ref struct TarHeader
{
    public const int Size = 512;

    private readonly ReadOnlySpan<byte> _block;

    private TarHeader(ReadOnlySpan<byte> block, bool isGnu, long contentSize, int permissions)
    {
        _block = block;
        IsGnu = isGnu;
        ContentSize = contentSize;
        Permissions = permissions;
    }

    /// <summary>Whether the block has GNU's magic, and with it GNU's kinds of members and no prefix.</summary>
    public bool IsGnu { get; }

    public byte Kind => _block[156];

    public long ContentSize { get; }

    public int Permissions { get; }

    public ReadOnlySpan<byte> Name => Text(0, 100);

    public ReadOnlySpan<byte> LinkName => Text(157, 100);

    public ReadOnlySpan<byte> Prefix => IsGnu ? default : Text(345, 155);

    public static TarHeader Read(ReadOnlySpan<byte> block)
    {
        if (Checksum(block) != Number(block, 148, 8))
            throw new ArchiveException("the TAR archive is damaged: a header's checksum differs");
        var magic = block.Slice(257, 8);
        var isGnu = magic.SequenceEqual("ustar  \0"u8);
        if (!isGnu && !magic.SequenceEqual("ustar\u000000"u8))
            throw new ArchiveException("the TAR archive has a header of no known form");
        return new TarHeader(block, isGnu, Number(block, 124, 12), (int)(Number(block, 100, 8) & 0xFFF));
    }

    private ReadOnlySpan<byte> Text(int start, int length)
    {
        var field = _block.Slice(start, length);
        var end = field.IndexOf((byte)0);
        return end < 0 ? field : field[..end];
    }

    /// <summary>The sum of all bytes, with the checksum's own taken for blanks.</summary>
    private static long Checksum(ReadOnlySpan<byte> block)
    {
        var sum = 8 * ' ';
        for (var i = 0; i < Size; i++)
        {
            if (i is < 148 or >= 156)
                sum += block[i];
        }
        return sum;
    }

    /// <summary>A number in octal digits, or, with the highest bit set, in base 256.</summary>
    private static long Number(ReadOnlySpan<byte> block, int start, int length)
    {
        var field = block.Slice(start, length);
        long value = 0;
        if (field[0] == 0x80)
        {
            foreach (var b in field[1..])
            {
                if (value > long.MaxValue >> 8)
                    throw new ArchiveException("the TAR archive has a number beyond all bounds");
                value = (value << 8) | b;
            }
            return value;
        }
        var digits = field.TrimStart((byte)' ').TrimEnd("\0 "u8);
        foreach (var b in digits)
        {
            if (b is < (byte)'0' or > (byte)'7')
                throw new ArchiveException("the TAR archive has a number that is not octal");
            value = (value << 3) | (uint)(b - '0');
        }
        return value;
    }
}
