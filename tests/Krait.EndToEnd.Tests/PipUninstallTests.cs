namespace Krait.EndToEnd.Tests;

public sealed class PipUninstallTests(SharedIndexServer shared) : CommandTest(shared)
{
    [Fact]
    public async Task Removes_packages_and_leaves_nothing_of_them()
    {
        Publish("alpha 1.0\nbeta 1.0\n");
        await MakeEnvironmentAsync();
        var before = State();
        await InstallAsync("alpha", "beta");
        var result = await RunAsync("pip", "uninstall", "Alpha", "beta", "gamma");
        Assert.Equal(
            "warning: Skipping gamma as it is not installed\nUninstalled 2 packages in [time]\n - alpha==1.0\n - beta==1.0\n",
            Normal(result.Error)
        );
        Assert.Equal(before, State());
    }

    [Fact]
    public async Task Says_so_when_there_is_nothing_to_remove()
    {
        await MakeEnvironmentAsync();
        var result = await RunAsync("pip", "uninstall", "gamma");
        Assert.Equal(
            "warning: Skipping gamma as it is not installed\nwarning: No packages to uninstall\n",
            result.Error
        );
    }

    [Fact]
    public async Task A_dry_run_removes_nothing()
    {
        Publish("alpha 1.0\n");
        await MakeEnvironmentAsync();
        await InstallAsync("alpha");
        var result = await RunAsync("pip", "uninstall", "--dry-run", "alpha");
        Assert.Equal("Would uninstall 1 package\n - alpha==1.0\n", result.Error);
        Assert.Equal("alpha==1.0", await FrozenAsync());
    }
}
