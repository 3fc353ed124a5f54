using Krait.Requirements;

namespace Krait.Tests.Requirements;

public class ScriptMetadataTests
{
    private const string Script =
        "#!/usr/bin/env python3\n# /// script\n# requires-python = '>=3.11'\n# dependencies = ['rich>=1', 'b']\n# ///\n\nprint(1)\n";

    [Fact]
    public void The_block_is_taken_out_of_the_script()
    {
        var metadata = ScriptMetadata.Read(Script)!;
        Assert.Equal(">=3.11", metadata.RequiresPython!.ToString());
        Assert.Equal("rich>=1 b", string.Join(' ', metadata.Dependencies));
        Assert.Equal(("#!/usr/bin/env python3\n", "\nprint(1)\n"), (metadata.Prelude, metadata.Postlude));
        Assert.Equal(Script, metadata.WithContent(metadata.Document.Text));
    }

    [Fact]
    public void Empty_lines_of_the_content_become_bare_signs() =>
        Assert.Contains(
            "# a = 1\n#\n# b = 2\n# ///\n",
            ScriptMetadata.Read(Script)!.WithContent("a = 1\n\nb = 2\n"),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("# /// script\n# dependencies = 'x'\n# ///\n", "array of strings")]
    [InlineData("# /// script\n# dependencies = [1]\n# ///\n", "array of strings")]
    [InlineData("# /// script\n# dependencies = ['!']\n# ///\n", "Failed to parse a dependency")]
    [InlineData("# /// script\n# requires-python = 3\n# ///\n", "`requires-python`")]
    [InlineData("# /// script\n# requires-python = 'x'\n# ///\n", "`requires-python`")]
    [InlineData("# /// script\n# a =\n# ///\n", "TOML parse error at line 1")]
    public void Wrong_content_is_refused(string script, string reason)
    {
        var exception = Assert.Throws<ScriptMetadataException>(() => ScriptMetadata.Read(script));
        Assert.Equal(ScriptMetadataProblem.InvalidContent, exception.Problem);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_openings_without_an_end_take_linear_time()
    {
        var script = string.Concat(Enumerable.Repeat("# /// script\n", 200_000));
        Assert.Equal(
            ScriptMetadataProblem.Unclosed,
            Assert.Throws<ScriptMetadataException>(() => ScriptMetadata.Read(script)).Problem
        );
    }
}
