namespace Krait.EndToEnd.Tests;

/// <summary>Options of the <c>pip</c> commands, each told apart by what it does or by what is wrong with its value.</summary>
public sealed class PipOptionTests(SharedIndexServer shared) : FailureTest(shared)
{
    [Theory]
    [InlineData(
        "pip list --exclude-newer bogus",
        "`bogus` could not be parsed as a valid exclude-newer value"
    )]
    [InlineData(
        "pip list --exclude-newer-package alpha",
        "Invalid `exclude-newer-package` value `alpha`: expected format `PACKAGE=DATE` or `PACKAGE=false`"
    )]
    [InlineData(
        "pip list --exclude-newer-package alpha=x",
        "invalid value 'alpha=x' for '--exclude-newer-package <EXCLUDE_NEWER_PACKAGE>': Invalid `exclude-newer-package` value `x`"
    )]
    [InlineData(
        "pip install --prerelease-package alpha alpha",
        "Invalid `prerelease-package` value `alpha`: expected format `PACKAGE=MODE`"
    )]
    [InlineData(
        "pip install --prerelease-package alpha=x alpha",
        "Invalid `prerelease-package` mode: expected one of"
    )]
    [InlineData("pip list --cert nosuch.pem", "Failed to read certificate file `nosuch.pem`")]
    [InlineData(
        "pip uninstall --cert requirements.in alpha",
        "No valid certificates found in: requirements.in"
    )]
    [InlineData("pip list --outdated --find-links nosuch", "Failed to read `--find-links` directory: ")]
    [InlineData("pip compile --resolver legacy requirements.in", "`--resolver=legacy` is unsupported")]
    [InlineData("pip install -b nosuch.txt alpha", "File not found: nosuch.txt")]
    [InlineData(
        "pip compile --group folder:dev",
        "The `--group` path is required to end in `pyproject.toml` for compatibility with pip; got: folder"
    )]
    [InlineData(
        "pip compile --managed-python requirements.in",
        "No interpreter found in virtual environments or managed installations"
    )]
    public async Task Wrong_values(string line, string message)
    {
        Publish("alpha 1.0\n");
        Folder.Write("requirements.in", "alpha\n");
        await FailsAsync(2, message, line.Split(' '));
    }

    [Theory]
    [InlineData("SYSTEM_CERTS", "maybe", "expected a boolish value")]
    [InlineData("INDEX_STRATEGY", "none", "invalid value 'none' for '--index-strategy <INDEX_STRATEGY>'")]
    [InlineData(
        "NO_SOURCES_PACKAGE",
        "a !",
        "with invalid value `!`: Not a valid package or extra name: \"!\""
    )]
    public async Task A_wrong_variable_is_told_of_even_where_it_changes_nothing(
        string name,
        string value,
        string message
    )
    {
        await MakeEnvironmentAsync();
        Krait.Environment["KRAIT_" + name] = value;
        await FailsAsync(2, message, "pip", "install", "--dry-run", "--no-index", "alpha");
    }

    [Fact]
    public async Task Empty_values_are_none_where_scripts_may_hand_on_nothing()
    {
        Publish("alpha 1.0\n");
        await MakeEnvironmentAsync();
        await InstallAsync(
            "--index=",
            "--find-links=",
            "--python=",
            "--constraints=",
            "--overrides=",
            "alpha"
        );
        Assert.Equal("alpha==1.0", await FrozenAsync());
    }

