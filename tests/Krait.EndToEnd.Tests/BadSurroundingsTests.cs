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
    public async Task A_cache_with_damaged_entries_heals()
    {
        Publish("alpha 1.0\n");
        await MakeEnvironmentAsync();
        await InstallAsync("alpha");
        var expected = State();
        foreach (var file in Directory.GetFiles(Krait.CacheFolder, "*", SearchOption.AllDirectories))
        {
            var kept = await File.ReadAllBytesAsync(file);
            // What the store holds for environments is linked into them: damage there is damage here. The cache's own
            // files are what must not be believed.
            if (
                kept.Length == 0
                || (
                    file.Contains("/wheels-v1/", StringComparison.Ordinal)
                    && !file.EndsWith("/manifest", StringComparison.Ordinal)
                )
            )
                continue;
            byte[] wrong = [.. kept];
            wrong[wrong.Length / 2] ^= 0x40;
            await File.WriteAllBytesAsync(file, wrong);
            await RunAsync("venv", "--clear");
            await InstallAsync("alpha");
            Assert.Equal(expected, State());
        }
    }
}
