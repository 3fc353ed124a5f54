namespace Krait.EndToEnd.Tests;

/// <summary>Disks that are full or read-only, and others who work on the same environment.</summary>
public sealed class BadSurroundingsTests(SharedIndexServer shared) : FailureTest(shared)
{
    [Fact]
    public async Task A_target_that_is_read_only()
    {
        Assert.SkipUnless(Faults.CanMount, "no mounts of one's own here");
        Publish("alpha 1.0\n");
        await MakeEnvironmentAsync();
        Krait.Prefix = Faults.ReadOnly(Folder[".venv"]);
        await FailsAsync(2, "ead-only file system", "pip", "install", "alpha");
    }

    [Fact]
    public async Task A_disk_that_fills_up_while_the_environment_changes()
    {
        Assert.SkipUnless(Faults.CanTrace, "no strace here");
        Publish("alpha 1.0\nalpha 2.0\n");
        await MakeEnvironmentAsync();
        await InstallAsync("alpha==1.0");
        await InstallAsync("--target", "elsewhere", "alpha==2.0");
        Krait.Prefix = Faults.Fail("linkat,mkdirat", "ENOSPC", 1);
        await FailsAsync(2, "o space left on device", "pip", "install", "alpha==2.0");
        Krait.Prefix = [];
        Assert.Equal("alpha==1.0", await FrozenAsync());
    }

    [Theory]
    [InlineData("linkat", "ENOSPC", "No space left on device", "Free some space")]
    [InlineData("linkat", "EDQUOT", "Disk quota exceeded", "Free some space")]
    [InlineData("linkat", "EIO", "Input/output error", "may be failing")]
    [InlineData("mkdirat", "EROFS", "Read-only file system", "choose another place")]
    [InlineData("mkdirat", "EACCES", "Permission denied", "Check who owns the path")]
    [InlineData("renameat,renameat2", "EIO", "Input/output error", "may be failing")]
    [InlineData("renameat,renameat2", "ETXTBSY", "Text file busy", "A program is using it")]
    public async Task A_target_that_refuses(string calls, string error, string message, string hint)
    {
        Assert.SkipUnless(Faults.CanTrace, "no strace here");
        Publish("alpha 1.0\nalpha 2.0\n");
        await MakeEnvironmentAsync();
        await InstallAsync("alpha==1.0");
        await InstallAsync("--target", "elsewhere", "alpha==2.0");
        Krait.Prefix = Faults.Fail(calls, error, 1);
        var result = await FailsAsync(2, message, "pip", "install", "alpha==2.0");
        Assert.Contains(hint, result.Error, StringComparison.Ordinal);
        Krait.Prefix = [];
        Assert.Equal("alpha==1.0", await FrozenAsync());
        await InstallAsync("alpha==2.0");
        Assert.Equal("alpha==2.0", await FrozenAsync());
    }

    [Theory]
    [InlineData("EXDEV")]
    [InlineData("EPERM")]
    [InlineData("EMLINK")]
    [InlineData("EOPNOTSUPP")]
    public async Task Where_no_hard_link_can_be_made_files_are_copied(string error)
    {
        Assert.SkipUnless(Faults.CanTrace, "no strace here");
        Publish("alpha 1.0\n");
        await MakeEnvironmentAsync();
        await InstallAsync("alpha");
        var expected = State();
        await RunAsync("venv", "--clear");
        Krait.Prefix = Faults.Fail("linkat", error, 1);
        await InstallAsync("alpha");
        Krait.Prefix = [];
        Assert.Equal(expected, State());
    }

    [Theory]
    [InlineData("ENOSYS")]
    [InlineData("EOPNOTSUPP")]
    [InlineData("ENOLCK")]
    public async Task A_file_system_without_locks_is_no_obstacle(string error)
    {
        Assert.SkipUnless(Faults.CanTrace, "no strace here");
        Publish("alpha 1.0\n");
        Krait.Prefix = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", $"inject=flock:error={error}"];
        await MakeEnvironmentAsync();
        await InstallAsync("alpha");
        Assert.Equal("alpha==1.0", await FrozenAsync());
        await RunAsync("pip", "uninstall", "alpha");
        Assert.Equal("", await FrozenAsync());
    }

