using System.Text;
using Krait.Metadata;

namespace Krait.Tests.Metadata;

/// <summary>Reading metadata: what it stops at, what it forgives, and that no input upsets it.</summary>
public class CoreMetadataTests
{
    private const string Sample = """
        Metadata-Version: 2.4
        Name: Some.Project
        Version: 1.2.3rc1
        Summary: a line
          that goes on
        Classifier: Programming Language :: Python
        Requires-Python: >=3.9.*
        Requires-Dist: first>=1; extra == 'x'
        Requires-Dist: second (>=2.0<3)
        Provides-Extra: X_y
        Provides-Extra: x-y
        Provides-Extra: !!
        Dynamic: License-File

        Requires-Dist: not-a-requirement
        """;

    [Fact]
    public void The_fields_that_count_are_read_and_the_body_is_not()
    {
        var metadata = CoreMetadata.Parse(Encoding.UTF8.GetBytes(Sample));
        Assert.Equal("some-project 1.2.3rc1", $"{metadata.Name} {metadata.Version}");
        Assert.Equal(["first", "second"], metadata.RequiresDist.Select(r => r.Name.Value));
        Assert.Equal(">=3.9", metadata.RequiresPython?.ToString());
        Assert.Equal(["x-y"], metadata.ProvidesExtra.Select(e => e.Value));
        Assert.True(metadata.IsStatic);
    }

    [Theory]
    [InlineData("Requires-Dist: b\n  >=1.0 ;\r\n\tos_name == 'x'\n", "b>=1.0 ; os_name == \"x\"", "")]
    [InlineData(
        "Requires-Dist: b @ https://h.example/b.whl; os_name == 'x'\n",
        "b @ https://h.example/b.whl ; os_name == \"x\"",
        ""
    )]
    [InlineData("Requires-Python: UNKNOWN\nRequires-Dist: UNKNOWN\n", "", "")]
    [InlineData("Requires-Python: >=3.6,\n  <4\n", "", ">=3.6,<4")]
    public void What_real_files_hold_is_read(string fields, string requirements, string python)
    {
        var metadata = CoreMetadata.Parse(Encoding.UTF8.GetBytes("Name: a\nVersion: 1\n" + fields));
        Assert.Equal(requirements, string.Join('\n', metadata.RequiresDist));
        Assert.Equal(python, metadata.RequiresPython?.ToString() ?? "");
    }

    [Theory]
    [InlineData("Metadata-Version: 2.2\nName: a\nVersion: 1\nDynamic: Requires-Dist\n", false)]
    [InlineData("Metadata-Version: 2.1\nName: a\nVersion: 1\n", false)]
    [InlineData("Metadata-Version: 2.6\r\nName: a\r\nVersion: 1\r\nDynamic: Summary\r\n", true)]
    public void A_source_distribution_may_leave_things_to_the_build(string text, bool isStatic) =>
        Assert.Equal(isStatic, CoreMetadata.Parse(Encoding.UTF8.GetBytes(text)).IsStatic);

    [Theory]
    [InlineData("Name: a\nVersion: 1\nRequires-Dist: a b c\n", "Requires-Dist")]
    [InlineData("Name: a\nVersion: one\n", "Version")]
    [InlineData("Name: -\nVersion: 1\n", "Name")]
    [InlineData("Version: 1\n", "Name not found")]
    [InlineData("\nName: a\nVersion: 1\n", "Name not found")]
    [InlineData("Metadata-Version: 3.0\nName: a\nVersion: 1\n", "3.0")]
    [InlineData("Name: a\nVersion: 1\nRequires-Python: three\n", "Requires-Python")]
    public void What_cannot_be_used_is_named(string text, string expected)
    {
        Assert.False(CoreMetadata.TryParse(Encoding.UTF8.GetBytes(text), out _, out var error));
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_beginning_and_every_broken_byte_of_a_file_is_read_or_refused()
    {
        var bytes = Encoding.UTF8.GetBytes(Sample);
        for (var i = 0; i <= bytes.Length; i++)
        {
            Read(bytes.AsSpan(0, i));
            if (i == bytes.Length)
                continue;
            var broken = bytes.ToArray();
            broken[i] ^= 0x80;
            Read(broken);
        }

        static void Read(ReadOnlySpan<byte> text)
        {
            Assert.NotEqual(CoreMetadata.TryParse(text, out _, out var error), error is not null);
            MetadataCheck.Faults(MetadataDocument.Read(text));
        }
    }

    [Fact]
    public void Long_and_many_lines_cost_no_more_than_their_length()
    {
        var text = new StringBuilder("Name: a\nVersion: 1\nSummary: ");
        text.Append('x', 1 << 20).Append('\n');
        for (var i = 0; i < 100_000; i++)
            text.Append(" y\n");
        var metadata = CoreMetadata.Parse(Encoding.UTF8.GetBytes(text.ToString()));
        Assert.Equal("a", metadata.Name.Value);
    }

    [Theory]
    [InlineData("=?utf-8?q?foo=62ar?=", "foobar")]
    [InlineData("=?UTF-8?B?Zm9v?= bar", "foo bar")]
    [InlineData("=?utf-8?q?half", "=?utf-8?q?half")]
    [InlineData("=?koi8-r?q?x?=", "=?koi8-r?q?x?=")]
    [InlineData("=?utf-8?q?=G1?=", "=?utf-8?q?=G1?=")]
    public void Encoded_words_are_decoded_where_they_can_be(string text, string expected) =>
        Assert.Equal(expected, EncodedWords.Decode(text));
}
