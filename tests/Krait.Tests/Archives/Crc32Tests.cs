using Krait.Archives;

namespace Krait.Tests.Archives;

public class Crc32Tests
{
    [Fact]
    public void The_checksum_is_the_one_of_the_standard() =>
        Assert.Equal(0xCBF43926u, Crc32.Append(0, "123456789"u8));

    /// <summary>Long data take another way than short ones: both must agree, wherever the data are cut.</summary>
    [Fact]
    public void Any_cut_gives_the_same()
    {
        var data = new byte[700];
        new Random(7).NextBytes(data);
        for (var length = 0; length <= data.Length; length++)
        {
            var bytes = data.AsSpan(0, length);
            var expected = ByteByByte(bytes);
            Assert.Equal(expected, Crc32.Append(0, bytes));
            var cut = length / 3;
            Assert.Equal(expected, Crc32.Append(Crc32.Append(0, bytes[..cut]), bytes[cut..]));
        }
    }

    private static uint ByteByByte(ReadOnlySpan<byte> data)
    {
        var state = uint.MaxValue;
        foreach (var value in data)
        {
            state ^= value;
            for (var bit = 0; bit < 8; bit++)
                state = (state & 1) != 0 ? 0xEDB88320 ^ (state >> 1) : state >> 1;
        }
        return ~state;
    }
}
