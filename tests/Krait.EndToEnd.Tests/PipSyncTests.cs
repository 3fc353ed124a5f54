namespace Krait.EndToEnd.Tests;

public sealed class PipSyncTests(SharedIndexServer shared) : CommandTest(shared)
{
    private const string Packages = """
        alpha 1.0
            beta
        beta 1.0
        gamma 1.0
        """;

    [Fact]
    public async Task Makes_the_environment_hold_the_list_and_nothing_else()
    {
        Publish(Packages);
        await MakeEnvironmentAsync();
        await InstallAsync("gamma", "beta");
        Folder.Write("locked.txt", "alpha==1.0\nbeta==1.0\n");
        var result = await RunAsync("pip", "sync", "locked.txt");
        Assert.EndsWith(" + alpha==1.0\n - gamma==1.0\n", result.Error, StringComparison.Ordinal);
        Assert.Equal("alpha==1.0 beta==1.0", await FrozenAsync());
    }

    [Fact]
    public async Task A_second_time_there_is_nothing_to_do()
    {
        Publish(Packages);
        await MakeEnvironmentAsync();
        Folder.Write("locked.txt", "alpha==1.0\nbeta==1.0\n");
        await RunAsync("pip", "sync", "locked.txt");
        Index.ForgetRequests();
        var result = await RunAsync("pip", "sync", "locked.txt");
        Assert.Equal("Resolved 2 packages in [time]\nChecked 2 packages in [time]\n", Normal(result.Error));
        Assert.Empty(Index.Requests);
    }

    [Fact]
    public async Task An_empty_list_empties_the_environment_only_when_that_is_allowed()
    {
        Publish(Packages);
        await MakeEnvironmentAsync();
        await InstallAsync("gamma");
        Folder.Write("empty.txt", "# nothing\n");
        var result = await RunAsync("pip", "sync", "empty.txt");
        Assert.Contains("--allow-empty-requirements", result.Error, StringComparison.Ordinal);
        Assert.Equal("gamma==1.0", await FrozenAsync());
        await RunAsync("pip", "sync", "--allow-empty-requirements", "empty.txt");
        Assert.Equal("", await FrozenAsync());
    }
}
