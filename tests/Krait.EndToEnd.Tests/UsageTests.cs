namespace Krait.EndToEnd.Tests;

/// <summary>A command line that is wrong ends with exit code 2, says what is wrong, and prints nothing on standard output.</summary>
public sealed class UsageTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("dri", "unrecognized subcommand 'dri'")]
    [InlineData("cache dir --offlien", "a similar argument exists: '--offline'")]
    [InlineData("cache dir more", "unexpected argument 'more' found")]
    [InlineData("cache dir --offline --offline", "the argument '--offline' cannot be used multiple times")]
    [InlineData("cache dir --color blue", "[possible values: auto, always, never]")]
    [InlineData(
        "cache dir --cache-dir",
        "a value is required for '--cache-dir <CACHE_DIR>' but none was supplied"
    )]
    [InlineData("cache dir -q -v", "the argument '--quiet...' cannot be used with '--verbose...'")]
    [InlineData(
        "pip install --target x --prefix y z",
        "'--target <TARGET>' cannot be used with '--prefix <PREFIX>'"
    )]
    [InlineData("pip install --check --dry-run z", "the argument '--check' cannot be used with '--dry-run'")]
    [InlineData("--zzzzzz cache dir", "unexpected argument '--zzzzzz' found")]
    public async Task A_wrong_command_line_says_what_is_wrong(string line, string message)
    {
        var result = await new KraitProcess(_folder.Path).RunAsync(line.Split(' '));
        result.Expect(2);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.EndsWith("For more information, try '--help'.\n", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task No_command_shows_the_commands_and_fails()
    {
        var result = (await new KraitProcess(_folder.Path).RunAsync()).Expect(2);
        Assert.Contains("Usage: krait [OPTIONS] <COMMAND>", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("help")]
    [InlineData("cache --help")]
    [InlineData("help cache dir")]
    [InlineData("cache dir -h")]
    public async Task Help_that_was_asked_for_is_an_answer(string line)
    {
        var result = (await new KraitProcess(_folder.Path).RunAsync(line.Split(' '))).Expect(0);
        Assert.Contains("Usage: krait", result.Output, StringComparison.Ordinal);
        Assert.Empty(result.Error);
    }

    [Fact]
    public async Task A_variable_of_ones_own_comes_before_that_of_uv()
    {
        var krait = new KraitProcess(_folder.Path);
        krait.Environment.Remove("KRAIT_CACHE_DIR");
        krait.Environment["UV_CACHE_DIR"] = _folder["theirs"];
        Assert.Equal(_folder["theirs"] + "\n", (await krait.RunAsync("cache", "dir")).Output);
        krait.Environment["KRAIT_CACHE_DIR"] = _folder["ours"];
        Assert.Equal(_folder["ours"] + "\n", (await krait.RunAsync("cache", "dir")).Output);
        Assert.Equal(
            _folder["given"] + "\n",
            (await krait.RunAsync("cache", "dir", "--cache-dir", "given")).Output
        );
    }

    [Fact]
    public async Task A_variable_that_is_no_boolean_is_refused()
    {
        var krait = new KraitProcess(_folder.Path);
        krait.Environment["UV_OFFLINE"] = "perhaps";
        var result = (await krait.RunAsync("cache", "dir")).Expect(2);
        Assert.Equal(
            "error: Failed to parse environment variable `UV_OFFLINE` with invalid value `perhaps`: expected a boolish value\n",
            result.Error
        );
    }

    [Theory]
    [InlineData("--version")]
    [InlineData("cache dir")]
    [InlineData("--help")]
    public async Task A_full_disk_behind_standard_output_is_an_error(string line)
    {
        var krait = new KraitProcess(_folder.Path) { Prefix = ["sh", "-c", "exec \"$0\" \"$@\" >/dev/full"] };
        var result = (await krait.RunAsync(line.Split(' '))).Expect(2);
        Assert.Equal(
            "error: failed to write to `standard output`: No space left on device (os error 28)\n",
            result.Error
        );
    }

    [Fact]
    public async Task A_reader_who_goes_away_is_no_error()
    {
        var krait = new KraitProcess(_folder.Path)
        {
            Prefix = ["bash", "-c", "\"$0\" \"$@\" | true; echo ${PIPESTATUS[0]}"],
        };
        var result = await krait.RunAsync("--help");
        Assert.Equal("0\n", result.Output);
        Assert.Equal("", result.Error);
    }

    [Fact]
    public async Task Colours_appear_when_forced_only()
    {
        var krait = new KraitProcess(_folder.Path);
        krait.Environment.Remove("NO_COLOR");
        krait.Environment["UV_OFFLINE"] = "perhaps";
        Assert.DoesNotContain('\u001b', (await krait.RunAsync("cache", "dir")).Error);
        Assert.Contains('\u001b', (await krait.RunAsync("cache", "dir", "--color", "always")).Error);
        krait.Environment["FORCE_COLOR"] = "1";
        Assert.Contains('\u001b', (await krait.RunAsync("cache", "dir")).Error);
        krait.Environment["NO_COLOR"] = "1";
        Assert.DoesNotContain('\u001b', (await krait.RunAsync("cache", "dir")).Error);
    }
}
