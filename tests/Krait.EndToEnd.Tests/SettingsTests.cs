namespace Krait.EndToEnd.Tests;

/// <summary>Where settings come from: options, then variables, then files; the nearest counts.</summary>
public sealed class SettingsTests(SharedIndexServer shared) : CommandTest(shared)
{
    [Fact]
    public async Task An_index_is_named_by_a_file_in_the_folder_or_above()
    {
        Publish("alpha 1.0\n");
        Krait.Environment.Remove("KRAIT_DEFAULT_INDEX");
        Folder.Write(
            "uv.toml",
            $"index-url = \"http://127.0.0.1:9/simple\"\n[pip]\nindex-url = \"{Index.Url}\"\n"
        );
        await MakeEnvironmentAsync();
        Directory.CreateDirectory(Folder["below"]);
        Krait.WorkingDirectory = Folder["below"];
        await InstallAsync("-p", Python, "alpha");
    }

    [Fact]
    public async Task A_project_file_names_indexes_as_tables()
    {
        Publish("alpha 1.0\n");
        Krait.Environment.Remove("KRAIT_DEFAULT_INDEX");
        Folder.Write(
            "pyproject.toml",
            $"[[tool.uv.index]]\nname = \"ours\"\nurl = \"{Index.Url}\"\ndefault = true\n"
        );
        await MakeEnvironmentAsync();
        await InstallAsync("alpha");
    }

    [Fact]
    public async Task A_relative_path_in_a_file_starts_from_the_files_folder()
    {
        new WheelBuilder("alpha", "1.0")
            .Build()
            .WriteTo(Directory.CreateDirectory(Folder["wheels"]).FullName);
        Folder.Write("uv.toml", "no-index = true\nfind-links = [\"wheels\"]\n");
        await MakeEnvironmentAsync();
        Krait.WorkingDirectory = Directory.CreateDirectory(Folder["below"]).FullName;
        await InstallAsync("-p", Python, "alpha");
    }

    [Fact]
    public async Task Version_files_are_left_alone_on_request()
    {
        Folder.Write(".python-version", "3.99\n");
        (await Krait.RunAsync("python", "find")).Expect(2);
        await RunAsync("python", "find", "--no-config");
        await RunAsync("venv", "--no-config");
    }

    [Fact]
    public async Task A_flat_index_counts_in_its_place_among_the_others()
    {
        Publish("alpha 2.0\nbeta 1.0\n");
        new WheelBuilder("alpha", "1.0")
            .Build()
            .WriteTo(Directory.CreateDirectory(Folder["wheels"]).FullName);
        Folder.Write("uv.toml", "[[index]]\nname = \"ours\"\nurl = \"./wheels\"\nformat = \"flat\"\n");
        await MakeEnvironmentAsync();
        await InstallAsync("alpha", "beta");
        Assert.Equal("alpha==1.0 beta==1.0", await FrozenAsync());
    }

    [Fact]
    public async Task A_variable_comes_before_a_file_and_an_option_before_both()
    {
        Publish("alpha 1.0\nalpha 2.0\n");
        Folder.Write("uv.toml", "resolution = \"lowest\"\n");
        await MakeEnvironmentAsync();
        await InstallAsync("alpha");
        Assert.Equal("alpha==1.0", await FrozenAsync());
        Krait.Environment["UV_RESOLUTION"] = "highest";
        await InstallAsync("--reinstall", "-U", "alpha");
        Assert.Equal("alpha==2.0", await FrozenAsync());
        await InstallAsync("--resolution", "lowest", "-U", "alpha");
        Assert.Equal("alpha==1.0", await FrozenAsync());
    }

    [Fact]
    public async Task Files_are_left_alone_on_request()
    {
        Folder.Write("uv.toml", "cache-dir = \"elsewhere\"\n");
        Krait.Environment.Remove("KRAIT_CACHE_DIR");
        Assert.Equal(Folder["elsewhere"] + "\n", (await RunAsync("cache", "dir")).Output);
        Assert.Equal(
            Path.Combine(Krait.Home, ".cache/krait") + "\n",
            (await RunAsync("cache", "dir", "--no-config")).Output
        );
    }

