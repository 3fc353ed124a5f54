namespace Krait.EndToEnd.Tests;

/// <summary>Environments that somebody else changes, before a command or while it runs.</summary>
public sealed class ChangedTargetTests(SharedIndexServer shared) : FailureTest(shared)
{
    [Fact]
    public async Task Files_that_somebody_took_away_do_not_keep_a_package_from_being_replaced_or_removed()
    {
        Publish("alpha 1.0\nalpha 2.0\n");
        await MakeEnvironmentAsync();
        await InstallAsync("alpha==1.0");
        File.Delete(Path.Combine(SitePackages, "alpha", "__init__.py"));
        await InstallAsync("alpha==2.0");
        await RunAsync("pip", "check");
        Directory.Delete(Path.Combine(SitePackages, "alpha"), recursive: true);
        await RunAsync("pip", "uninstall", "alpha");
        Assert.Equal("", await FrozenAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("Metadata-Version: 2.1\nName: alpha\nVersion: 1.0\nRequires-Dist: >>bad\n")]
    public async Task A_package_whose_metadata_was_spoiled_is_put_in_place_anew(string metadata)
    {
        Publish("alpha 1.0\n  beta\nbeta 1.0\ngamma 1.0\n  alpha\n");
        await MakeEnvironmentAsync();
        await InstallAsync("alpha==1.0");
        var file = Path.Combine(SitePackages, "alpha-1.0.dist-info", "METADATA");
        foreach (var wanted in (string[])["alpha==1.0", "gamma"])
        {
            File.Delete(file);
            await File.WriteAllTextAsync(file, metadata);
            await InstallAsync(wanted);
            await RunAsync("pip", "check");
        }
    }

    [Fact]
    public async Task Files_of_the_users_own_in_a_package_stay()
    {
        Publish("alpha 1.0\nalpha 2.0\n");
        await MakeEnvironmentAsync();
        await InstallAsync("alpha==1.0");
        var own = Path.Combine(SitePackages, "alpha", "notes.txt");
        await File.WriteAllTextAsync(own, "mine");
        await InstallAsync("alpha==2.0");
        Assert.Equal("mine", await File.ReadAllTextAsync(own));
        await RunAsync("pip", "uninstall", "alpha");
        Assert.Equal("mine", await File.ReadAllTextAsync(own));
    }

    [Fact]
    public async Task An_environment_that_goes_away_while_packages_come_is_named()
    {
        Publish("alpha 1.0\n");
        await MakeEnvironmentAsync();
        Index.Fail("whl$", new IndexFault.Slow(200, TimeSpan.FromMilliseconds(400)));
        Krait.Environment["KRAIT_HTTP_TIMEOUT"] = "20";
        var running = Krait.RunAsync("pip", "install", "alpha");
        while (!Index.Requests.Any(request => request.Path.EndsWith(".whl", StringComparison.Ordinal)))
            await Task.Delay(20, TestContext.Current.CancellationToken);
        Directory.Delete(Folder[".venv"], recursive: true);
        var result = (await running).Expect(2);
        Assert.Single(result.Error.Split('\n'), line => line.StartsWith("error: ", StringComparison.Ordinal));
        Assert.Contains(".venv", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Unexpected failure", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Folder[".venv"]));
    }

    [Fact]
    public async Task A_package_that_comes_from_elsewhere_while_a_command_waits_for_its_turn_is_seen()
    {
        Publish("alpha 1.0\nbeta 1.0\n");
        await MakeEnvironmentAsync();
        Index.Fail("beta.*whl$", new IndexFault.Slow(200, TimeSpan.FromMilliseconds(300)));
        Krait.Environment["KRAIT_HTTP_TIMEOUT"] = "20";
        var first = Krait.RunAsync("pip", "install", "beta");
        while (!Index.Requests.Any(request => request.Path.EndsWith(".whl", StringComparison.Ordinal)))
            await Task.Delay(20, TestContext.Current.CancellationToken);
        var second = await Krait.RunAsync("pip", "install", "alpha", "beta");
        (await first).Expect(0);
        second.Expect(0);
        Assert.DoesNotContain("+ beta", second.Error, StringComparison.Ordinal);
        Assert.Equal("alpha==1.0 beta==1.0", await FrozenAsync());
    }
}