    [Fact]
    public async Task What_is_newer_than_wanted_does_not_make_a_package_outdated()
    {
        foreach (var year in (int[])[2020, 2021, 2022])
        {
            Index.Add(
                new WheelBuilder("alpha", $"{year}.0"),
                new IndexFileOptions { UploadTime = $"{year}-01-01T00:00:00Z" }
            );
        }
        await MakeEnvironmentAsync();
        await InstallAsync("alpha==2020.0");
        Assert.Contains("2022.0", await OutdatedAsync(), StringComparison.Ordinal);
        Assert.Contains(
            "2021.0",
            await OutdatedAsync("--exclude-newer", "2021-06-01"),
            StringComparison.Ordinal
        );
        Assert.Empty(await OutdatedAsync("--exclude-newer-package", "alpha=2020-06-01"));
        Assert.Contains(
            "2022.0",
            await OutdatedAsync("--exclude-newer", "2020-06-01", "--exclude-newer-package", "alpha=false"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Where_no_index_is_asked_what_cannot_be_reached_does_not_matter()
    {
        await MakeEnvironmentAsync();
        await RunAsync("pip", "list", "--find-links", "nosuch");
        Assert.Empty((await RunAsync("pip", "freeze", "--disable-pip-version-check")).Error);
    }

    [Fact]
    public async Task The_old_flag_for_prereleases_comes_before_the_new_one()
    {
        Publish("alpha 1.0\nalpha 2.0b1\n");
        var result = await CompileAsync("alpha\n", "--pre", "--prerelease", "disallow", "--native-tls");
        Assert.Contains("alpha==2.0b1", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("--native-tls", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requirements_of_a_script_have_no_origin_to_name()
    {
        Publish("alpha 1.0\n");
        Folder.Write("script.py", "# /// script\n# dependencies = [\"alpha\"]\n# ///\n");
        Assert.Equal("alpha==1.0\n", (await RunAsync("pip", "compile", "--no-header", "script.py")).Output);
    }

    [Fact]
    public async Task Links_are_not_advised_to_those_who_name_some()
    {
        Folder.Write("links/readme.txt", "");
        Folder.Write("requirements.in", "alpha\n");
        const string Advice = "(try: `--find-links <uri>`)";
        await FailsAsync(1, Advice, "pip", "compile", "--no-index", "requirements.in");
        var told = await FailsAsync(
            1,
            "alpha was not found in the provided package locations",
            "pip",
            "compile",
            "--no-index",
            "--find-links",
            "links",
            "requirements.in"
        );
        Assert.DoesNotContain(Advice, told.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-U", "unexpected argument '-U' found")]
    [InlineData("--overrides x.txt", "unexpected argument '--overrides' found")]
    [InlineData("--resolution lowest", "unexpected argument '--resolution' found")]
    [InlineData("--disable-pip-version-check", "unexpected argument '--disable-pip-version-check' found")]
    public async Task Where_everything_is_listed_there_is_nothing_to_choose(string option, string message) =>
        await FailsAsync(2, message, ["pip", "sync", .. option.Split(' '), "requirements.txt"]);

    [Fact]
    public async Task Who_installed_it_is_not_written_where_that_is_not_wanted()
    {
        Publish("alpha 1.0\n");
        await MakeEnvironmentAsync();
        await InstallAsync("--no-installer-metadata", "alpha");
        var info = Path.Combine(SitePackages, "alpha-1.0.dist-info");
        Assert.Equal(
            ["METADATA", "RECORD", "WHEEL"],
            Directory.GetFiles(info).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
        Assert.DoesNotContain(
            "INSTALLER",
            File.ReadAllText(Path.Combine(info, "RECORD")),
            StringComparison.Ordinal
        );
        await RunAsync("pip", "uninstall", "alpha");
        Assert.False(Directory.Exists(info));
    }

    [Fact]
    public async Task A_check_minds_platforms_and_lower_bounds_as_a_resolution_does()
    {
        Publish("alpha 1.0\nbeta 1.0\n");
        await MakeEnvironmentAsync();
        await InstallAsync("alpha", "beta");
        var info = Path.Combine(SitePackages, "alpha-1.0.dist-info");
        File.WriteAllText(
            Path.Combine(info, "METADATA"),
            "Metadata-Version: 2.1\nName: alpha\nVersion: 1.0\nRequires-Python: <3,!=3.*\n"
        );
        await RunAsync("pip", "check");
        File.WriteAllText(
            Path.Combine(info, "METADATA"),
            "Metadata-Version: 2.1\nName: alpha\nVersion: 1.0\nRequires-Python: >=4\n"
        );
        (await Krait.RunAsync("pip", "check")).Expect(1);
        File.WriteAllText(
            Path.Combine(SitePackages, "beta-1.0.dist-info", "WHEEL"),
            "Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: false\nTag: cp27-cp27m-win_amd64\n"
        );
        var result = await Krait.RunAsync("pip", "check");
        Assert.Contains(
            "Found 2 incompatibilities\nThe package `alpha` requires Python >=4, but",
            result.Error,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "The package `beta` was built for a different platform\n",
            result.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_goes_is_told_with_where_it_came_from()
    {
        var wheel = new WheelBuilder("alpha", "1.0").Build();
        var file = Folder.Write(wheel.FileName, "");
        File.WriteAllBytes(file, wheel.Bytes);
        await MakeEnvironmentAsync();
        await InstallAsync(file);
        var origin = $" - alpha==1.0 (from file://{file})\n";
        Assert.Contains(
            "Would uninstall 1 package\n" + origin,
            (await RunAsync("pip", "uninstall", "--dry-run", "alpha", "beta")).Error,
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            origin,
            (await RunAsync("pip", "uninstall", "alpha")).Error,
            StringComparison.Ordinal
        );
        Assert.Equal(
            "Would make no changes\n",
            (await RunAsync("pip", "uninstall", "--dry-run", "alpha")).Error
        );
    }

    private async Task<string> OutdatedAsync(params string[] options) =>
        (await RunAsync(["pip", "list", "--outdated", .. options])).Output;

    private async Task<KraitResult> CompileAsync(string requirements, params string[] options)
    {
        Folder.Write("requirements.in", requirements);
        return await RunAsync(["pip", "compile", .. options, "requirements.in"]);
    }
}
