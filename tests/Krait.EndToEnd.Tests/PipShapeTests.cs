namespace Krait.EndToEnd.Tests;

/// <summary>What commands print and end with in situations at the edge, as uv does.</summary>
public sealed class PipShapeTests(SharedIndexServer shared) : FailureTest(shared)
{
    [Fact]
    public async Task Installing_again_chooses_again()
    {
        Publish("alpha 1.0\nalpha 2.0\nbeta 1.0\n");
        await MakeEnvironmentAsync();
        await InstallAsync("alpha==1.0", "beta");
        await InstallAsync("--reinstall-package", "beta", "alpha", "beta");
        Assert.Equal("alpha==1.0 beta==1.0", await FrozenAsync());
        var result = await InstallAsync("--reinstall", "--output-format", "json", "alpha");
        Assert.Equal("alpha==2.0 beta==1.0", await FrozenAsync());
        Assert.Contains("\"action\": \"uninstalled\"", result.Output, StringComparison.Ordinal);
        result = await InstallAsync("--reinstall", "--output-format", "json", "alpha");
        Assert.Contains("\"action\": \"reinstalled\"", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Strict_tells_of_the_packages_that_were_asked_for()
    {
        Publish("alpha 1.0\n    beta\ngamma 1.0\n    delta\nbeta 1.0\n");
        await MakeEnvironmentAsync();
        await InstallAsync("--no-deps", "gamma");
        var result = await InstallAsync("--no-deps", "--strict", "alpha");
        Assert.Contains(
            "warning: The package `alpha` requires `beta`",
            result.Error,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("gamma", result.Error, StringComparison.Ordinal);
        result = await InstallAsync("--no-deps", "--strict", "alpha");
        Assert.Contains(
            "warning: The package `alpha` requires `beta`",
            result.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_failed_check_is_told_quietly_too()
    {
        Publish("alpha 1.0\n    beta\n");
        await MakeEnvironmentAsync();
        await InstallAsync("--no-deps", "alpha");
        var result = (await Krait.RunAsync("pip", "check", "-q")).Expect(1);
        Assert.Equal(
            "Found 1 incompatibility\nThe package `alpha` requires `beta`, but it's not installed\n",
            result.Error
        );
        Assert.Equal("", (await Krait.RunAsync("pip", "check", "-qq")).Expect(1).Error);
    }

    [Fact]
    public async Task Compiled_text_is_printed_however_quiet_and_put_into_new_folders()
    {
        Publish("alpha 1.0\n");
        var result = (await Krait.RunAsync(["pip", "compile", "-qq", "--no-header", "-"], "alpha\n")).Expect(
            0
        );
        Assert.Equal("alpha==1.0\n", result.Output);
        Folder.Write("in.txt", "alpha\n");
        await RunAsync("pip", "compile", "in.txt", "--no-header", "-o", "new/out.txt");
        Assert.Equal("alpha==1.0\n    # via -r in.txt\n", await File.ReadAllTextAsync(Folder["new/out.txt"]));
        result = await RunAsync("pip", "compile", "in.txt", "--no-header", "--color", "always");
        Assert.Equal("alpha==1.0\n\u001b[32m    # via -r in.txt\u001b[0m\n", result.Output);
    }

    [Fact]
    public async Task Outdated_packages_have_no_requirement_form()
    {
        await MakeEnvironmentAsync();
        await FailsAsync(
            2,
            "`--outdated` cannot be used with `--format freeze`",
            "pip",
            "list",
            "--outdated",
            "--format",
            "freeze"
        );
    }

    [Fact]
    public async Task A_project_elsewhere_gives_settings_and_the_python()
    {
        Folder.Write("elsewhere/uv.toml", "cache-dir = \"of-the-project\"\n");
        Folder.Write("elsewhere/.python-version", "3.99\n");
        Krait.Environment.Remove("KRAIT_CACHE_DIR");
        var result = await RunAsync("cache", "dir", "--project", "elsewhere");
        Assert.Contains("of-the-project", result.Output, StringComparison.Ordinal);
        Krait.Environment["KRAIT_CACHE_DIR"] = Krait.CacheFolder;
        await FailsAsync(2, "3.99", "venv", "--project", "elsewhere");
        await FailsAsync(
            2,
            "Project directory `nowhere` does not exist",
            "pip",
            "list",
            "--project",
            "nowhere"
        );
    }
}
