using System.Buffers.Binary;
using System.IO.Compression;
using Krait.Archives;
using static Krait.Tests.Archives.ArchiveForge;

namespace Krait.Tests.Archives;

/// <summary>ZIP archives: what is written is read back, and everything that could be read in two ways is refused.</summary>
public class ZipReaderTests
{
    private static readonly (string, byte[])[] Members =
    [
        ("pkg/", []),
        ("pkg/__init__.py", Text("x = 1\n")),
        ("pkg/data.bin", [.. Enumerable.Range(0, 70_000).Select(i => (byte)(i * i / 7))]),
        ("pkg/empty", []),
        ("pkg-1.dist-info/日本.txt", Text("é")),
    ];

    public static TheoryData<bool> Ways => [true, false];

    [Theory]
    [MemberData(nameof(Ways))]
    public void What_is_written_is_read_back(bool isStreamed)
    {
        var reader = ZipReader.Open(isStreamed ? ZipStreamed(Members) : Zip(Members));
        Assert.Equal(Members.Length, reader.Entries.Length);
        for (var i = 0; i < Members.Length; i++)
        {
            Assert.Equal(Members[i].Item1.TrimEnd('/'), reader.Name(i));
            Assert.Equal(Members[i].Item1.EndsWith('/'), reader.Entries[i].IsDirectory);
            Assert.Equal(Members[i].Item2, reader.ReadAll(i));
            Assert.Equal(i, reader.Find(reader.Name(i)));
        }
        Assert.Equal(-1, reader.Find("absent"));
    }

