namespace Krait.EndToEnd.Tests;

/// <summary>Lock files of the standard (<c>pylock.toml</c>): written by <c>pip compile</c>, installed by the others.</summary>
public sealed class PylockTests(SharedIndexServer shared) : CommandTest(shared)
{
    private const string Packages = """
        web 1.0
            core
            windows-only ; sys_platform == 'win32'
            not-there ; sys_platform != 'emscripten'
        core 1.0
        not-there 1.0
        """;

    private async Task LockAsync(params string[] options)
    {
        Publish(Packages);
        Folder.Write("in.txt", "web\n");
        await RunAsync(["pip", "compile", "in.txt", "--no-header", "-o", "pylock.toml", .. options]);
    }

    [Fact]
    public async Task Tells_files_hashes_and_conditions_of_every_package()
    {
        await LockAsync("--python-version", "3.12");
        var lines = File.ReadAllLines(Folder["pylock.toml"]);
        Assert.Equal(
            ["lock-version = \"1.0\"", "created-by = \"uv\"", "requires-python = \">=3.12\""],
            lines[..3]
        );
        Assert.Equal(
            ["core", "not-there", "web"],
            lines.Where(line => line.StartsWith("name", StringComparison.Ordinal)).Select(line => line[8..^1])
        );
        Assert.Contains("marker = \"sys_platform != 'emscripten'\"", lines);
        Assert.Equal(
            3,
            lines.Count(line =>
                line.StartsWith("wheels = [{ url = \"http://", StringComparison.Ordinal)
                && line.Contains(", hashes = { sha256 = \"", StringComparison.Ordinal)
            )
        );
    }

    [Fact]
    public async Task What_is_locked_stays_until_an_upgrade()
    {
        await LockAsync();
        Publish("core 2.0");
        await RunAsync("pip", "compile", "in.txt", "-o", "pylock.toml");
        Assert.Contains("core-1.0-", File.ReadAllText(Folder["pylock.toml"]), StringComparison.Ordinal);
        await RunAsync("pip", "compile", "in.txt", "-o", "pylock.toml", "-P", "core", "--refresh");
        Assert.Contains("core-2.0-", File.ReadAllText(Folder["pylock.toml"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Installs_what_is_locked_without_asking_the_index()
    {
        await LockAsync();
        Publish("core 2.0");
        await MakeEnvironmentAsync();
        await InstallAsync("core==2.0", "--refresh");
        Index.ForgetRequests();
        await RunAsync("pip", "sync", "pylock.toml");
        Assert.Equal("core==1.0 not-there==1.0 web==1.0", await FrozenAsync());
        Assert.DoesNotContain(
            Index.Requests,
            request => request.ToString()!.Contains("/simple/", StringComparison.Ordinal)
        );
        var again = await RunAsync("pip", "sync", "pylock.toml");
        Assert.Equal("Checked 3 packages in [time]\n", Normal(again.Error));
    }

    [Fact]
    public async Task Wheels_of_this_machine_are_locked_by_paths_that_the_lock_file_s_folder_gives_meaning()
    {
        Publish(Packages);
        Directory.CreateDirectory(Folder["wheels"]);
        var wheel = new WheelBuilder("core", "1.0").Build();
        await File.WriteAllBytesAsync(Folder["wheels/core-1.0-py3-none-any.whl"], wheel.Bytes);
        Folder.Write("in.txt", "./wheels/core-1.0-py3-none-any.whl\n");
        Directory.CreateDirectory(Folder["locks"]);
        await RunAsync("pip", "compile", "in.txt", "-o", "locks/pylock.toml");
        Assert.Contains(
            "archive = { path = \"../wheels/core-1.0-py3-none-any.whl\", hashes = { sha256 = ",
            File.ReadAllText(Folder["locks/pylock.toml"]),
            StringComparison.Ordinal
        );
        await MakeEnvironmentAsync();
        await InstallAsync("-r", "locks/pylock.toml");
        Assert.StartsWith(
            $"core @ file://{Folder.Path}/wheels/core-1.0-py3-none-any.whl",
            await FrozenAsync(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_file_that_does_not_have_the_locked_hash_is_refused()
    {
        await LockAsync();
        var text = File.ReadAllText(Folder["pylock.toml"]);
        var at = text.IndexOf("sha256 = \"", StringComparison.Ordinal) + "sha256 = \"".Length;
        File.WriteAllText(Folder["pylock.toml"], text[..at] + new string('0', 64) + text[(at + 64)..]);
        await MakeEnvironmentAsync();
        var before = State();
        var result = (await Krait.RunAsync("pip", "sync", "pylock.toml")).Expect(1);
        Assert.Contains("core==1.0", result.Error, StringComparison.Ordinal);
        Assert.Contains(new string('0', 64), result.Error, StringComparison.Ordinal);
        Assert.Equal(before, State());
    }

    [Theory]
    [InlineData("pylock.a.b.toml", "is not a valid PEP 751 filename")]
    [InlineData("pylock.bad.toml", "Not a valid `pylock.toml` file: pylock.bad.toml")]
    [InlineData("pylock.none.toml", "File not found: pylock.none.toml")]
    public async Task Says_what_is_wrong_with_a_lock_file(string file, string message)
    {
        Folder.Write("pylock.bad.toml", "lock-version = 1\n");
        await MakeEnvironmentAsync();
        var result = (await Krait.RunAsync("pip", "install", "-r", file)).Expect(2);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Cannot specify additional requirements alongside a `pylock.toml` file", "web")]
    [InlineData("Cannot specify constraints with a `pylock.toml` file", "-c", "in.txt")]
    [InlineData("Cannot specify overrides with a `pylock.toml` file", "--overrides", "in.txt")]
    public async Task Nothing_stands_beside_a_lock_file(string message, params string[] beside)
    {
        await LockAsync();
        await MakeEnvironmentAsync();
        var result = (await Krait.RunAsync(["pip", "install", "-r", "pylock.toml", .. beside])).Expect(2);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_names_that_no_reader_would_find()
    {
        Publish(Packages);
        Folder.Write("in.txt", "web\n");
        var result = (await Krait.RunAsync("pip", "compile", "in.txt", "-o", "lock.toml")).Expect(2);
        Assert.Contains(
            "Expected the output filename to be `pylock.toml`",
            result.Error,
            StringComparison.Ordinal
        );
        Assert.False(File.Exists(Folder["lock.toml"]));
    }
}
