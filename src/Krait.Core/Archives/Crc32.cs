using System.Buffers.Binary;

namespace Krait.Archives;

/// <summary>The checksum of ZIP and gzip (CRC-32, reflected polynomial 0xEDB88320), sixteen bytes a step by tables where the processor has nothing better.</summary>
internal static partial class Crc32
{
    private const int Slices = 16;

    private static readonly uint[] Table = BuildTable();

    /// <summary>Continues a checksum; begin with 0.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> data)
    {
        var state = ~crc;
        if (CanFold && data.Length >= FoldedFrom)
            state = Fold(state, ref data);
        var table = Table;
        while (data.Length >= Slices)
        {
            var a = BinaryPrimitives.ReadUInt32LittleEndian(data) ^ state;
            var b = BinaryPrimitives.ReadUInt32LittleEndian(data[4..]);
            var c = BinaryPrimitives.ReadUInt32LittleEndian(data[8..]);
            var d = BinaryPrimitives.ReadUInt32LittleEndian(data[12..]);
            state =
                table[(15 * 256) + (byte)a]
                ^ table[(14 * 256) + (byte)(a >> 8)]
                ^ table[(13 * 256) + (byte)(a >> 16)]
                ^ table[(12 * 256) + (byte)(a >> 24)]
                ^ table[(11 * 256) + (byte)b]
                ^ table[(10 * 256) + (byte)(b >> 8)]
                ^ table[(9 * 256) + (byte)(b >> 16)]
                ^ table[(8 * 256) + (byte)(b >> 24)]
                ^ table[(7 * 256) + (byte)c]
                ^ table[(6 * 256) + (byte)(c >> 8)]
                ^ table[(5 * 256) + (byte)(c >> 16)]
                ^ table[(4 * 256) + (byte)(c >> 24)]
                ^ table[(3 * 256) + (byte)d]
                ^ table[(2 * 256) + (byte)(d >> 8)]
                ^ table[256 + (byte)(d >> 16)]
                ^ table[(byte)(d >> 24)];
            data = data[Slices..];
        }
        foreach (var b in data)
            state = table[(byte)(state ^ b)] ^ (state >> 8);
        return ~state;
    }

    private static uint[] BuildTable()
    {
        var table = new uint[Slices * 256];
        for (uint i = 0; i < 256; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++)
                value = (value & 1) != 0 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
            table[i] = value;
        }
        for (var i = 256; i < table.Length; i++)
            table[i] = table[table[i - 256] & 0xFF] ^ (table[i - 256] >> 8);
        return table;
    }
}
