using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Krait.Metadata;

namespace Krait.Tests.Metadata;

/// <summary>RECORD as CSV: what is written is read back, and what others wrote badly can be read for removal.</summary>
public class RecordFileTests
{
    [Fact]
    public void What_is_written_is_read_back()
    {
        var paths = Gen.Elements("a", "é", ",", "\"", "\r", "\n", "/", " ", "b.py")
            .NonEmptyListOf()
            .Select(p => string.Concat(p));
        var entries =
            from path in paths
            from hash in Gen.Elements(null, "abc", "x-_Y")
            from size in Gen.Choose(-1, 1000)
            select new RecordEntry(path, hash is null ? null : "sha256", hash, size < 0 ? null : size);
        Prop.ForAll(
                entries.ListOf().ToArbitrary(),
                list =>
                {
                    var text = new ArrayBufferWriter<byte>();
                    RecordFile.Write(text, list);
                    return RecordFile.TryParse(text.WrittenSpan, out var record, out _)
                        && record.Entries.SequenceEqual(list)
                        && RecordFile.TryParseLenient(text.WrittenSpan, out record, out _)
                        && record.Entries.SequenceEqual(list);
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Unquoted_commas_are_put_together_again()
    {
        var text =
            "legal code - a, b and c.txt,sha256=abc,12\n\"q,uoted\",,\n\nplain.py\nx.py,broken,twelve\n"u8;
        Assert.False(RecordFile.TryParse(text, out _, out var error));
        Assert.Contains("row 1", error, StringComparison.Ordinal);
        Assert.True(RecordFile.TryParseLenient(text, out var record, out _));
        Assert.Equal(
            ["legal code - a, b and c.txt", "q,uoted", "plain.py", "x.py"],
            record.Entries.Select(e => e.Path)
        );
        Assert.Equal(new RecordEntry("legal code - a, b and c.txt", "sha256", "abc", 12), record.Entries[0]);
    }

    [Theory]
    [InlineData("\"a,,\n", "does not end")]
    [InlineData("a,b\n", "expected 3 fields, found 2")]
    [InlineData("a,,\n\nb,,\n", "row 2")]
    public void What_is_wrong_is_said_with_the_row(string text, string expected)
    {
        Assert.False(RecordFile.TryParse(Encoding.UTF8.GetBytes(text), out _, out var error));
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mark_at_the_start_says_nothing()
    {
        Assert.True(RecordFile.TryParse("\uFEFFa,,\nb,,\n"u8, out var record, out _));
        Assert.Equal(["a", "b"], record.Entries.Select(e => e.Path));
        Assert.True(RecordFile.TryParseLenient("\uFEFFa,,\n\nb,,\n\n"u8, out record, out _));
        Assert.Equal(["a", "b"], record.Entries.Select(e => e.Path));
    }

    [Fact]
    public void Rows_of_a_thousand_commas_are_read_in_time()
    {
        var text = Encoding.UTF8.GetBytes(
            string.Concat(Enumerable.Repeat(new string(',', 1000) + "\n", 200))
        );
        Assert.False(RecordFile.TryParse(text, out _, out _));
        Assert.True(RecordFile.TryParseLenient(text, out var record, out _));
        Assert.Equal(200, record.Entries.Count);
    }

    [Fact]
    public void Every_beginning_is_read_or_refused()
    {
        var text = "a.py,sha256=abc,1\n\"b\"\"c\",,\r\nd,e=f,2\n"u8;
        for (var i = 0; i <= text.Length; i++)
        {
            Assert.NotEqual(RecordFile.TryParse(text[..i], out _, out var error), error is not null);
            Assert.NotEqual(RecordFile.TryParseLenient(text[..i], out _, out error), error is not null);
        }
    }

    [Fact]
    public void A_digest_is_compared_in_each_spelling()
    {
        var digest = System.Security.Cryptography.SHA256.HashData("x"u8);
        var text = System.Buffers.Text.Base64Url.EncodeToString(digest);
        Assert.True(new RecordEntry("x", "sha256", text, null).IsDigest(digest));
        Assert.True(new RecordEntry("x", "sha256", text + "=", null).IsDigest(digest));
        Assert.False(new RecordEntry("x", "sha256", text[1..], null).IsDigest(digest));
        var digits = Convert.ToHexString(digest);
        Assert.True(new RecordEntry("x", "sha256", digits, null).IsDigest(digest));
        Assert.True(new RecordEntry("x", "sha256", digits.ToLowerInvariant(), null).IsDigest(digest));
        Assert.False(new RecordEntry("x", "sha256", digits[..^1] + "g", null).IsDigest(digest));
        Assert.False(new RecordEntry("x", "sha256", digits[2..], null).IsDigest(digest));
        Assert.False(new RecordEntry("x", "sha256", new string('0', 64), null).IsDigest(digest));
    }

    [Fact]
    public void A_path_that_begins_with_a_byte_order_mark_keeps_it()
    {
        Assert.True(RecordFile.TryParse("\uFEFF\uFEFFa,,\n"u8, out var record, out _));
        var written = new System.Buffers.ArrayBufferWriter<byte>();
        RecordFile.Write(written, record.Entries);
        Assert.True(RecordFile.TryParse(written.WrittenSpan, out var again, out _));
        Assert.Equal("\uFEFFa", Assert.Single(again.Entries).Path);
    }
}