    [Theory]
    [InlineData("ENOSPC", "No space left on device", "Free some space")]
    [InlineData("EDQUOT", "Disk quota exceeded", "Free some space")]
    [InlineData("EIO", "Input/output error", "may be failing")]
    [InlineData("EFBIG", "File too large", "does not allow files of this size")]
    public async Task A_cache_that_takes_no_more_while_a_wheel_is_unpacked(
        string error,
        string message,
        string hint
    )
    {
        Assert.SkipUnless(Faults.CanTrace, "no strace here");
        Assert.SkipUnless(KraitProcess.IsNative, "the other build's runtime makes the same calls for itself");
        Publish("beta 1.0\n");
        Index.Add(new WheelBuilder("alpha", "1.0").File("alpha.bin", new byte[4 << 20]));
        await MakeEnvironmentAsync();
        await InstallAsync("beta");
        // The pages are in the cache then, and what is written is the wheel.
        await RunAsync("pip", "install", "--dry-run", "alpha");
        Krait.Prefix = Faults.Fail("pwrite64", error, 2);
        var result = await FailsAsync(2, message, "pip", "install", "alpha");
        Assert.Contains(hint, result.Error, StringComparison.Ordinal);
        Krait.Prefix = [];
        await InstallAsync("alpha");
        Assert.Equal("alpha==1.0 beta==1.0", await FrozenAsync());
    }

    [Fact]
    public async Task A_small_disk_for_the_target_alone()
    {
        Assert.SkipUnless(Faults.CanMount, "no mounts of one's own here");
        Index.Add(new WheelBuilder("alpha", "1.0").File("alpha.bin", new byte[4 << 20]));
        await MakeEnvironmentAsync();
        await InstallAsync("alpha");
        Directory.CreateDirectory(Folder["small"]);
        Krait.Prefix = Faults.SmallDisk(Folder["small"], 1 << 20);
        await FailsAsync(2, "No space left on device", "pip", "install", "--target", "small", "alpha");
    }

    [Fact]
    public async Task A_cache_on_a_full_disk()
    {
        Assert.SkipUnless(Faults.CanMount, "no mounts of one's own here");
        Index.Add(new WheelBuilder("alpha", "1.0").File("alpha.bin", new byte[4 << 20]));
        await MakeEnvironmentAsync();
        Directory.CreateDirectory(Krait.CacheFolder);
        Krait.Prefix = Faults.SmallDisk(Krait.CacheFolder, 256 << 10);
        await FailsAsync(2, "space", "pip", "install", "alpha");
    }

    [Fact]
    public async Task Killed_at_any_step_the_next_command_finds_the_old_state_or_the_new_one()
    {
        Assert.SkipUnless(Faults.CanTrace, "no strace here");
        Assert.SkipUnless(KraitProcess.IsNative, "each step costs a start; the native build is fast enough");
        Publish("alpha 1.0\nalpha 2.0\nbeta 1.0\n");
        await MakeEnvironmentAsync();
        await InstallAsync("--target", "elsewhere", "alpha==2.0", "beta");
        for (var step = 1; step < 400; step += 3)
        {
            await InstallAsync("--exact", "alpha==1.0");
            Krait.Prefix = Faults.Kill("renameat,renameat2,linkat,mkdirat,unlinkat,openat", step);
            var result = await Krait.RunAsync("pip", "install", "alpha==2.0", "beta");
            Krait.Prefix = [];
            if (result.ExitCode == 0)
                return;
            var state = await FrozenAsync();
            Assert.Contains(state, (string[])["alpha==1.0", "alpha==2.0 beta==1.0"]);
            await RunAsync("pip", "check");
        }
        Assert.Fail("the command never came to its end");
    }

    [Fact]
    public async Task Two_at_once_on_one_environment_both_succeed()
    {
        Publish("alpha 1.0\nbeta 1.0\ngamma 1.0\ndelta 1.0\n");
        await MakeEnvironmentAsync();
        string[] names = ["alpha", "beta", "gamma", "delta"];
        var results = await Task.WhenAll(names.Select(name => Krait.RunAsync("pip", "install", name)));
        Assert.All(results, result => result.Expect(0));
        Assert.Equal("alpha==1.0 beta==1.0 delta==1.0 gamma==1.0", await FrozenAsync());
        await RunAsync("pip", "check");
    }

    [Fact]
    public async Task Streams_that_are_closed_get_no_file_s_number()
    {
        Publish("alpha 1.0\n");
        await MakeEnvironmentAsync();
        var before = State();
        Krait.Prefix = ["sh", "-c", "exec \"$0\" \"$@\" <&- >&- 2>&-"];
        for (var i = 0; i < 5; i++)
        {
            await RunAsync("venv", "--clear");
            Assert.Equal(before, State());
        }
        await InstallAsync("alpha");
        Krait.Prefix = [];
        Assert.Equal("alpha==1.0", await FrozenAsync());
        await RunAsync("pip", "uninstall", "alpha");
        Assert.Equal(before, State());
    }
}
