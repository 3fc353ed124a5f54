using System.Formats.Tar;
using System.IO.Compression;
using Krait.Archives;
using static Krait.Tests.Archives.ArchiveForge;
using TarReader = Krait.Archives.TarReader;

namespace Krait.Tests.Archives;

/// <summary>TAR archives of the dialects that build tools write are read; a broken or mixed one is not.</summary>
public class TarReaderTests
{
    private static readonly string Long =
        string.Join('/', Enumerable.Repeat("a-rather-long-name", 20)) + ".py";

    private static readonly (string, byte[])[] Members =
    [
        ("pkg-1/", []),
        ("pkg-1/PKG-INFO", Text("Name: pkg\n")),
        ("pkg-1/" + Long, Text("long")),
        ("pkg-1/日本.txt", [.. Enumerable.Range(0, 3000).Select(i => (byte)i)]),
        ("pkg-1/empty", []),
    ];

    public static TheoryData<TarEntryFormat> Formats => [TarEntryFormat.Pax, TarEntryFormat.Gnu];

    [Theory]
    [MemberData(nameof(Formats))]
    public void What_is_written_is_read_back(TarEntryFormat format)
    {
        using var reader = TarReader.OpenGzip(TarGz(format, Members));
        foreach (var (name, content) in Members)
        {
            Assert.True(reader.Read());
            Assert.Equal(name.TrimEnd('/'), reader.Entry!.Name);
            Assert.Equal(name.EndsWith('/') ? TarEntryKind.Directory : TarEntryKind.File, reader.Entry.Kind);
            var read = new byte[content.Length];
            var position = 0;
            while (reader.ReadContent(read.AsSpan(position)) is var count and > 0)
                position += count;
            Assert.Equal(content, read);
        }
        Assert.False(reader.Read());
        Assert.Null(reader.Entry);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Members_may_be_passed_over(TarEntryFormat format)
    {
        using var reader = TarReader.OpenGzip(TarGz(format, Members));
        var names = new List<string>();
        while (reader.Read())
            names.Add(reader.Entry!.Name);
        Assert.Equal(Members.Select(m => m.Item1.TrimEnd('/')), names);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void No_beginning_of_an_archive_is_an_archive(TarEntryFormat format)
    {
        var archive = TarGz(format, Members);
        for (var length = 0; length < archive.Length; length++)
            Assert.Throws<ArchiveException>(() => ReadWhole(TarReader.OpenGzip(archive.AsMemory(0, length))));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_changed_byte_is_refused_or_read_without_harm(TarEntryFormat format)
    {
        var plain = Unpacked(TarGz(format, Members));
        for (var i = 0; i < plain.Length; i += i < 4096 ? 1 : 37)
        {
            var broken = plain.ToArray();
            broken[i] ^= 0x41;
            try
            {
                ReadWhole(TarReader.Open(broken));
            }
            catch (ArchiveException) { }
        }
    }

    [Fact]
    public void What_is_packed_otherwise_is_named()
    {
        foreach (
            var (bytes, name) in new (byte[], string)[]
            {
                ([0x28, 0xB5, 0x2F, 0xFD, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], "zstd"),
                (Text("BZh91AY&SY-------------"), "bzip2"),
                ([0xFD, .. Text("7zXZ--------------------")], "xz"),
                (Zip(("a", [])), "zip"),
            }
        )
        {
            var fault = Assert.Throws<ArchiveException>(() => TarReader.OpenGzip(bytes));
            Assert.Contains(name, fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Nothing_may_follow_the_packed_data()
    {
        var archive = TarGz(TarEntryFormat.Pax, Members);
        Assert.Throws<ArchiveException>(() =>
            ReadWhole(TarReader.OpenGzip((byte[])[.. archive, .. archive]))
        );
        Assert.Throws<ArchiveException>(() =>
            ReadWhole(TarReader.OpenGzip((byte[])[.. archive, .. Zip(("a", []))]))
        );
    }

    [Fact]
    public void A_bomb_is_refused_on_the_way()
    {
        var archive = TarGz(TarEntryFormat.Pax, ("pkg-1/zeros", new byte[70 << 20]));
        var fault = Assert.Throws<ArchiveException>(() => ReadWhole(TarReader.OpenGzip(archive)));
        Assert.Contains("times its size", fault.Message, StringComparison.Ordinal);
    }

    internal static void ReadWhole(TarReader reader)
    {
        using (reader)
        {
            var buffer = new byte[1000];
            while (reader.Read())
            {
                while (reader.ReadContent(buffer) > 0) { }
            }
        }
    }

    private static byte[] Unpacked(byte[] archive)
    {
        using var plain = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(archive), CompressionMode.Decompress))
            gzip.CopyTo(plain);
        return plain.ToArray();
    }
}