    [Fact]
    public void A_member_can_be_read_in_small_parts()
    {
        var reader = ZipReader.Open(Zip(Members));
        using var member = reader.OpenMember(2);
        var content = new List<byte>();
        Span<byte> part = stackalloc byte[777];
        while (member.Read(part) is var count and > 0)
            content.AddRange(part[..count]);
        Assert.Equal(Members[2].Item2, content);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void No_beginning_of_an_archive_is_an_archive(bool isStreamed)
    {
        var archive = isStreamed ? ZipStreamed(Members) : Zip(Members);
        // The long data in the middle are like one another: steps of a prime pass over them.
        for (var length = 0; length < archive.Length; length += length is < 300 or > 69_000 ? 1 : 211)
            Assert.Throws<ArchiveException>(() => ReadWhole(archive[..length]));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_changed_byte_is_refused_or_changes_nothing(bool isStreamed)
    {
        (string, byte[])[] small = [("a/b.py", Text("hello hello hello")), ("c", Text("stored?"))];
        var archive = isStreamed ? ZipStreamed(small) : Zip(small);
        for (var i = 0; i < archive.Length; i++)
        {
            foreach (var mask in new byte[] { 0x01, 0x20, 0x80, 0xFF })
            {
                var broken = archive.ToArray();
                broken[i] ^= mask;
                try
                {
                    var reader = ZipReader.Open(broken);
                    for (var m = 0; m < small.Length; m++)
                        Assert.Equal(small[m].Item2, reader.ReadAll(m));
                }
                catch (ArchiveException) { }
            }
        }
    }

    [Fact]
    public void Nothing_may_stand_before_between_or_behind()
    {
        var archive = Zip(Members);
        Assert.Throws<ArchiveException>(() => ReadWhole([1, .. archive]));
        Assert.Throws<ArchiveException>(() => ReadWhole([.. archive, 0]));
        Assert.Throws<ArchiveException>(() => ReadWhole([.. archive, .. archive]));
        var directory = (int)ZipReader.Open(archive).Directory.Offset;
        Assert.Throws<ArchiveException>(() =>
            ReadWhole([.. archive[..directory], 0, .. archive[directory..]])
        );
    }

    [Fact]
    public void A_comment_may_be_text_but_not_an_archive()
    {
        var archive = Zip(Members);
        ReadWhole(WithComment(archive, Text("made by a tool")));
        Assert.Throws<ArchiveException>(() => ReadWhole(WithComment(archive, Zip(("evil", Text("x"))))));
    }

    [Fact]
    public void An_archive_inside_an_archive_is_only_content()
    {
        var inner = Zip(("inner", Text("x")));
        var reader = ZipReader.Open(Zip(CompressionLevel.NoCompression, ("a.zip", inner)));
        Assert.Equal("a.zip", reader.Name(0));
        Assert.Equal(inner, reader.ReadAll(0));
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("a", "a/b")]
    [InlineData("a/b", "a")]
    [InlineData("a/b/c", "a/b")]
    [InlineData("caf\u00E9", "cafe\u0301")]
    [InlineData("\uAC01", "\u1100\u1161\u11A8")]
    public void Members_do_not_fall_on_each_other(string first, string second)
    {
        var fault = Assert.Throws<ArchiveException>(() =>
            ReadWhole(Zip((first, Text("1")), (second, Text("2"))))
        );
        Assert.Contains("fall on each other", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Case_counts_where_the_file_system_says_so()
    {
        var archive = Zip(("Read.me", Text("1")), ("read.me", Text("2")));
        Assert.Equal(2, ZipReader.Open(archive).Entries.Length);
        Assert.Throws<ArchiveException>(() => ZipReader.Open(archive, ignoreCase: true));
    }

    [Fact]
    public void A_bomb_is_refused_before_it_is_unpacked()
    {
        var archive = Zip(("zeros", new byte[70 << 20]));
        Assert.True(archive.Length < 1 << 20);
        var fault = Assert.Throws<ArchiveException>(() => ZipReader.Open(archive));
        Assert.Contains("times its size", fault.Message, StringComparison.Ordinal);
        Assert.Equal(1, ZipReader.Open(Zip(("zeros", new byte[60 << 20]))).Entries.Length);
        Assert.Throws<ArchiveException>(() =>
            ZipReader.Open(Zip(Members), new ArchiveBudget { Entries = 4 })
        );
        Assert.Throws<ArchiveException>(() =>
            ZipReader.Open(Zip(Members), new ArchiveBudget { TotalSize = 1000 })
        );
    }

    [Fact]
    public void Members_do_not_share_bytes()
    {
        // The second row of the directory is turned to the first member's header: a quoted overlap in its simplest form.
        var archive = Zip(("a", Text("same")), ("b", Text("same")));
        var directory = (int)ZipReader.Open(archive).Directory.Offset;
        var second = archive.AsSpan(directory + 1).IndexOf("PK\x01\x02"u8) + directory + 1;
        BinaryPrimitives.WriteUInt32LittleEndian(archive.AsSpan(second + 42), 0);
        Assert.Throws<ArchiveException>(() => ReadWhole(archive));
    }

    [Fact]
    public void A_directory_can_be_read_from_the_end_of_an_archive()
    {
        var archive = Zip(Members);
        var from = (int)ZipDirectory.Locate(archive.AsSpan(archive.Length - 22), archive.Length);
        var directory = ZipDirectory.Read(archive.AsMemory(from), archive.Length);
        Assert.Equal(Members.Length, directory.Entries.Length);
        Assert.Equal(1, directory.Find("pkg/__init__.py"));
        Assert.Throws<ArchiveException>(() => ZipDirectory.Read(archive.AsMemory(from + 1), archive.Length));
    }

    internal static void ReadWhole(byte[] archive)
    {
        var reader = ZipReader.Open(archive);
        for (var i = 0; i < reader.Entries.Length; i++)
            reader.ReadAll(i);
    }

    private static byte[] WithComment(byte[] archive, byte[] comment)
    {
        byte[] with = [.. archive, .. comment];
        BinaryPrimitives.WriteUInt16LittleEndian(with.AsSpan(archive.Length - 2), (ushort)comment.Length);
        return with;
    }

    [Fact]
    public void Sizes_that_no_number_can_add_up_are_over_the_budget()
    {
        var directory = new MemoryStream();
        using var writer = new BinaryWriter(directory);
        Entry(writer, 'a', 1);
        Entry(writer, 'b', long.MaxValue);
        var size = (int)directory.Length;
        writer.Write(0x06054B50);
        writer.Write(0);
        writer.Write((ushort)2);
        writer.Write((ushort)2);
        writer.Write(size);
        writer.Write(100);
        writer.Write((ushort)0);
        Assert.Contains(
            "allowed",
            Assert
                .Throws<ArchiveException>(() =>
                    ZipDirectory.Read(directory.ToArray(), 100 + directory.Length)
                )
                .Message,
            StringComparison.Ordinal
        );

        static void Entry(BinaryWriter writer, char name, long size)
        {
            writer.Write(0x02014B50);
            writer.Write(new byte[16]);
            writer.Write(uint.MaxValue);
            writer.Write(uint.MaxValue);
            writer.Write((ushort)1);
            writer.Write((ushort)20);
            writer.Write(new byte[14]);
            writer.Write((byte)name);
            writer.Write((ushort)1);
            writer.Write((ushort)16);
            writer.Write(size);
            writer.Write(size);
        }
    }
}
