using System.Reflection;

namespace Krait.EndToEnd.Tests;

public class VersionTests
{
    private static readonly string Exe = typeof(VersionTests)
        .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(a => a.Key == "KraitExe")
        .Value!;

    [Fact]
    public async Task Version_is_one_line()
    {
        using var folder = new TempFolder();
        var result = await new KraitProcess(Exe, folder.Path).RunAsync("--version");
        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("krait ", result.Output, StringComparison.Ordinal);
    }
}
