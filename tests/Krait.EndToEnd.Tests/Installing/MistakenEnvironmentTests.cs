namespace Krait.EndToEnd.Tests.Installing;

/// <summary>A failed call must not make Krait take an environment for the installation behind it, or for an empty one.</summary>
public sealed class MistakenEnvironmentTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("pyvenv.cfg")]
    [InlineData("lib")]
    public async Task An_environment_that_cannot_be_read_is_an_error(string part)
    {
        Assert.SkipUnless(Faults.CanTrace, "no strace here");
        var krait = new KraitProcess(_folder.Path);
        var made = await krait.RunAsync("venv", "env");
        Assert.SkipWhen(made.ExitCode != 0, $"no Python here: {made.Error}");
        var path = Path.Combine(_folder.Path, "env", part);
        if (part == "lib")
            path = Path.Combine(Directory.GetDirectories(path, "python*").Single(), "site-packages");
        krait.Prefix =
        [
            "strace",
            "-f",
            "-o",
            "/dev/null",
            "-P",
            path,
            "-e",
            "trace=openat",
            "-e",
            "inject=openat:error=EIO",
        ];
        var result = await krait.RunAsync("pip", "list", "--python", Path.Combine("env", "bin", "python"));
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(path, result.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
