namespace Krait.EndToEnd.Tests;

public class VersionTests
{
    [Fact]
    public async Task Version_is_one_line()
    {
        using var folder = new TempFolder();
        var result = await new KraitProcess(folder.Path).RunAsync("--version");
        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("krait ", result.Output, StringComparison.Ordinal);
    }
}
