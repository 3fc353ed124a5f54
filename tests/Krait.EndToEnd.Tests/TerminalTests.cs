using System.Security.Cryptography;

namespace Krait.EndToEnd.Tests;

/// <summary>What is seen on a terminal: progress while work goes on, nothing of it afterwards.</summary>
public sealed class TerminalTests : CommandTest
{
    public TerminalTests(SharedIndexServer shared)
        : base(shared)
    {
        Assert.SkipUnless(Terminals.CanOpen, "no `script` here to make terminals with");
        Krait.Environment["TERM"] = "xterm";
    }

    [Theory]
    [InlineData(100, "alpha ")]
    [InlineData(24, "alpha ")]
    public async Task Bars_are_drawn_and_leave_nothing(int columns, string seen)
    {
        await PrepareAsync();
        Krait.Prefix = Terminals.Open(columns);
        var written = (await InstallAsync("alpha")).Output;
        Assert.Contains("\r\n" + seen, written, StringComparison.Ordinal);
        Assert.Contains("KiB/1.3MiB", written, StringComparison.Ordinal);
        Assert.Equal(columns > 60, written.Contains('━', StringComparison.Ordinal));
        Assert.All(written.Split('\n'), line => Assert.True(Plain(line).Length <= columns + 8, line));
        AssertTidy(written);
    }

    [Theory]
    [InlineData("TERM", "dumb")]
    [InlineData("KRAIT_NO_PROGRESS", "1")]
    public async Task Plain_lines_take_their_place(string variable, string value)
    {
        await PrepareAsync();
        Krait.Environment[variable] = value;
        Krait.Prefix = Terminals.Open(80);
        var written = (await InstallAsync("alpha")).Output;
        Assert.DoesNotContain('\u001b', written);
        Assert.Contains("Downloading alpha (1.3MiB)\r\n", written, StringComparison.Ordinal);
        Assert.Contains(" Downloaded alpha\r\n", written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_leaves_nothing_of_the_bars()
    {
        await PrepareAsync();
        Index.StopFailing();
        Index.Fail("alpha.*whl$", new IndexFault.Truncate(700_000));
        // A second attempt would ask for the rest, which is shorter than where answers break off.
        Krait.Environment["KRAIT_HTTP_RETRIES"] = "0";
        Krait.Prefix = Terminals.Open(80);
        var written = (await Krait.RunAsync("pip", "install", "alpha")).Expect(1).Output;
        var screen = Terminals.Screen(written);
        Assert.DoesNotContain(screen, line => line.Contains('━', StringComparison.Ordinal));
        Assert.Single(screen, line => line.StartsWith("error: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Colours_are_used_unless_they_are_not_wanted()
    {
        await MakeEnvironmentAsync();
        Publish("alpha 1.0\n");
        Krait.Prefix = Terminals.Open(80);
        Assert.DoesNotContain("\u001b[", (await InstallAsync("alpha")).Output, StringComparison.Ordinal);
        Krait.Environment.Remove("NO_COLOR");
        Assert.Contains(
            " \u001b[33m~\u001b[0m ",
            (await InstallAsync("--reinstall", "alpha")).Output,
            StringComparison.Ordinal
        );
    }

    private static void AssertTidy(string written) =>
        Assert.Equal(
            "Resolved 1 package in [time]\nPrepared 1 package in [time]\nInstalled 1 package in [time]\n + alpha==1.0\n",
            Snapshot.Normalize(string.Join('\n', Terminals.Screen(written)), [])
        );

    private static string Plain(string line) =>
        System.Text.RegularExpressions.Regex.Replace(
            line,
            @"\u001b\[[0-9;]*[A-Za-z]|\r",
            "",
            System.Text.RegularExpressions.RegexOptions.None,
            TimeSpan.FromSeconds(1)
        );

    /// <summary>An environment, and a wheel of a megabyte and more that comes slowly.</summary>
    private async Task PrepareAsync()
    {
        await MakeEnvironmentAsync();
        var builder = new WheelBuilder("alpha", "1.0");
        Index.Add(builder.File("alpha.bin", RandomNumberGenerator.GetBytes(1_250_000)));
        Index.Fail("alpha.*whl$", new IndexFault.Slow(300_000, TimeSpan.FromMilliseconds(200)));
    }
}
