namespace Krait.EndToEnd.Tests;

/// <summary><c>krait virtualenv</c>, under the options and variables of virtualenv.</summary>
public sealed class VirtualenvTests(SharedIndexServer shared) : CommandTest(shared)
{
    [Fact]
    public async Task A_choice_of_activators_leaves_the_others_out()
    {
        await RunAsync("virtualenv", "--no-seed", "--activators", "bash,fish", "env");
        var scripts = Directory
            .GetFiles(Folder["env/bin"], "activate*")
            .Select(Path.GetFileName)
            .Order(StringComparer.Ordinal);
        Assert.Equal(["activate", "activate.fish"], scripts);
        var refused = (await Krait.RunAsync("virtualenv", "--activators", "basic", "other")).Expect(2);
        Assert.Contains("basic", refused.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Folder["other"]));
    }

    [Fact]
    public async Task A_variable_stands_for_an_option()
    {
        Krait.Environment["VIRTUALENV_NO_SEED"] = "1";
        Krait.Environment["VIRTUALENV_PROMPT"] = "shown";
        Krait.Environment["VIRTUALENV_NO_VCS_IGNORE"] = "true";
        await RunAsync("virtualenv", "env");
        var settings = await File.ReadAllTextAsync(Folder["env/pyvenv.cfg"]);
        Assert.Contains("prompt = shown", settings, StringComparison.Ordinal);
        Assert.False(File.Exists(Folder["env/.gitignore"]));
        Assert.Equal("", (await RunAsync("pip", "freeze", "-p", "env")).Output);
    }

    [Fact]
    public async Task In_a_project_a_file_names_the_environment()
    {
        await RunAsync("virtualenv", "--no-seed", "alone");
        Assert.False(File.Exists(Folder[".venv"]));
        Folder.Write("pyproject.toml", "[project]\nname = \"p\"\nversion = \"1\"\n");
        await RunAsync("virtualenv", "--no-seed", "--no-venv-redirect", "unnamed");
        Assert.False(File.Exists(Folder[".venv"]));
        await RunAsync("virtualenv", "--no-seed", "first");
        Assert.Equal("first\n", await File.ReadAllTextAsync(Folder[".venv"]));
        await RunAsync("virtualenv", "--no-seed", "second");
        Assert.Equal("first\n", await File.ReadAllTextAsync(Folder[".venv"]));
        await RunAsync("virtualenv", "--no-seed", "--venv-redirect", "second");
        Assert.Equal("second\n", await File.ReadAllTextAsync(Folder[".venv"]));
    }

    [Fact]
    public async Task The_newest_seed_comes_from_an_index_on_request()
    {
        Publish("pip 99.0\nsetuptools 99.0\nwheel 99.0\n");
        await RunAsync("virtualenv", "--download", "env");
        var frozen = (await RunAsync("pip", "list", "--format", "freeze", "-p", "env")).Output;
        Assert.Contains("pip==99.0\n", frozen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("virtualenv", "--no-seed")]
    [InlineData("venv", "--activators=bash")]
    public async Task Copies_stand_without_links(string command, string option)
    {
        await RunAsync(command, "--always-copy", option, "env");
        var python = new FileInfo(Folder["env/bin/python"]);
        Assert.Null(python.LinkTarget);
        Assert.True(python.Length > 1000);
        var answer = (await RunAsync("python", "find", "--resolve-links", Folder["env/bin/python3"])).Output;
        Assert.Equal(Folder["env/bin/python3"] + "\n", answer);
        await RunAsync("pip", "freeze", "-p", "env");
        (await Krait.RunAsync(command, "--copies", "--symlinks", "other")).Expect(2);
    }

    [Fact]
    public async Task Seeds_come_from_folders_too()
    {
        new WheelBuilder("pip", "99.0").Build().WriteTo(Folder["wheels"]);
        new WheelBuilder("pip", "98.0").Build().WriteTo(Folder["wheels"]);
        new WheelBuilder("pip", "100.0") { RequiresPython = ">=3.99" }
            .Build()
            .WriteTo(Folder["wheels"]);
        Assert.Contains(
            "pip==99.0\n",
            await SeededAsync("virtualenv", "--extra-search-dir", "wheels"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "pip==98.0\n",
            await SeededAsync("virtualenv", "--extra-search-dir", "wheels", "--pip", "98.0"),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            "pip==99.0\n",
            await SeededAsync("virtualenv", "--extra-search-dir", "wheels", "--pip", "embed"),
            StringComparison.Ordinal
        );
        Assert.Equal(
            "pip==99.0\n",
            await SeededAsync("venv", "--extra-search-dir", "wheels", "--pip", "bundle", "--no-download")
        );
        Assert.DoesNotContain(
            "pip",
            await SeededAsync("virtualenv", "--pip", "none"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_version_that_is_not_at_hand_comes_from_an_index()
    {
        Publish("pip 97.0\npip 99.0\nsetuptools 9.0\nsetuptools 10.0\n");
        Assert.Contains(
            "pip==97.0\n",
            await SeededAsync("virtualenv", "--pip", "97.0"),
            StringComparison.Ordinal
        );
        Assert.Equal(
            "pip==97.0\nsetuptools==9.0\n",
            await SeededAsync("venv", "--pip", "97.0", "--setuptools", "9.0")
        );
        var refused = (await Krait.RunAsync("virtualenv", "--pip", "96.0", "none")).Expect(2);
        Assert.Contains("pip==96.0", refused.Error, StringComparison.Ordinal);
        var wrong = (await Krait.RunAsync("virtualenv", "--pip", "new", "wrong")).Expect(2);
        Assert.Contains("invalid value 'new' for '--pip <VERSION>'", wrong.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Folder["wrong"]));
    }

    [Fact]
    public async Task A_Python_is_tried_first_where_it_fits()
    {
        await RunAsync("virtualenv", "--no-seed", "one");
        var python = Folder["one/bin/python"];
        var made = await RunAsync("venv", "--try-first-with", "missing", "--try-first-with", python, "two");
        Assert.Contains(" interpreter at: ", made.Error, StringComparison.Ordinal);
        Assert.Contains("one/bin/python", made.Error, StringComparison.Ordinal);
        var other = await RunAsync("venv", "--try-first-with", python, "-p", ">=3", "three");
        Assert.Contains("one/bin/python", other.Error, StringComparison.Ordinal);
        (await Krait.RunAsync("venv", "--try-first-with", python, "-p", "3.99", "four")).Expect(2);
    }

    [Theory]
    [InlineData("--wheel=bundle")]
    [InlineData("--no-wheel")]
    public async Task What_virtualenv_does_not_do_any_more_is_said(string option)
    {
        var made = await RunAsync("virtualenv", "--no-seed", option, "env");
        Assert.Contains(
            $"warning: virtualenv's `{option.Split('=')[0]}` has no effect",
            made.Error,
            StringComparison.Ordinal
        );
    }

    private async Task<string> SeededAsync(string command, params string[] options)
    {
        await RunAsync([command, "--clear", .. options, "seeded"]);
        return (await RunAsync("pip", "list", "--format", "freeze", "-p", "seeded")).Output;
    }
}
