using Krait.Archives;
using Krait.Storage;

namespace Krait.Tests.Archives;

/// <summary>Archives too long for one span, and for 32-bit fields; as holes in sparse files they cost next to nothing.</summary>
public sealed class LargeArchiveTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(100)]
    [InlineData((2L << 30) - 40)]
    [InlineData((2L << 30) + 100)]
    [InlineData((4L << 30) - 1)]
    [InlineData((4L << 30) + 100)]
    [InlineData(9L << 30)]
    public void Members_are_found_wherever_they_lie(long size)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "files of this length are mapped on Linux only");
        var random = new byte[300_000];
        new Random(5).NextBytes(random);
        using var archive = Archive(size, ("a/last.txt", "the end"u8.ToArray()), ("b.bin", random));
        var reader = ZipReader.Open(archive);
        Assert.Equal(3, reader.Entries.Length);
        Assert.Equal(size, reader.Entries[reader.Find("zeros")].Size);
        Assert.Equal("the end"u8, reader.ReadAll(reader.Find("a/last.txt")));
        Assert.Equal(random, reader.ReadAll(reader.Find("b.bin")));
        using var zeros = reader.OpenMember(reader.Find("zeros"));
        var start = new byte[50];
        Assert.Equal(50, zeros.Read(start));
        Assert.Equal(new byte[50], start);
    }

    /// <summary>Two members with the same place, a gap, a cut end: refused at any length.</summary>
    [Fact]
    public void What_contradicts_itself_is_refused_at_any_length()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "files of this length are mapped on Linux only");
        const long Size = (4L << 30) + 100;
        using (var cut = Archive(Size, at: -1))
            Assert.Throws<ArchiveException>(() => ZipReader.Open(cut));
        // A byte of the large member's header, of the second one's signature, and of the 64-bit sizes.
        foreach (var at in (long[])[30, 35 + 20 + Size, 35 + 8])
        {
            using var broken = Archive(Size, at);
            Assert.Throws<ArchiveException>(() => ZipReader.Open(broken));
        }
    }

    [Fact]
    [Trait("tier", "soak")]
    public void A_member_of_more_than_2_GiB_is_read_to_its_end()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "files of this length are mapped on Linux only");
        const long Size = (2L << 30) + 12_345;
        using var archive = Archive(Size, ("x", []));
        var reader = ZipReader.Open(archive);
        using var member = reader.OpenMember(reader.Find("zeros"));
        var buffer = new byte[1 << 20];
        long total = 0;
        for (int count; (count = member.Read(buffer)) > 0; total += count)
            Assert.False(buffer.AsSpan(0, count).ContainsAnyExcept((byte)0));
        Assert.Equal(Size, total);
    }

    private ArchiveBytes Archive(long size, params (string, byte[])[] others)
    {
        var path = _folder[$"{Guid.NewGuid():N}.zip"];
        LargeZip.Write(path, "zeros", size, others);
        return ArchiveBytes.Of(MappedFile.Open(path));
    }

    /// <summary>With one byte changed, or the last one cut off where <paramref name="at"/> is negative.</summary>
    private ArchiveBytes Archive(long size, long at)
    {
        var path = _folder[$"{Guid.NewGuid():N}.zip"];
        LargeZip.Write(path, "zeros", size, ("second", "x"u8.ToArray()));
        using (var file = new FileStream(path, FileMode.Open))
        {
            if (at < 0)
                file.SetLength(file.Length - 1);
            else
            {
                file.Position = at;
                var value = file.ReadByte();
                file.Position = at;
                file.WriteByte((byte)(value ^ 1));
            }
        }
        return ArchiveBytes.Of(MappedFile.Open(path));
    }
}
