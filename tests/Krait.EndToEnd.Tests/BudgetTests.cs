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
