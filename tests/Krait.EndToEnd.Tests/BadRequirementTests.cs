namespace Krait.EndToEnd.Tests;

/// <summary>Requirements that cannot be met, or cannot be read.</summary>
public sealed class BadRequirementTests(SharedIndexServer shared) : FailureTest(shared)
{
    [Fact]
    public async Task An_unknown_package()
    {
        await MakeEnvironmentAsync();
        await FailsAsync(1, "nosuch was not found in the package registry", "pip", "install", "nosuch");
    }

    [Fact]
    public async Task No_matching_version()
    {
        Publish("alpha 1.0\nalpha 2.0\n");
        await MakeEnvironmentAsync();
        await FailsAsync(1, "only alpha<=2.0 is available", "pip", "install", "alpha>3");
    }

    [Fact]
    public async Task Requirements_that_contradict_one_another()
    {
        Publish("alpha 1.0\n    shared<2\nbeta 1.0\n    shared>=2\nshared 1.0\nshared 2.0\n");
        await MakeEnvironmentAsync();
        var result = await FailsAsync(
            1,
            "No solution found when resolving dependencies",
            "pip",
            "install",
            "alpha",
            "beta"
        );
        foreach (var name in (string[])["alpha", "beta", "shared"])
            Assert.Contains(name, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wheel_for_another_platform()
    {
        Publish("alpha 1.0 tag=cp312-cp312-win_amd64\n");
        await MakeEnvironmentAsync();
        await FailsAsync(1, "alpha", "pip", "install", "alpha");
    }

    [Theory]
    [InlineData("cp39-cp39-any", "CPython 3.9 (`cp39`)")]
    [InlineData("py3-none-win_amd64", "Windows (`win_amd64`)")]
    public async Task A_wheel_by_path_that_does_not_fit_here(string tag, string wanted)
    {
        var wheel = new WheelBuilder("alpha", "1.0") { Tag = tag }.Build();
        wheel.WriteTo(Folder.Path);
        await RunAsync("venv", "--python", ">=3.10");
        await FailsAsync(
            2,
            $"The wheel is compatible with {wanted}, but you're",
            "pip",
            "install",
            $"./{wheel.FileName}"
        );
    }

    [Fact]
    public async Task A_version_that_only_a_later_index_may_have()
    {
        var later = Server.CreateIndex();
        Index.Add(new WheelBuilder("alpha", "1.0"));
        later.Add(new WheelBuilder("alpha", "2.0"));
        await MakeEnvironmentAsync();
        string[] command = ["pip", "install", "--index", Index.Url, "--default-index", later.Url, "alpha>=2"];
        var result = await FailsAsync(1, "`alpha` was found on ", command);
        Assert.Contains("--index-strategy unsafe-best-match", result.Error, StringComparison.Ordinal);
        await RunAsync([.. command, "--index-strategy", "unsafe-best-match"]);
        Assert.Equal("alpha==2.0", await FrozenAsync());
    }

    [Fact]
    public async Task A_python_that_is_too_old()
    {
        Index.Add(
            new WheelBuilder("alpha", "1.0") { RequiresPython = ">=4" },
            new IndexFileOptions { RequiresPython = ">=4" }
        );
        await MakeEnvironmentAsync();
        await FailsAsync(1, "Python", "pip", "install", "alpha");
    }

    [Theory]
    [InlineData("alpha==")]
    [InlineData("alpha beta")]
    [InlineData("alpha[")]
    [InlineData("==1.0")]
    [InlineData("alpha; python_version = 3")]
    public async Task A_requirement_that_is_none(string text)
    {
        await MakeEnvironmentAsync();
        await FailsAsync(2, $"Failed to parse: `{text}`", "pip", "install", text);
    }

    [Fact]
    public async Task A_requirements_file_that_is_missing_or_wrong()
    {
        await MakeEnvironmentAsync();
        await FailsAsync(2, "File not found: nosuch.txt", "pip", "install", "-r", "nosuch.txt");
        Folder.Write("wrong.txt", "alpha\n???\n");
        await FailsAsync(2, "wrong.txt:2", "pip", "install", "-r", "wrong.txt");
        Folder.Write("outer.txt", "-r missing.txt\n");
        await FailsAsync(2, "missing.txt", "pip", "install", "-r", "outer.txt");
        Directory.CreateDirectory(Folder["folder"]);
        await FailsAsync(2, "Is a directory", "pip", "install", "-r", "folder");
    }

    [Fact]
    public async Task What_would_steer_the_terminal_is_shown_not_sent()
    {
        await MakeEnvironmentAsync();
        Folder.Write("wrong.txt", "\u001b]0;title\u0007alpha\u009b31m==\n");
        var result = await FailsAsync(
            2,
            "\\u001b]0;title\\u0007alpha\\u009b31m",
            "pip",
            "install",
            "-r",
            "wrong.txt"
        );
        Assert.DoesNotContain(result.Error, sign => char.IsControl(sign) && sign != '\n');
    }

    [Fact]
    public async Task A_wheel_by_path_that_is_missing_or_misnamed()
    {
        await MakeEnvironmentAsync();
        await FailsAsync(1, "alpha-1.0-py3-none-any.whl", "pip", "install", "./alpha-1.0-py3-none-any.whl");
        Folder.Write("strange.whl", "not a wheel");
        await FailsAsync(1, "strange.whl", "pip", "install", "./strange.whl");
    }

    [Fact]
    public async Task A_version_that_only_the_next_index_has()
    {
        Publish("alpha 1.0\n");
        var next = Server.CreateIndex("alpha 2.0\n");
        await MakeEnvironmentAsync();
        string[] line = ["pip", "install", "--index", Index.Url, "--default-index", next.Url, "alpha==2.0"];
        var result = await FailsAsync(1, "there is no version of alpha==2.0", line);
        Assert.Contains("hint: `alpha` was found on ", result.Error, StringComparison.Ordinal);
        Assert.Contains("--index-strategy unsafe-best-match", result.Error, StringComparison.Ordinal);
        await RunAsync([.. line, "--index-strategy", "unsafe-best-match"]);
    }

    [Fact]
    public async Task Files_without_a_date_when_dates_matter()
    {
        var wheel = new WheelBuilder("alpha", "1.0");
        Index.Add(wheel, new IndexFileOptions { UploadTime = "" });
        await MakeEnvironmentAsync();
        var result = await FailsAsync(
            1,
            "there are no versions of alpha",
            "pip",
            "install",
            "--exclude-newer",
            "2021-01-01T00:00:00Z",
            "alpha"
        );
        Assert.Contains(
            "warning: `alpha-1.0-py3-none-any.whl` is missing an upload date, but user provided: 2021-01-01T00:00:00Z",
            result.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Files_that_name_different_indexes()
    {
        await MakeEnvironmentAsync();
        Folder.Write("one.txt", "--index-url http://user:secret@127.0.0.1:9/one\nalpha\n");
        Folder.Write("two.txt", "--index-url http://127.0.0.1:9/two\nalpha\n");
        var result = await FailsAsync(
            2,
            "Multiple index URLs specified",
            "pip",
            "install",
            "-r",
            "one.txt",
            "-r",
            "two.txt"
        );
        Assert.DoesNotContain("secret", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_platform_that_is_told_with_what_would_fit()
    {
        Publish("alpha 1.0 tag=py3-none-win_amd64\n");
        await MakeEnvironmentAsync();
        var result = await FailsAsync(1, "no wheels with a matching", "pip", "install", "alpha");
        Assert.Contains("hint: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("win_amd64", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_would_need_a_build()
    {
        await MakeEnvironmentAsync();
        Directory.CreateDirectory(Folder["project"]);
        await FailsAsync(1, "builds are not supported yet", "pip", "install", "-e", "./project");
    }

    [Fact]
    public async Task A_constraint_without_a_name()
    {
        var wheel = new WheelBuilder("alpha", "1.0").Build();
        wheel.WriteTo(Folder.Path);
        Folder.Write("c.txt", $"./{wheel.FileName}\n");
        await MakeEnvironmentAsync();
        await FailsAsync(
            2,
            "Unnamed requirements are not allowed as constraints",
            ["pip", "install", "alpha", "-c", "c.txt"]
        );
    }

    [Fact]
    public async Task A_remote_file_that_reaches_for_local_ones()
    {
        var wheel = new WheelBuilder("alpha", "1.0").Build();
        wheel.WriteTo(Folder.Path);
        Index.Serve("r.txt", System.Text.Encoding.UTF8.GetBytes($"./{wheel.FileName}\n"));
        await MakeEnvironmentAsync();
        var file = new Uri(new Uri(Index.Url), "../r.txt").AbsoluteUri;
        await FailsAsync(2, "cannot name a file of this machine", "pip", "install", "-r", file);
    }

    /// <summary>A stranger's words stay within the line they are quoted in.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reason_for_a_yank_that_would_write_lines_of_its_own(bool html)
    {
        Index.HtmlOnly = html;
        Index.Add(
            new WheelBuilder("alpha", "1.0").Build(),
            new IndexFileOptions { Yanked = "bad\nerror: forged\r\n\u001b[31mred" }
        );
        await MakeEnvironmentAsync();
        var yanked = await InstallAsync("alpha==1.0");
        Assert.Contains("(reason: \"bad error: forged", yanked.Error, StringComparison.Ordinal);
        await FailsAsync(1, "bad error: forged", "pip", "install", "--reinstall", "alpha>=1.0");
    }

    [Fact]
    public async Task One_file_named_twice_is_no_conflict_and_must_have_every_hash()
    {
        var wheel = new WheelBuilder("alpha", "1.0").Build();
        Index.Add(wheel);
        await MakeEnvironmentAsync();
        var address = $"alpha @ {Index.FileUrl(wheel.FileName)}";
        string[] command = ["pip", "install", address, $"{address}#sha256={new string('0', 64)}"];
        await FailsAsync(1, "Hash mismatch", command);
        command[^1] = $"{address}#sha256={wheel.Sha256}";
        await RunAsync(command);
        command[^1] = $"alpha @ {Index.FileUrl("alpha-2.0-py3-none-any.whl")}";
        await FailsAsync(1, "conflicting URLs", command);
    }

    [Theory]
    [InlineData("file:./{0}")]
    [InlineData("file:{0}")]
    [InlineData("file://./{0}")]
    [InlineData("alpha @ file:{0}")]
    [InlineData("alpha @ file://sub%20dir/../{0}")]
    public async Task File_addresses_may_be_relative(string form)
    {
        var wheel = new WheelBuilder("alpha", "1.0").Build();
        wheel.WriteTo(Folder.Path);
        await MakeEnvironmentAsync();
        Folder.Write("r.txt", string.Format(null, form, wheel.FileName) + "\n");
        await InstallAsync("-r", "r.txt");
    }

    [Theory]
    [InlineData("alpha @ file:a%00b-1.0-py3-none-any.whl")]
    [InlineData("file://./a%00b-1.0-py3-none-any.whl")]
    [InlineData("alpha @ file:///srv/a%00b-1.0-py3-none-any.whl")]
    public async Task A_file_address_with_a_null_character(string text)
    {
        await MakeEnvironmentAsync();
        var result = await Krait.RunAsync("pip", "install", text);
        Assert.InRange(result.ExitCode, 1, 2);
        Assert.Contains("is not a valid address", result.Error, StringComparison.Ordinal);
    }
}