    [Fact]
    public async Task A_broken_project_file_is_a_warning_and_a_broken_settings_file_an_error()
    {
        Folder.Write("pyproject.toml", "[tool.uv\n");
        var result = await RunAsync("cache", "dir");
        Assert.StartsWith(
            "warning: Failed to parse `pyproject.toml` during settings discovery",
            result.Error,
            StringComparison.Ordinal
        );
        Folder.Write("uv.toml", "= 1\n");
        result = (await Krait.RunAsync("cache", "dir")).Expect(2);
        Assert.StartsWith("error: Failed to parse: ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_variable_lists_indexes_between_any_white_space()
    {
        var other = Server.CreateIndex();
        other.Add(new WheelBuilder("beta", "1.0"));
        Publish("alpha 1.0\n");
        Krait.Environment["KRAIT_INDEX"] = $"\n  {Index.Url}\n\t{other.Url}\n";
        Krait.Environment["KRAIT_DEFAULT_INDEX"] = "http://127.0.0.1:9/simple";
        await MakeEnvironmentAsync();
        await InstallAsync("alpha", "beta");
    }

    [Theory]
    [InlineData("uv.toml", "")]
    [InlineData("pyproject.toml", "[tool.uv]\n")]
    public async Task Limits_and_replacements_of_the_settings_hold_for_what_resolves(string file, string head)
    {
        Publish("alpha 1.0\n    beta\nalpha 2.0\n    beta\nbeta 1.0\nbeta 2.0\ngamma 1.0\n");
        Folder.Write(
            file,
            $"{head}constraint-dependencies = [\"beta<2\"]\noverride-dependencies = [\"alpha==1.0\"]\n"
                + "exclude-dependencies = [\"gamma\"]\n"
        );
        Folder.Write("r.in", "alpha\n");
        var compiled = await RunAsync("pip", "compile", "r.in", "--no-header");
        Assert.Equal(
            "alpha==1.0\n    # via\n    #   --override (workspace)\n    #   -r r.in\n"
                + "beta==1.0\n    # via\n    #   -c (workspace)\n    #   alpha\n",
            compiled.Output
        );
        await MakeEnvironmentAsync();
        await InstallAsync("alpha");
        Assert.Equal("alpha==1.0 beta==1.0", await FrozenAsync());
    }

    [Fact]
    public async Task A_limit_of_the_settings_that_is_none()
    {
        Folder.Write("uv.toml", "constraint-dependencies = [\"alpha ???\"]\n");
        await MakeEnvironmentAsync();
        var result = (await Krait.RunAsync("pip", "install", "alpha")).Expect(2);
        Assert.Contains("`constraint-dependencies`", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credentials_of_one_mention_of_an_index_count_for_all()
    {
        Publish("alpha 1.0\n");
        Index.Credentials = ("user", "secret");
        await MakeEnvironmentAsync();
        await InstallAsync("alpha", "--index", Index.Url, "--default-index", Index.UrlWith("user", "secret"));
    }

    [Fact]
    public async Task Folders_of_archives_stand_in_one_value_between_commas()
    {
        foreach (
            var (name, folder) in (ReadOnlySpan<(string, string)>)
                [("alpha", "one"), ("beta", "two"), ("gamma", "th,ree")]
        )
            new WheelBuilder(name, "1.0").Build().WriteTo(Directory.CreateDirectory(Folder[folder]).FullName);
        await MakeEnvironmentAsync();
        string[] links = ["--no-index", "--find-links", "one,two", "--find-links", "th,ree"];
        await InstallAsync([.. links, "alpha", "beta", "gamma"]);
    }

    [Fact]
    public async Task A_setting_of_another_type_is_refused_in_a_settings_file_and_leaves_a_project_file_out()
    {
        Publish("alpha 1.0\n");
        await MakeEnvironmentAsync();
        Folder.Write("pyproject.toml", "[tool.uv]\nno-index = 5\n");
        var result = await RunAsync("pip", "install", "alpha");
        Assert.Contains(
            "line 2, column 12: invalid type: an integer, expected a boolean",
            result.Error,
            StringComparison.Ordinal
        );
        Folder.Write("uv.toml", "[pip]\nfind-links = \"here\"\n");
        result = (await Krait.RunAsync("pip", "install", "alpha")).Expect(2);
        Assert.Contains("invalid type: a string, expected an array", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("uv.toml", "no-indx = true\n[pip]\nno-depps = true\nno-deps = true\n", 1, 3)]
    [InlineData(
        "pyproject.toml",
        "[tool.uv]\nno-indx = true\npip.no-depps = true\npip.no-deps = true\n",
        2,
        3
    )]
    public async Task A_setting_that_is_not_known_is_warned_of(string file, string text, int one, int other)
    {
        Publish("alpha 1.0\n  beta\nbeta 1.0\n");
        Folder.Write(file, text);
        await MakeEnvironmentAsync();
        var result = await RunAsync("pip", "install", "alpha");
        Assert.Contains(
            $"warning: Unknown setting `no-indx` in line {one} of `{file}`\n"
                + $"warning: Unknown setting `no-depps` in line {other} of `{file}`\n",
            result.Error,
            StringComparison.Ordinal
        );
        Assert.Equal("alpha==1.0", await FrozenAsync());
    }

    [Fact]
    public async Task Settings_for_single_packages_are_tables()
    {
        Publish("alpha 1.0\nalpha 2.0a1\nbeta 1.0\nbeta 2.0a1\n");
        Folder.Write("uv.toml", "[prerelease-package]\nalpha = \"allow\"\n");
        await MakeEnvironmentAsync();
        await InstallAsync("alpha", "beta");
        Assert.Equal("alpha==2.0a1 beta==1.0", await FrozenAsync());
    }

    [Fact]
    public async Task Hashes_are_not_checked_where_the_settings_say_so()
    {
        Publish("alpha 1.0\n");
        Folder.Write("r.txt", $"alpha==1.0 --hash=sha256:{new string('0', 64)}\n");
        await MakeEnvironmentAsync();
        (await Krait.RunAsync("pip", "install", "-r", "r.txt")).Expect(1);
        Folder.Write("uv.toml", "[pip]\nverify-hashes = false\n");
        await InstallAsync("-r", "r.txt");
    }

    [Theory]
    [InlineData("no-binary = true")]
    [InlineData("no-binary-package = [\"alpha\"]")]
    public async Task Wheels_are_not_taken_where_the_settings_say_so(string setting)
    {
        Publish("alpha 1.0\n");
        Folder.Write("uv.toml", setting + "\n");
        await MakeEnvironmentAsync();
        (await Krait.RunAsync("pip", "install", "alpha")).Expect(1);
    }

    [Fact]
    public async Task Variables_of_options_that_a_command_lacks_do_not_count()
    {
        Publish("alpha 1.0\nbeta 1.0\n");
        Folder.Write("r.txt", "alpha==1.0\nbeta==1.0\n");
        Folder.Write("x.txt", "beta\n");
        Folder.Write("o.txt", "alpha==9\n");
        await MakeEnvironmentAsync();
        Krait.Environment["KRAIT_EXCLUDE"] = "x.txt";
        Krait.Environment["KRAIT_OVERRIDE"] = "o.txt";
        Krait.Environment["KRAIT_RESOLUTION"] = "bogus";
        Krait.Environment["KRAIT_PRERELEASE"] = "bogus";
        await RunAsync("pip", "sync", "r.txt");
        Assert.Equal("alpha==1.0 beta==1.0", await FrozenAsync());
    }
}
