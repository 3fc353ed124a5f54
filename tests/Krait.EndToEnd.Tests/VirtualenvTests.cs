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
    [InlineData("--copies")]
    [InlineData("--pip=22.0")]
    public async Task What_cannot_be_done_yet_is_refused(string option)
    {
        var result = (await Krait.RunAsync("virtualenv", option, "env")).Expect(2);
        Assert.Contains("is not supported yet", result.Error, StringComparison.Ordinal);
        Assert.Contains("hint: ", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Folder["env"]));
    }
}
