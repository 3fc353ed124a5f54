using System.Runtime.InteropServices;

namespace Krait.EndToEnd.Tests;

/// <summary>
/// How many system calls and page faults a command may cost. The numbers are what was measured on Linux x86-64, and a
/// fifth more: a rise is a decision, not an accident.
/// </summary>
[Collection(nameof(BudgetTests))]
public sealed partial class BudgetTests(SharedIndexServer shared) : CommandTest(shared)
{
    [Theory]
    [InlineData("--version", 265, 240)]
    [InlineData("cache dir", 285, 295)]
    [InlineData("pip list", 340, 400)]
    [InlineData("pip install alpha", 345, 430)]
    public async Task A_command_stays_within_its_budget(string line, int systemCalls, int pageFaults)
    {
        Assert.SkipUnless(KraitProcess.IsNative, "counts mean something on the native build only");
        Assert.SkipUnless(OperatingSystem.IsLinux() && Faults.CanTrace, "no strace here");
        Publish("alpha 1.0\n    beta\nbeta 1.0\n");
        await MakeEnvironmentAsync();
        await InstallAsync("alpha");
        var words = line.Split(' ');
        await RunAsync(words);

        var before = ChildFaults();
        await RunAsync(words);
        var faults = ChildFaults() - before;
        var summary = Folder["summary"];
        Krait.Prefix = Faults.Count(summary);
        await RunAsync(words);
        var calls = Faults.ReadCount(summary);

        Assert.True(calls <= systemCalls, $"{calls} system calls, {systemCalls} allowed");
        Assert.True(faults <= pageFaults, $"{faults} page faults, {pageFaults} allowed");
    }

    /// <summary>
    /// A warm installation costs a file two calls (one look whether it is still what was unpacked, one link), a folder one, and
    /// hardly any memory; what it costs beside that does not grow with the files.
    /// </summary>
    [Fact]
    public async Task A_warm_installation_costs_two_calls_a_file()
    {
        Assert.SkipUnless(KraitProcess.IsNative, "counts mean something on the native build only");
        Assert.SkipUnless(OperatingSystem.IsLinux() && Faults.CanTrace, "no strace here");
        var few = await WarmInstallationAsync("few", 100);
        var many = await WarmInstallationAsync("many", 500);
        var calls = (many.Calls - few.Calls) / 400.0;
        var faults = (many.Faults - few.Faults) / 400.0;
        Assert.True(calls <= 2.05, $"{calls} system calls a file");
        Assert.True(faults <= 0.25, $"{faults} page faults a file");
        Assert.True(few.Calls <= 900, $"{few.Calls} system calls for a hundred files");
        Assert.True(few.Faults <= 650, $"{few.Faults} page faults for a hundred files");
    }

    /// <summary>Whoever else is trusted on a machine is not read for the sake of one server.</summary>
    [Fact]
    public async Task A_secure_connection_reads_no_store_of_certificates()
    {
        Assert.SkipUnless(KraitProcess.IsNative, "counts mean something on the native build only");
        Assert.SkipUnless(OperatingSystem.IsLinux() && Faults.CanTrace, "no strace here");
        var secure = Server.CreateIndex("alpha 1.0\n", secure: true);
        Krait.Environment["SSL_CERT_FILE"] = Server.AuthorityFile!;
        await MakeEnvironmentAsync();
        var summary = Folder["summary"];
        Krait.Prefix = Faults.Count(summary);
        await InstallAsync("--default-index", secure.Url, "alpha");
        var calls = Faults.ReadCount(summary);
        Assert.True(calls <= 2200, $"{calls} system calls");
    }

    private async Task<(int Calls, long Faults)> WarmInstallationAsync(string name, int files)
    {
        var wheel = new WheelBuilder(name, "1.0");
        for (var i = 0; i < files; i++)
            wheel.File($"{name}/part{i / 50}/m{i}.py", "x = 1\n");
        Index.Add(wheel);
        await RunAsync("venv", "--clear");
        await InstallAsync(name);
        await RunAsync("venv", "--clear");
        var before = ChildFaults();
        await InstallAsync(name);
        var faults = ChildFaults() - before;
        await RunAsync("venv", "--clear");
        var summary = Folder["summary"];
        Krait.Prefix = Faults.Count(summary);
        await InstallAsync(name);
        Krait.Prefix = [];
        return (Faults.ReadCount(summary), faults);
    }

    private static long ChildFaults()
    {
        Assert.Equal(0, GetUsage(Children, out var usage));
        return usage.MinorFaults;
    }

    private const int Children = -1;

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetUsage(int who, out Usage usage);

    /// <summary><c>struct rusage</c> of 64-bit Linux, up to the field that is read, and room for the rest.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 144)]
    private struct Usage
    {
        [FieldOffset(64)]
        public long MinorFaults;
    }
}

/// <summary>Counts of children are the process's own sum: nothing else may run beside them.</summary>
[CollectionDefinition(nameof(BudgetTests), DisableParallelization = true)]
public sealed class BudgetTestsCollection;
