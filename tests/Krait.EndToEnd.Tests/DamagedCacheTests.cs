namespace Krait.EndToEnd.Tests;

/// <summary>Whatever somebody did to the cache, the same command that meets it fetches again what is damaged, and succeeds.</summary>
public sealed class DamagedCacheTests(SharedIndexServer shared) : CommandTest(shared)
{
    /// <summary>Not what the store holds for environments: that is linked into them, and has a test of its own.</summary>
    private IEnumerable<string> OwnFiles =>
        Directory
            .GetFiles(Krait.CacheFolder, "*", SearchOption.AllDirectories)
            .Where(file => new FileInfo(file).Length > 0 && (!IsStored(file) || IsManifest(file)));

    private IEnumerable<string> StoredFiles =>
        Directory
            .GetFiles(Krait.CacheFolder, "*", SearchOption.AllDirectories)
            .Where(file => IsStored(file) && !IsManifest(file));

    [Theory]
    [InlineData("a changed byte")]
    [InlineData("cut in half")]
    [InlineData("empty")]
    [InlineData("longer")]
    [InlineData("gone")]
    public async Task Its_own_records_are_made_again(string damage)
    {
        var expected = await PrepareAsync();
        foreach (var file in OwnFiles.ToList())
        {
            var kept = await File.ReadAllBytesAsync(file);
            byte[] wrong = [.. kept];
            wrong[wrong.Length / 2] ^= 0x40;
            if (damage == "gone")
                File.Delete(file);
            else
            {
                await File.WriteAllBytesAsync(
                    file,
                    damage switch
                    {
                        "cut in half" => kept[..(kept.Length / 2)],
                        "empty" => [],
                        "longer" => [.. kept, .. kept],
                        _ => wrong,
                    }
                );
            }
            await InstallAgainAsync(expected, file);
        }
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("longer")]
    [InlineData("a folder")]
    [InlineData("gone")]
    public async Task No_damaged_file_of_the_store_comes_into_an_environment(string damage)
    {
        var expected = await PrepareAsync();
        foreach (var file in StoredFiles.ToList())
        {
            var kept = await File.ReadAllBytesAsync(file);
            await RunAsync("venv", "--clear");
            if (damage is "gone" or "a folder")
                File.Delete(file);
            if (damage == "a folder")
                Directory.CreateDirectory(file);
            if (damage is "changed" or "longer")
            {
                byte[] wrong = kept.Length == 0 || damage == "longer" ? [.. kept, 1] : [.. kept];
                wrong[^1] ^= 1;
                await File.WriteAllBytesAsync(file, wrong);
            }
            await InstallAgainAsync(expected, file);
        }
    }

    private static bool IsStored(string file) => file.Contains("/wheels-v1/", StringComparison.Ordinal);

    private static bool IsManifest(string file) => file.EndsWith("/manifest", StringComparison.Ordinal);

    private async Task<string> PrepareAsync()
    {
        Index.Add(
            new WheelBuilder("alpha", "1.0")
                .File("alpha/__init__.py", "")
                .File("alpha/deep/er/text.txt", "some text")
                .Data("scripts", "run", "#!python\nx = 1\n")
                .Data("data", "share/x.txt", "x")
                .Script("alpha", "alpha:main")
        );
        await MakeEnvironmentAsync();
        await InstallAsync("alpha");
        return State();
    }

    private async Task InstallAgainAsync(string expected, string file)
    {
        await RunAsync("venv", "--clear");
        await InstallAsync("alpha");
        Assert.True(expected == State(), file);
        await RunAsync("pip", "check");
    }
}
