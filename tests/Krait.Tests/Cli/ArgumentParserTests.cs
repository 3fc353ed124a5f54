using Krait.Cli.Arguments;
using Krait.Cli.Arguments.Options;

namespace Krait.Tests.Cli;

/// <summary>What is a value, what a flag and what an argument, as uv's parser sees it.</summary>
public sealed class ArgumentParserTests
{
    [Theory]
    [InlineData("--strict=x a", "unexpected value 'x' for '--strict' found; no more were expected")]
    [InlineData("--no-strict=x a", "unexpected value 'x' for '--no-strict' found; no more were expected")]
    [InlineData("--quiet= a", "unexpected value '' for '--quiet...' found; no more were expected")]
    [InlineData("-q=x a", "unexpected value 'x' for '--quiet...' found; no more were expected")]
    [InlineData("-qz a", "unexpected argument '-z' found")]
    [InlineData("--index --no-index a", "a value is required for '--index <INDEX>' but none was supplied")]
    [InlineData("--index --nosuch a", "unexpected argument '--nosuch' found")]
    [InlineData("a -p -q", "a value is required for '--python <PYTHON>' but none was supplied")]
    [InlineData(
        "--resolution= a",
        "a value is required for '--resolution <RESOLUTION>' but none was supplied\n  [possible values: highest, lowest, lowest-direct]"
    )]
    [InlineData(
        "a --link-mode",
        "a value is required for '--link-mode <LINK_MODE>' but none was supplied\n  [possible values: clone, copy, hardlink, symlink]"
    )]
    [InlineData("--cache-dir= a", "a value is required for '--cache-dir <CACHE_DIR>' but none was supplied")]
    [InlineData("--native-tls --native-tls a", "the argument '--native-tls' cannot be used multiple times")]
    [InlineData(
        "-C key a",
        "invalid value 'key' for '--config-setting <CONFIG_SETTING>': Invalid config setting: key (expected `KEY=VALUE`)"
    )]
    [InlineData(
        "--config-settings-package p:key a",
        "invalid value 'p:key' for '--config-settings-package <CONFIG_SETTINGS_PACKAGE>': Invalid config setting: p:key (expected `PACKAGE:KEY=VALUE`)"
    )]
    [InlineData("--reinstall-package=! a", "invalid value '!' for '--reinstall-package <REINSTALL_PACKAGE>'")]
    [InlineData("--extra=! a", "invalid value '!' for '--extra <EXTRA>': Extra names must start and end")]
    public void Wrong_words(string line, string message) =>
        Assert.StartsWith(
            message,
            Assert.Throws<UsageException>(() => Parse(line)).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("-p3.12 a", "3.12")]
    [InlineData("-p=3.12 a", "3.12")]
    [InlineData("-p 3.12 a", "3.12")]
    [InlineData("-qp3.12 a", "3.12")]
    [InlineData("-qp=3.12 a", "3.12")]
    [InlineData("-qp 3.12 a", "3.12")]
    [InlineData("a --python=-x", "-x")]
    [InlineData("a --python=", "")]
    [InlineData("a -p=", "")]
    [InlineData("a -p -", "-")]
    public void Values(string line, string value)
    {
        var parsed = Parse(line);
        Assert.Equal(value, Assert.Single(parsed.Values(PythonOptions.Python)));
        Assert.Equal("a", Assert.Single(parsed.Positionals));
        Assert.Equal(
            line.StartsWith("-q", StringComparison.Ordinal) ? 1 : 0,
            parsed.Count(GlobalOptions.Quiet)
        );
    }

    [Fact]
    public void Behind_two_dashes_everything_is_an_argument() =>
        Assert.Equal(["-q=x", "--strict=x"], Parse("-- -q=x --strict=x").Positionals);

    [Fact]
    public void An_outdated_spelling_that_does_not_count_is_not_told_of()
    {
        Assert.Empty(Parse("a --native-tls --no-system-certs").Warnings);
        Assert.Single(Parse("a --no-native-tls --native-tls").Warnings);
    }

    private static ParsedArguments Parse(string line) =>
        ArgumentParser.Parse(CommandTable.Find("pip install")!, line.Split(' '));
}
