using System.Text;
using Krait.Metadata;

namespace Krait.Tests.Metadata;

/// <summary>Entry points in the forms that are seen, and names and targets that must not get anywhere.</summary>
public class EntryPointsTests
{
    [Fact]
    public void Forms_of_old_and_new_build_tools_are_read()
    {
        const string Text = """
            # a comment
            [other.group]
            broken value here = whatever : : [
            [console_scripts]
            run = pkg.main:program.run
            extra=pkg:main[fast, small]
            spaced = pkg . main : x

            [gui_scripts]
            Window = pkg.gui:Main
            """;
        Assert.False(EntryPoints.TryParse(Encoding.UTF8.GetBytes(Text), out _, out var error));
        Assert.Contains("`spaced`", error, StringComparison.Ordinal);
        var valid = Text.Replace("pkg . main : x", "pkg.main : x", StringComparison.Ordinal);
        Assert.True(EntryPoints.TryParse(Encoding.UTF8.GetBytes(valid), out var points, out _));
        Assert.Equal(
            ["run pkg.main program.run", "extra pkg main", "spaced pkg.main x"],
            points.ConsoleScripts.Select(e => $"{e.Name} {e.Module} {e.Object}")
        );
        Assert.Equal(["fast", "small"], points.ConsoleScripts[1].Extras);
        Assert.Equal("Window", points.GuiScripts.Single().Name);
    }

    [Theory]
    [InlineData("m:f\nimport os")]
    [InlineData("m:f;import os")]
    [InlineData("m:f()")]
    [InlineData("m:f#")]
    [InlineData("m m:f")]
    [InlineData("m..n:f")]
    [InlineData("1m:f")]
    [InlineData("m:f[x]y")]
    [InlineData("m:f[x]]")]
    [InlineData("")]
    public void Nothing_but_a_dotted_name_reaches_a_script(string value) =>
        Assert.False(EntryPoint.TryParse("x", value, out _));

    [Theory]
    [InlineData("name with space", true)]
    [InlineData("A.B-c_D", true)]
    [InlineData("../up", false)]
    [InlineData("a/b", false)]
    [InlineData("a\\b", false)]
    [InlineData("C:evil", false)]
    [InlineData("..", false)]
    [InlineData("trailing.", false)]
    [InlineData(" lead", false)]
    [InlineData("bell\a", false)]
    public void A_name_is_a_file_name_or_is_not(string name, bool expected) =>
        Assert.Equal(expected, new EntryPoint(name, "m", "f", []).HasFileName);

    [Fact]
    public void Every_beginning_is_read_or_refused()
    {
        var text = "[console_scripts]\na = b:c [x]\n  more\n[gui_scripts]\nd=e:f\n"u8;
        for (var i = 0; i <= text.Length; i++)
            Assert.NotEqual(EntryPoints.TryParse(text[..i], out _, out var error), error is not null);
    }

    [Theory]
    [InlineData("https://user:secret@h.example/x.whl", "https://h.example/x.whl")]
    [InlineData("https://h.example/x@y.whl", "https://h.example/x@y.whl")]
    [InlineData("ssh://git@h.example/r.git", "ssh://git@h.example/r.git")]
    [InlineData("https://${USER}:${TOKEN}@h.example/x", "https://${USER}:${TOKEN}@h.example/x")]
    [InlineData("https://${USER}:plain@h.example/x", "https://h.example/x")]
    [InlineData("https://a@b:c@h.example?q=@", "https://h.example?q=@")]
    public void Credentials_do_not_stay_in_a_direct_url(string url, string expected) =>
        Assert.Equal(expected, new DirectUrl.Archive(url, []).Url);
}
