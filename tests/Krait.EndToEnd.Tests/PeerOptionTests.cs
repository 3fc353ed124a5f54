namespace Krait.EndToEnd.Tests;

/// <summary>Options of the peers that are refused, change nothing, or are Krait's own.</summary>
public sealed class PeerOptionTests(SharedIndexServer shared) : FailureTest(shared)
{
    [Theory]
    [InlineData("pip install --user alpha", "pip's `--user` is unsupported")]
    [InlineData("pip sync --ask requirements.txt", "pip-sync's `--ask` is unsupported")]
    [InlineData(
        "pip compile --reuse-hashes requirements.txt",
        "pip-compile's `--reuse-hashes` is unsupported"
    )]
    [InlineData("pip install --upgrade-group dev alpha", "`--upgrade-group` is not supported")]
    [InlineData("pip install --group dev", "Failed to read dependency groups from: ")]
    [InlineData(
        "pip check --python-version 3.12.dev1",
        "Python version `3.12.dev1` is a development release"
    )]
    [InlineData("pip check --python-platform amiga", "invalid value 'amiga' for '--python-platform")]
    [InlineData("help pip nosuch", "There is no command `nosuch` for `krait pip`. Did you mean one of:")]
    [InlineData("pip --zzzz", "unexpected argument '--zzzz' found")]
    public async Task Refused_options(string line, string message) =>
        await FailsAsync(2, message, line.Split(' '));

    [Theory]
    [InlineData("pip list --disable-pip-version-check", "pip's `--disable-pip-version-check` has no effect")]
    [InlineData("venv --no-pip other", "virtualenv's `--no-pip` has no effect")]
    [InlineData("venv --no-system other", "The `--no-system` flag has no effect, `krait venv` always")]
    [InlineData("cache dir --isolated", "The `--isolated` flag is deprecated. Instead, use `--no-config`")]
    [InlineData("cache dir --no-native-tls", "The `--no-native-tls` flag is deprecated and will be removed")]
    public async Task Options_without_effect_are_told(string line, string warning)
    {
        await MakeEnvironmentAsync();
        var result = await RunAsync(line.Split(' '));
        Assert.Contains("warning: " + warning, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wheel_with_files_beside_its_record_is_installed_when_that_is_wanted()
    {
        Index.Add(
            new WheelBuilder("alpha", "1.0")
            {
                RecordText =
                    "alpha-1.0.dist-info/METADATA,,\nalpha-1.0.dist-info/WHEEL,,\nalpha-1.0.dist-info/RECORD,,\n",
            }.File("alpha.py", "x = 1\n")
        );
        await MakeEnvironmentAsync();
        var refused = await FailsAsync(1, "RECORD", "pip", "install", "alpha");
        Assert.Contains("--record warn", refused.Error, StringComparison.Ordinal);
        var result = await InstallAsync("--record", "warn", "alpha");
        Assert.Contains("warning: ", result.Error, StringComparison.Ordinal);
        await RunAsync("pip", "uninstall", "alpha");
        Krait.Environment["KRAIT_RECORD"] = "warn";
        await InstallAsync("alpha");
    }

    [Fact]
    public async Task A_source_of_another_kind_is_not_taken_from_an_index()
    {
        Publish("alpha 1.0\nbeta 1.0\n");
        await MakeEnvironmentAsync();
        Folder.Write(
            "pyproject.toml",
            """
            [project]
            name = "p"
            version = "1"
            dependencies = ["alpha"]
            [dependency-groups]
            dev = ["beta"]
            [tool.uv.sources]
            alpha = { path = "../alpha" }
            """
        );
        var result = await FailsAsync(2, "The source of `alpha`", "pip", "install", "-r", "pyproject.toml");
        Assert.Contains("--no-sources-package alpha", result.Error, StringComparison.Ordinal);
        await InstallAsync("--group", "dev");
        await InstallAsync("-r", "pyproject.toml", "--no-sources");
        Assert.Equal("alpha==1.0 beta==1.0", await FrozenAsync());
    }

    [Fact]
    public async Task Settings_are_shown_with_the_place_they_come_from_and_nothing_is_done()
    {
        Krait.Environment["UV_INDEX"] = "https://user:secret@one.example/simple";
        Folder.Write("uv.toml", "[pip]\nlink-mode = \"copy\"\n");
        var shown = (await RunAsync("pip", "install", "alpha", "--no-deps", "--show-settings")).Output;
        Assert.StartsWith(
            $"command = pip install\narguments = alpha\nworking-directory = {Folder.Path}\n",
            shown,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "\nindex = https://user:****@one.example/simple  # UV_INDEX\n",
            shown,
            StringComparison.Ordinal
        );
        Assert.Contains("\nlink-mode = copy  # settings file\n", shown, StringComparison.Ordinal);
        Assert.Contains("\nno-deps = true  # command line\n", shown, StringComparison.Ordinal);
        Assert.Contains("\nresolution =\n", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", shown, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Folder[".venv"]));
    }

    [Fact]
    public async Task A_requirement_without_a_bound_is_warned_of_before_the_answer()
    {
        Publish("alpha 1.0\nalpha 2.0\n");
        Folder.Write("requirements.in", "alpha\n");
        var result = await RunAsync("pip", "compile", "--resolution", "lowest-direct", "requirements.in");
        Assert.StartsWith(
            "warning: The direct dependency `alpha` is unpinned.",
            result.Error,
            StringComparison.Ordinal
        );
        Assert.Contains("Resolved 1 package", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_names_its_own_python()
    {
        Folder.Write("fits.py", "# /// script\n# requires-python = \">=3\"\n# dependencies = []\n# ///\n");
        Folder.Write("no.py", "# /// script\n# requires-python = \">=3.99\"\n# dependencies = []\n# ///\n");
        Assert.Contains("python", (await RunAsync("python", "find", "--script", "fits.py")).Output);
        await FailsAsync(2, "3.99", "python", "find", "--script", "no.py");
        await FailsAsync(2, "none.py", "python", "find", "--script", "none.py");
    }
}
