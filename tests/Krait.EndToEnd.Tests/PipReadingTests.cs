using System.Text.Json;

namespace Krait.EndToEnd.Tests;

/// <summary><c>pip list</c>, <c>freeze</c>, <c>show</c> and <c>check</c>: they only read.</summary>
public sealed class PipReadingTests(SharedIndexServer shared) : CommandTest(shared)
{
    private const string Packages = """
        alpha 1.0
            beta<2
        alpha 1.5
        beta 1.0
        beta 2.0
        """;

    [Fact]
    public async Task List_of_an_empty_environment_is_empty()
    {
        await MakeEnvironmentAsync();
        Assert.Equal("", (await RunAsync("pip", "list")).Output);
        Assert.Equal("[]\n", (await RunAsync("pip", "list", "--format", "json")).Output);
    }

    [Fact]
    public async Task List_has_three_forms()
    {
        Publish(Packages);
        await MakeEnvironmentAsync();
        await InstallAsync("alpha==1.0");
        var columns = await RunAsync("pip", "list");
        Assert.Equal("Package Version\n------- -------\nalpha   1.0\nbeta    1.0\n", columns.Output);
        Assert.Equal("alpha==1.0\nbeta==1.0\n", (await RunAsync("pip", "list", "--format", "freeze")).Output);
        Assert.Equal(
            "[{\"name\":\"alpha\",\"version\":\"1.0\"},{\"name\":\"beta\",\"version\":\"1.0\"}]\n",
            (await RunAsync("pip", "list", "--format", "json")).Output
        );
        Assert.Equal(
            "beta==1.0\n",
            (await RunAsync("pip", "list", "--format", "freeze", "--exclude", "Alpha")).Output
        );
    }

    [Fact]
    public async Task List_shows_what_is_outdated()
    {
        Publish(Packages);
        await MakeEnvironmentAsync();
        await InstallAsync("alpha==1.0");
        var result = await RunAsync("pip", "list", "--outdated");
        Assert.Equal(
            "Package Version Latest Type\n------- ------- ------ -----\nalpha   1.0     1.5    wheel\nbeta    1.0     2.0    wheel\n",
            result.Output
        );
        using var json = JsonDocument.Parse(
            (await RunAsync("pip", "list", "--outdated", "--format", "json")).Output
        );
        Assert.Equal("1.5", json.RootElement[0].GetProperty("latest_version").GetString());
    }

    [Fact]
    public async Task Quiet_keeps_data_and_twice_quiet_keeps_nothing()
    {
        Publish(Packages);
        await MakeEnvironmentAsync();
        await InstallAsync("alpha==1.0");
        var quiet = await RunAsync("-q", "pip", "list", "--format", "freeze");
        Assert.Equal(("alpha==1.0\nbeta==1.0\n", ""), (quiet.Output, quiet.Error));
        var silent = await RunAsync("-qq", "pip", "list");
        Assert.Equal(("", ""), (silent.Output, silent.Error));
    }

    /// <summary>A line of <c>freeze</c> means the same project when it is read again.</summary>
    [Theory]
    [InlineData(
        """{"url":"https://a.example/r.git","vcs_info":{"vcs":"git","commit_id":"01a34cd94f7b"},"subdirectory":"x/y"}""",
        "git+https://a.example/r.git@01a34cd94f7b#subdirectory=x/y"
    )]
    [InlineData(
        """{"url":"https://u:p@a.example/a.zip","archive_info":{"hashes":{"sha256":"00"}},"subdirectory":"x"}""",
        "https://a.example/a.zip#subdirectory=x&sha256=00"
    )]
    [InlineData("""{"url":"file:///x/y","dir_info":{},"subdirectory":"z"}""", "file:///x/y#subdirectory=z")]
    [InlineData("""{"url":"file:///x/y","dir_info":{}}""", "file:///x/y")]
    public async Task Freeze_names_the_origin_whole(string origin, string line)
    {
        Publish(Packages);
        await MakeEnvironmentAsync();
        await InstallAsync("beta");
        await File.WriteAllTextAsync(
            Path.Combine(SitePackages, "beta-2.0.dist-info", "direct_url.json"),
            origin
        );
        Assert.Equal($"beta @ {line}", await FrozenAsync());
    }

    [Fact]
    public async Task Show_tells_what_needs_what()
    {
        Publish(Packages);
        await MakeEnvironmentAsync();
        await InstallAsync("alpha==1.0");
        var result = await RunAsync("pip", "show", "beta", "ALPHA", "gamma");
        Assert.Equal(
            $"Name: alpha\nVersion: 1.0\nLocation: {SitePackages}\nRequires: beta\nRequired-by:\n---\nName: beta\nVersion: 1.0\nLocation: {SitePackages}\nRequires:\nRequired-by: alpha\n",
            result.Output
        );
        Assert.Equal("warning: Package(s) not found for: gamma\n", result.Error);
        var files = await RunAsync("pip", "show", "--files", "beta");
        Assert.Contains("Files:\n  beta-1.0.dist-info/INSTALLER\n", files.Output, StringComparison.Ordinal);
        (await Krait.RunAsync("pip", "show", "gamma")).Expect(1);
    }

    [Fact]
    public async Task Check_finds_what_does_not_fit()
    {
        Publish(Packages);
        await MakeEnvironmentAsync();
        await InstallAsync("alpha==1.0");
        var good = await RunAsync("pip", "check");
        Assert.Equal(
            "Checked 2 packages in [time]\nAll installed packages are compatible\n",
            Normal(good.Error)
        );
        await InstallAsync("--no-deps", "beta==2.0");
        var bad = (await Krait.RunAsync("pip", "check")).Expect(1);
        Assert.Equal(
            "Checked 2 packages in [time]\nFound 1 incompatibility\nThe package `alpha` requires `beta<2`, but `2.0` is installed\n",
            Normal(bad.Error)
        );
        await RunAsync("pip", "uninstall", "beta");
        bad = (await Krait.RunAsync("pip", "check")).Expect(1);
        Assert.EndsWith(
            "The package `alpha` requires `beta<2`, but it's not installed\n",
            bad.Error,
            StringComparison.Ordinal
        );
        await InstallAsync("beta==1.0");
        File.Delete(Path.Combine(SitePackages, "alpha-1.0.dist-info", "WHEEL"));
        bad = (await Krait.RunAsync("pip", "check")).Expect(1);
        Assert.Contains("broken or incomplete: `WHEEL` file not found", bad.Error, StringComparison.Ordinal);
    }
}
