using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Krait.TestKit;

/// <summary>
/// Writes ZIP archives with one stored member of any number of zeros, as a hole in a sparse file, so that archives of many
/// gigabytes cost neither time nor disk. 64-bit fields are used where the numbers ask for them, and only there.
/// </summary>
public static class LargeZip
{
    private const uint Wide = uint.MaxValue;

    /// <summary>Writes the archive: the zeros first, then the other members, stored as well.</summary>
    public static void Write(
        string path,
        string zeros,
        long size,
        params IReadOnlyList<(string Name, byte[] Content)> others
    )
    {
        using var file = new FileStream(path, FileMode.CreateNew);
        var directory = new MemoryStream();
        var count = 1 + others.Count;
        file.Write(Header(zeros, ZerosChecksum(size), size));
        directory.Write(Row(zeros, ZerosChecksum(size), size, 0));
        file.SetLength(file.Position + size);
        file.Position = file.Length;
        foreach (var (name, content) in others)
        {
            var checksum = Checksum(content);
            directory.Write(Row(name, checksum, content.Length, file.Position));
            file.Write(Header(name, checksum, content.Length));
            file.Write(content);
        }
        var start = file.Position;
        directory.Position = 0;
        directory.CopyTo(file);
        file.Write(End(count, start, directory.Length));
    }

    /// <summary>SHA-256 of so many zeros.</summary>
    public static byte[] ZerosSha256(long size)
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var zeros = new byte[1 << 20];
        for (; size > 0; size -= zeros.Length)
            sum.AppendData(zeros, 0, (int)Math.Min(size, zeros.Length));
        return sum.GetHashAndReset();
    }

    /// <summary>The CRC-32 of so many zeros: the step over one zero, as a matrix over GF(2), raised to their number.</summary>
    public static uint ZerosChecksum(long size)
    {
        var step = new uint[32];
        step[0] = 0xEDB88320;
        for (var bit = 1; bit < 32; bit++)
            step[bit] = 1u << (bit - 1);
        // That was one bit; three squares make it a byte.
        step = Square(Square(Square(step)));
        var state = uint.MaxValue;
        for (; size > 0; size >>= 1, step = Square(step))
        {
            if ((size & 1) != 0)
                state = Times(step, state);
        }
        return ~state;
    }

    private static uint[] Square(uint[] matrix) => Array.ConvertAll(matrix, column => Times(matrix, column));

    private static uint Times(uint[] matrix, uint vector)
    {
        var sum = 0u;
        for (var bit = 0; vector != 0; bit++, vector >>= 1)
        {
            if ((vector & 1) != 0)
                sum ^= matrix[bit];
        }
        return sum;
    }

    private static uint Checksum(byte[] content)
    {
        var state = uint.MaxValue;
        foreach (var value in content)
        {
            state ^= value;
            for (var bit = 0; bit < 8; bit++)
                state = (state & 1) != 0 ? 0xEDB88320 ^ (state >> 1) : state >> 1;
        }
        return ~state;
    }

    private static byte[] Header(string name, uint checksum, long size)
    {
        var isWide = size >= Wide;
        var record = new Record()
            .U32(0x04034B50)
            .U16(isWide ? 45 : 20)
            .U16(0)
            .U16(0)
            .U32(0)
            .U32(checksum)
            .U32(isWide ? Wide : (uint)size)
            .U32(isWide ? Wide : (uint)size)
            .U16(name.Length)
            .U16(isWide ? 20 : 0)
            .Text(name);
        return isWide ? record.U16(1).U16(16).U64(size).U64(size).Bytes : record.Bytes;
    }

    private static byte[] Row(string name, uint checksum, long size, long offset)
    {
        var (isWide, isFar) = (size >= Wide, offset >= Wide);
        var extra = (isWide ? 16 : 0) + (isFar ? 8 : 0);
        var record = new Record()
            .U32(0x02014B50)
            .U16(0x0300 | 45)
            .U16(extra > 0 ? 45 : 20)
            .U16(0)
            .U16(0)
            .U32(0)
            .U32(checksum)
            .U32(isWide ? Wide : (uint)size)
            .U32(isWide ? Wide : (uint)size)
            .U16(name.Length)
            .U16(extra > 0 ? extra + 4 : 0)
            .U16(0)
            .U16(0)
            .U16(0)
            .U32(0x81A4u << 16)
            .U32(isFar ? Wide : (uint)offset)
            .Text(name);
        if (extra > 0)
            record.U16(1).U16(extra);
        if (isWide)
            record.U64(size).U64(size);
        return isFar ? record.U64(offset).Bytes : record.Bytes;
    }

    private static byte[] End(int count, long start, long length)
    {
        var record = new Record();
        var isFar = start >= Wide;
        if (isFar)
        {
            record.U32(0x06064B50).U64(44).U16(45).U16(45).U32(0).U32(0);
            record.U64(count).U64(count).U64(length).U64(start);
            record.U32(0x07064B50).U32(0).U64(start + length).U32(1);
        }
        record.U32(0x06054B50).U16(0).U16(0).U16(count).U16(count).U32((uint)length);
        return record.U32(isFar ? Wide : (uint)start).U16(0).Bytes;
    }

    /// <summary>Little-endian fields, one after the other.</summary>
    private sealed class Record
    {
        private readonly List<byte> _bytes = [];

        public byte[] Bytes => [.. _bytes];

        public Record U16(int value)
        {
            Span<byte> room = stackalloc byte[2];
            BinaryPrimitives.WriteUInt16LittleEndian(room, (ushort)value);
            _bytes.AddRange(room);
            return this;
        }

        public Record U32(uint value)
        {
            Span<byte> room = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32LittleEndian(room, value);
            _bytes.AddRange(room);
            return this;
        }

        public Record U64(long value)
        {
            Span<byte> room = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(room, value);
            _bytes.AddRange(room);
            return this;
        }

        public Record Text(string text)
        {
            _bytes.AddRange(Encoding.ASCII.GetBytes(text));
            return this;
        }
    }
}
