namespace Krait.EndToEnd.Tests;

/// <summary>A command that must fail: with one clear message and its exit code, and everything left as it was.</summary>
public abstract class FailureTest : CommandTest
{
    protected FailureTest(SharedIndexServer shared)
        : base(shared)
    {
        // Failures of the network are meant to be failures at once here.
        Krait.Environment["KRAIT_HTTP_RETRIES"] = "0";
        Krait.Environment["KRAIT_HTTP_TIMEOUT"] = "3";
    }

    /// <summary>Runs, and expects this exit code and this text, one message, no trace of the program's inside, and no change.</summary>
    protected async Task<KraitResult> FailsAsync(int exitCode, string message, params string[] arguments)
    {
        var before = Directory.Exists(Folder[".venv"]) ? State() : null;
        var result = (await Krait.RunAsync(arguments)).Expect(exitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.Equal("", result.Output);
        Assert.Single(result.Error.Split('\n'), line => line.StartsWith("error: ", StringComparison.Ordinal));
        Assert.DoesNotContain("Unexpected failure", result.Error, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"(?m)^   at [A-Z]", result.Error);
        if (before is not null)
            Assert.Equal(before, State());
        Assert.False(HasLeftovers(), "the cache holds files of work that failed");
        return result;
    }

    private bool HasLeftovers()
    {
        var staging = Path.Combine(Krait.CacheFolder, "staging-v1");
        return Directory.Exists(staging) && Directory.EnumerateFileSystemEntries(staging).Any();
    }
}
