using System.Globalization;

namespace Krait.EndToEnd.Tests;

public sealed class CacheCommandTests(SharedIndexServer shared) : CommandTest(shared)
{
    [Fact]
    public async Task Cleaning_takes_all_and_environments_go_on_working()
    {
        Index.Add(new WheelBuilder("tool", "1.0").Script("tool", "tool:main"));
        await MakeEnvironmentAsync();
        await InstallAsync("tool");
        var size = (await RunAsync("cache", "size")).Output;
        Assert.True(long.Parse(size, CultureInfo.InvariantCulture) > 0);
        var result = await RunAsync("cache", "clean");
        Assert.StartsWith(
            $"Clearing cache at: {Krait.CacheFolder}\nRemoved ",
            result.Error,
            StringComparison.Ordinal
        );
        Assert.Equal("0\n", (await RunAsync("cache", "size")).Output);
        var program = new KraitProcess(Folder[".venv/bin/tool"], Folder.Path);
        Assert.Equal("tool 1.0\n", (await program.RunAsync()).Expect(0).Output);
    }

    [Fact]
    public async Task Cleaning_one_package_leaves_the_others()
    {
        Publish("alpha 1.0\nbeta 1.0\n");
        await MakeEnvironmentAsync();
        await InstallAsync("alpha", "beta");
        var result = await RunAsync("cache", "clean", "alpha");
        Assert.StartsWith("Removed ", result.Error, StringComparison.Ordinal);
        await RunAsync("venv", "--clear");
        await InstallAsync("--offline", "beta");
        (await Krait.RunAsync("pip", "install", "--offline", "alpha")).Expect(1);
    }

    [Fact]
    public async Task Pruning_keeps_what_is_in_use_and_removes_what_other_versions_left()
    {
        Publish("alpha 1.0\n");
        await MakeEnvironmentAsync();
        await InstallAsync("alpha");
        var result = await RunAsync("cache", "prune");
        Assert.EndsWith("No unused entries found\n", result.Error, StringComparison.Ordinal);
        Directory.CreateDirectory(Path.Combine(Krait.CacheFolder, "wheels-v0"));
        await File.WriteAllTextAsync(Path.Combine(Krait.CacheFolder, "wheels-v0", "old"), "x");
        result = await RunAsync("cache", "prune");
        Assert.EndsWith("Removed 1 file (1B)\n", result.Error, StringComparison.Ordinal);
        await RunAsync("venv", "--clear");
        await InstallAsync("--offline", "alpha");
    }

    [Fact]
    public async Task A_throw_away_cache_is_another_one()
    {
        Publish("alpha 1.0\n");
        await MakeEnvironmentAsync();
        await InstallAsync("alpha");
        Assert.StartsWith(
            "No cache found at: ",
            (await RunAsync("cache", "clean", "--no-cache")).Error,
            StringComparison.Ordinal
        );
        await RunAsync("venv", "--clear", "--no-cache");
        await InstallAsync("--offline", "alpha");
        Assert.Equal("", (await RunAsync("cache", "dir", "--quiet")).Output);
        Assert.Equal(Krait.CacheFolder + "\n", (await RunAsync("cache", "dir")).Output);
    }

    [Fact]
    public async Task No_cache_at_all_is_no_error()
    {
        Assert.Equal($"No cache found at: {Krait.CacheFolder}\n", (await RunAsync("cache", "clean")).Error);
        Assert.Equal("0\n", (await RunAsync("cache", "size")).Output);
    }

    [Theory]
    [InlineData("pip compile --no-cache in.txt")]
    [InlineData("pip install --no-cache alpha")]
    [InlineData("pip list --no-cache")]
    [InlineData("venv --no-cache --clear")]
    public async Task A_command_without_cache_leaves_the_usual_one_alone(string line)
    {
        Publish("alpha 1.0\n");
        Folder.Write("in.txt", "alpha\n");
        await MakeEnvironmentAsync();
        await InstallAsync("alpha");
        var before = TreeListing.Of(Krait.CacheFolder, contents: true);
        await RunAsync(line.Split(' '));
        Assert.Equal(before, TreeListing.Of(Krait.CacheFolder, contents: true));
    }
}
