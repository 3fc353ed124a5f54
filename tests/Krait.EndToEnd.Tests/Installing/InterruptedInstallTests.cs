namespace Krait.EndToEnd.Tests.Installing;

/// <summary>
/// The real binary, broken by the kernel in the middle of an upgrade: what it leaves is the old state or the new one once
/// the next command has run, and the next command succeeds.
/// </summary>
public sealed class InterruptedInstallTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly KraitProcess _krait;

    public InterruptedInstallTests()
    {
        _krait = new KraitProcess(_folder.Path);
        foreach (var version in (string[])["1.0", "2.0"])
        {
            var wheel = new WheelBuilder("alpha", version)
                .File("alpha/__init__.py", $"V = '{version}'\n")
                .File($"alpha/only_{version[0]}.py", "")
                .File("shared/alpha.py", version)
                .Data("scripts", "alpha-run", "#!python\n")
                .Script("alpha", "alpha:main");
            wheel.Requires("beta").Build().WriteTo(Wheels);
            new WheelBuilder("beta", version).File("shared/beta.py", version).Build().WriteTo(Wheels);
        }
    }

    private string Wheels => Path.Combine(_folder.Path, "wheels");

    private string Target => Path.Combine(_folder.Path, "target");

    [Theory]
    [InlineData("mkdir,mkdirat", 3)]
    [InlineData("link,linkat", 5)]
    [InlineData("rename,renameat,renameat2", 2)]
    [InlineData("rename,renameat,renameat2", 4)]
    [InlineData("rename,renameat,renameat2", 7)]
    [InlineData("unlink,unlinkat", 1)]
    [InlineData("unlink,unlinkat", 4)]
    public async Task A_killed_upgrade_is_finished_or_undone_by_the_next_command(string calls, int nth)
    {
        Assert.SkipUnless(Faults.CanTrace, "no strace here");
        await InstallAsync("alpha==1.0", "beta==1.0");
        var old = Tree();
        await InstallAsync("alpha==2.0", "beta==2.0");
        var expected = Tree();
        Directory.Delete(Target, recursive: true);
        await InstallAsync("alpha==1.0", "beta==1.0");
        _krait.Prefix = Faults.Kill(calls, nth);
        await RunAsync("alpha==2.0", "beta==2.0");
        _krait.Prefix = [];
        var between = Tree();
        Assert.True(
            between == old || between == expected || File.Exists(Path.Combine(Target, ".krait", "journal")),
            between
        );
        await InstallAsync("alpha==2.0", "beta==2.0");
        Assert.Equal(expected, Tree());
        Assert.False(Directory.Exists(Path.Combine(Target, ".krait")));
    }

    [Theory]
    [InlineData("mkdir,mkdirat", "ENOSPC", 3)]
    [InlineData("link,linkat", "ENOSPC", 4)]
    [InlineData("rename,renameat,renameat2", "EIO", 3)]
    public async Task An_upgrade_that_fails_leaves_the_environment_as_it_was(
        string calls,
        string error,
        int nth
    )
    {
        Assert.SkipUnless(Faults.CanTrace, "no strace here");
        await InstallAsync("alpha==1.0", "beta==1.0");
        var old = Tree();
        _krait.Prefix = Faults.Fail(calls, error, nth);
        var result = await RunAsync("alpha==2.0", "beta==2.0");
        _krait.Prefix = [];
        Assert.True(result.ExitCode is 1 or 2, result.ToString());
        Assert.Contains("error: ", result.Error, StringComparison.Ordinal);
        var between = Tree();
        Assert.True(between == old || File.Exists(Path.Combine(Target, ".krait", "journal")), between);
        await InstallAsync("alpha==2.0", "beta==2.0");
        Assert.Contains("only_2.py", Tree(), StringComparison.Ordinal);
        Assert.DoesNotContain("only_1.py", Tree(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_at_once_on_one_environment_take_turns()
    {
        var first = RunAsync("alpha==1.0", "beta==1.0");
        var second = RunAsync("alpha==2.0", "beta==2.0");
        var results = await Task.WhenAll(first, second);
        Assert.All(results, r => Assert.True(r.ExitCode == 0, r.ToString()));
        var infos = Directory.GetDirectories(Target, "*.dist-info").Length;
        Assert.Equal(2, infos);
        var versions = Directory.GetFiles(Path.Combine(Target, "alpha"), "only_*.py");
        Assert.Single(versions);
    }

    [Fact]
    public async Task A_read_only_target_is_named()
    {
        Assert.SkipUnless(Faults.CanMount, "no mounts of one's own here");
        await InstallAsync("alpha==1.0", "beta==1.0");
        var old = Tree();
        _krait.Prefix = Faults.ReadOnly(Target);
        var result = await RunAsync("alpha==2.0", "beta==2.0");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(Target, result.Error, StringComparison.Ordinal);
        Assert.Contains("Read-only", result.Error, StringComparison.Ordinal);
        Assert.Equal(old, Tree());
    }

    public void Dispose() => _folder.Dispose();

    private string Tree() =>
        TreeListing.Of(
            Target,
            contents: true,
            skip: p => p is ".lock" || p.StartsWith(".krait", StringComparison.Ordinal)
        );

    private async Task InstallAsync(params string[] requirements)
    {
        var result = await RunAsync(requirements);
        Assert.True(result.ExitCode == 0, result.ToString());
    }

    private Task<KraitResult> RunAsync(params string[] requirements) =>
        _krait.RunAsync([
            "pip",
            "install",
            "--no-index",
            "--find-links",
            Wheels,
            "--target",
            Target,
            .. requirements,
        ]);
}
