namespace Krait.EndToEnd.Tests;

/// <summary>Requirements from project files, dependency groups and scripts.</summary>
public sealed class ProjectFileTests(SharedIndexServer shared) : CommandTest(shared)
{
    private const string Project = """
        [project]
        name = "ours"
        version = "1.0"
        dependencies = ["alpha"]

        [project.optional-dependencies]
        fast = ["beta"]
        all = ["ours[fast]", "gamma"]

        [dependency-groups]
        test = ["delta"]
        dev = [{ include-group = "test" }, "gamma"]
        """;

    private async Task PrepareAsync()
    {
        Publish("alpha 1.0\nbeta 1.0\ngamma 1.0\ndelta 1.0\n");
        Folder.Write("pyproject.toml", Project);
        await MakeEnvironmentAsync();
    }

    [Theory]
    [InlineData("-r pyproject.toml", "alpha==1.0")]
    [InlineData("-r pyproject.toml --extra fast", "alpha==1.0 beta==1.0")]
    [InlineData("-r pyproject.toml --extra all", "alpha==1.0 beta==1.0 gamma==1.0")]
    [InlineData("-r pyproject.toml --all-extras", "alpha==1.0 beta==1.0 gamma==1.0")]
    [InlineData("--group dev", "delta==1.0 gamma==1.0")]
    [InlineData("--group ./pyproject.toml:test beta", "beta==1.0 delta==1.0")]
    public async Task Installs_what_a_project_lists(string line, string expected)
    {
        await PrepareAsync();
        await InstallAsync(line.Split(' '));
        Assert.Equal(expected, await FrozenAsync());
    }

    [Theory]
    [InlineData("-r pyproject.toml --extra slow", "Requested extra not found: slow")]
    [InlineData(
        "--group nosuch",
        "The dependency group 'nosuch' was not found in the project: pyproject.toml"
    )]
    [InlineData("--extra fast alpha", "Requesting extras requires a")]
    public async Task What_a_project_does_not_list_is_an_error(string line, string message)
    {
        await PrepareAsync();
        var result = (await Krait.RunAsync(["pip", "install", .. line.Split(' ')])).Expect(2);
        Assert.StartsWith($"error: {message}", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Installs_what_a_script_lists()
    {
        await PrepareAsync();
        Folder.Write("run.py", "# /// script\n# dependencies = [\"beta\"]\n# ///\nimport beta\n");
        await InstallAsync("-r", "run.py");
        Assert.Equal("beta==1.0", await FrozenAsync());
        Folder.Write("plain.py", "import beta\n");
        (await Krait.RunAsync("pip", "install", "-r", "plain.py")).Expect(2);
    }
}
