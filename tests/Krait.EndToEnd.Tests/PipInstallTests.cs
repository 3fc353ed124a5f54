using System.Text.Json;

namespace Krait.EndToEnd.Tests;

public sealed class PipInstallTests(SharedIndexServer shared) : CommandTest(shared)
{
    private const string Web = """
        web 1.0
            core>=1
            [fast] speed
        web 2.0
            core>=2
            windows-only ; sys_platform == 'win32'
            [fast] speed>=1
        core 1.0
        core 2.0
        speed 1.0
        """;

    [Fact]
    public async Task Installs_what_is_asked_for_and_all_it_needs()
    {
        Publish(Web);
        await MakeEnvironmentAsync();
        var result = await InstallAsync("web[fast]");
        Assert.Equal("", result.Output);
        Assert.Equal(
            "Resolved 3 packages in [time]\nPrepared 3 packages in [time]\nInstalled 3 packages in [time]\n + core==2.0\n + speed==1.0\n + web==2.0\n",
            Normal(result.Error)
        );
        Assert.Equal("core==2.0 speed==1.0 web==2.0", await FrozenAsync());
    }

    [Fact]
    public async Task Goes_back_to_an_older_version_where_the_newest_do_not_fit_together()
    {
        Publish(
            """
            app 1.0
                left
                right
            left 2.0
                shared>=2
            left 1.0
                shared<2
            right 1.0
                shared<2
            shared 1.0
            shared 2.0
            """
        );
        await MakeEnvironmentAsync();
        await InstallAsync("app");
        Assert.Equal("app==1.0 left==1.0 right==1.0 shared==1.0", await FrozenAsync());
    }

    [Fact]
    public async Task What_is_there_already_is_not_looked_up_again()
    {
        Publish(Web);
        await MakeEnvironmentAsync();
        await InstallAsync("web");
        Index.ForgetRequests();
        var before = State();
        var result = await InstallAsync("web>=1", "core");
        Assert.Equal("Checked 2 packages in [time]\n", Normal(result.Error));
        Assert.Empty(Index.Requests);
        Assert.Equal(before, State());
    }

    [Theory]
    [InlineData("077", "022")]
    [InlineData("022", "077")]
    public async Task Permissions_follow_the_umask_of_the_command_not_of_the_one_that_filled_the_cache(
        string first,
        string second
    )
    {
        Index.Add(new WheelBuilder("tool", "1.0").Script("tool", "tool:main"));
        foreach (var umask in (string[])[first, second])
        {
            Krait.Prefix = ["sh", "-c", $"umask {umask}; exec \"$@\"", "sh"];
            await MakeEnvironmentAsync();
            await InstallAsync("tool");
            var left = ~Convert.ToInt32(umask, 8);
            foreach (
                var (name, wanted) in ((string, int)[])[("__init__.py", 0x1B6), ("tool-1.0.dist-info", 0x1FF)]
            )
            {
                var path = Directory.EnumerateFileSystemEntries(
                    Folder[".venv/lib"],
                    name,
                    SearchOption.AllDirectories
                );
                Assert.Equal((UnixFileMode)(wanted & left), File.GetUnixFileMode(Assert.Single(path)));
            }
            Directory.Delete(Folder[".venv"], recursive: true);
        }
    }

    [Fact]
    public async Task An_entry_point_runs()
    {
        Index.Add(new WheelBuilder("tool", "1.0").Script("tool", "tool:main"));
        await MakeEnvironmentAsync();
        await InstallAsync("tool");
        var program = new KraitProcess(Folder[".venv/bin/tool"], Folder.Path);
        Assert.Equal("tool 1.0\n", (await program.RunAsync()).Expect(0).Output);
    }

    [Fact]
    public async Task Keeps_what_is_installed_unless_an_upgrade_is_asked_for()
    {
        Publish(Web);
        await MakeEnvironmentAsync();
        await InstallAsync("web==1.0", "core==1.0");
        await InstallAsync("web");
        Assert.Equal("core==1.0 web==1.0", await FrozenAsync());
        var result = await InstallAsync("-U", "web");
        Assert.EndsWith(
            " - core==1.0\n + core==2.0\n - web==1.0\n + web==2.0\n",
            result.Error,
            StringComparison.Ordinal
        );
        Assert.Equal("core==2.0 web==2.0", await FrozenAsync());
    }

    [Fact]
    public async Task Upgrades_one_package_and_leaves_the_others()
    {
        Publish(Web);
        await MakeEnvironmentAsync();
        await InstallAsync("web==1.0", "core==1.0", "speed");
        await InstallAsync("-P", "core", "web", "core");
        Assert.Equal("core==2.0 speed==1.0 web==1.0", await FrozenAsync());
    }

    [Fact]
    public async Task A_dry_run_says_what_would_be_done_and_does_nothing()
    {
        Publish(Web);
        await MakeEnvironmentAsync();
        await InstallAsync("core==1.0");
        var before = State();
        var result = await InstallAsync("--dry-run", "web");
        Assert.Equal(
            "Resolved 2 packages in [time]\nWould download 2 packages\nWould uninstall 1 package\nWould install 2 packages\n - core==1.0\n + core==2.0\n + web==2.0\n",
            Normal(result.Error)
        );
        Assert.Equal(before, State());
    }

    [Fact]
    public async Task Check_exits_with_1_where_something_would_change()
    {
        Publish(Web);
        await MakeEnvironmentAsync();
        var result = (await Krait.RunAsync("pip", "install", "--check", "core")).Expect(1);
        Assert.EndsWith(" + core==2.0\n", result.Error, StringComparison.Ordinal);
        await InstallAsync("core");
        result = await InstallAsync("--check", "core");
        Assert.EndsWith("Would make no changes\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reports_as_json()
    {
        Publish(Web);
        await MakeEnvironmentAsync();
        var result = await InstallAsync("--output-format", "json", "web");
        using var report = JsonDocument.Parse(result.Output);
        var changes = report.RootElement.GetProperty("changes");
        Assert.Equal(2, changes.GetArrayLength());
        Assert.Equal("core", changes[0].GetProperty("name").GetString());
        Assert.Equal("installed", changes[0].GetProperty("action").GetString());
        Assert.False(report.RootElement.GetProperty("dry_run").GetBoolean());
    }

    [Fact]
    public async Task Installs_again_when_asked_to()
    {
        Publish(Web);
        await MakeEnvironmentAsync();
        await InstallAsync("core==1.0");
        var file = Path.Combine(SitePackages, "core", "__init__.py");
        File.Delete(file);
        var result = await InstallAsync("--reinstall", "core==1.0");
        Assert.EndsWith(" ~ core==1.0\n", result.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(file));
    }

    [Fact]
    public async Task Reads_requirements_constraints_and_overrides_from_files()
    {
        Publish(Web);
        await MakeEnvironmentAsync();
        Folder.Write("sub/more.txt", "core\n");
        Folder.Write("requirements.txt", "web  # the program\n-r sub/more.txt\n");
        Folder.Write("limits.txt", "web<2\n");
        Folder.Write("force.txt", "core==1.0\n");
        await InstallAsync("-r", "requirements.txt", "-c", "limits.txt", "--override", "force.txt");
        Assert.Equal("core==1.0 web==1.0", await FrozenAsync());
    }

    [Fact]
    public async Task Reads_requirements_from_standard_input()
    {
        Publish(Web);
        await MakeEnvironmentAsync();
        (await Krait.RunAsync(["pip", "install", "-r", "-"], "core==1.0\n")).Expect(0);
        Assert.Equal("core==1.0", await FrozenAsync());
    }

    [Fact]
    public async Task Leaves_dependencies_out_on_request()
    {
        Publish(Web);
        await MakeEnvironmentAsync();
        await InstallAsync("--no-deps", "web");
        Assert.Equal("web==2.0", await FrozenAsync());
    }

    [Fact]
    public async Task Exact_removes_what_is_not_wanted()
    {
        Publish(Web);
        await MakeEnvironmentAsync();
        await InstallAsync("web", "speed");
        await InstallAsync("--exact", "core");
        Assert.Equal("core==2.0", await FrozenAsync());
    }

    [Fact]
    public async Task Installs_from_a_folder_without_any_index()
    {
        new WheelBuilder("alone", "1.0").Build().WriteTo(Folder["wheels"]);
        await MakeEnvironmentAsync();
        await InstallAsync("--no-index", "--find-links", "wheels", "alone");
        Assert.Equal("alone==1.0", await FrozenAsync());
        Assert.Empty(Index.Requests);
    }

    [Fact]
    public async Task Installs_a_wheel_by_path_and_sees_when_it_was_built_again()
    {
        var wheel = new WheelBuilder("local", "1.0").File("local.py", "x = 1\n").Build();
        wheel.WriteTo(Folder.Path);
        await MakeEnvironmentAsync();
        var result = await InstallAsync("./" + wheel.FileName);
        Assert.EndsWith(
            $" + local==1.0 (from file://{Folder.Path}/{wheel.FileName})\n",
            result.Error,
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "Checked 1 package",
            (await InstallAsync("./" + wheel.FileName)).Error,
            StringComparison.Ordinal
        );
        new WheelBuilder("local", "1.0").File("local.py", "x = 2\n").Build().WriteTo(Folder.Path);
        await InstallAsync("./" + wheel.FileName);
        Assert.Equal("x = 2\n", await File.ReadAllTextAsync(Path.Combine(SitePackages, "local.py")));
    }

    [Fact]
    public async Task Installs_a_wheel_by_address()
    {
        var wheel = new WheelBuilder("remote", "1.0").Build();
        Index.Add(wheel);
        await MakeEnvironmentAsync();
        await InstallAsync($"remote @ {Index.FileUrl(wheel.FileName)}");
        Assert.Equal($"remote @ {Index.FileUrl(wheel.FileName)}#sha256={wheel.Sha256}", await FrozenAsync());
    }

    [Fact]
    public async Task A_warm_cache_needs_no_network()
    {
        Publish(Web);
        await MakeEnvironmentAsync();
        await InstallAsync("web[fast]");
        await RunAsync("venv", "--clear");
        Index.ForgetRequests();
        var result = await InstallAsync("--offline", "web[fast]");
        Assert.DoesNotContain("Prepared", result.Error, StringComparison.Ordinal);
        Assert.Equal("core==2.0 speed==1.0 web==2.0", await FrozenAsync());
        Assert.Empty(Index.Requests);
    }

    [Fact]
    public async Task Without_cache_nothing_is_left_behind()
    {
        Publish(Web);
        await MakeEnvironmentAsync();
        Directory.Delete(Krait.CacheFolder, recursive: true);
        await InstallAsync("--no-cache", "web");
        Assert.False(Directory.Exists(Krait.CacheFolder));
    }

    [Fact]
    public async Task Installs_through_a_secure_index_with_http_2()
    {
        var secure = Server.CreateIndex(Web, secure: true);
        Krait.Environment["SSL_CERT_FILE"] = Server.AuthorityFile!;
        await MakeEnvironmentAsync();
        await InstallAsync("--default-index", secure.Url, "web");
        Assert.Equal("core==2.0 web==2.0", await FrozenAsync());
        Assert.All(secure.Requests, request => Assert.Equal("HTTP/2", request.Protocol));
    }

    [Fact]
    public async Task Credentials_of_the_index_are_used_and_never_shown()
    {
        Publish(Web);
        Index.Credentials = ("reader", "s3cret/%");
        await MakeEnvironmentAsync();
        var result = await InstallAsync("-v", "--default-index", Index.UrlWith("reader", "s3cret/%"), "web");
        Assert.DoesNotContain("s3cret", result.Error, StringComparison.Ordinal);
        Assert.Equal("core==2.0 web==2.0", await FrozenAsync());
    }

    [Fact]
    public async Task Installs_into_a_folder()
    {
        Publish(Web);
        await MakeEnvironmentAsync();
        await InstallAsync("--target", "bundle", "web");
        Assert.True(File.Exists(Folder["bundle/core/__init__.py"]));
        Assert.Equal("", await FrozenAsync());
        var result = await RunAsync("pip", "list", "--target", "bundle", "--format", "freeze");
        Assert.Equal("core==2.0\nweb==2.0\n", result.Output);
    }

    [Fact]
    public async Task A_requirement_with_hashes_takes_only_that_file()
    {
        var good = new WheelBuilder("core", "1.0").Build();
        Index.Add(good);
        await MakeEnvironmentAsync();
        Folder.Write("wrong.txt", $"core==1.0 --hash=sha256:{new string('0', 64)}\n");
        var before = State();
        var result = (await Krait.RunAsync("pip", "install", "-r", "wrong.txt")).Expect(1);
        Assert.Contains("Hash mismatch", result.Error, StringComparison.Ordinal);
        Assert.Equal(before, State());
        Folder.Write("right.txt", $"core==1.0 --hash=sha256:{good.Sha256}\n");
        await InstallAsync("--require-hashes", "-r", "right.txt");
        Assert.Equal("core==1.0", await FrozenAsync());
    }

    [Fact]
    public async Task Required_hashes_must_be_there()
    {
        Publish(Web);
        await MakeEnvironmentAsync();
        var result = await Krait.RunAsync("pip", "install", "--require-hashes", "core==1.0");
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("core==1.0", result.Error, StringComparison.Ordinal);
        result = await Krait.RunAsync("pip", "install", "--require-hashes", "core");
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("pinned", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Installing_again_asks_the_index_again()
    {
        Publish("core 1.0\nweb 1.0\n");
        await MakeEnvironmentAsync();
        await InstallAsync("core", "web");
        Publish("core 2.0\nweb 2.0\n");
        await InstallAsync("--reinstall-package", "web", "core", "web");
        Assert.Equal("core==1.0 web==2.0", await FrozenAsync());
        await InstallAsync("--reinstall", "core", "web");
        Assert.Equal("core==2.0 web==2.0", await FrozenAsync());
    }

    [Fact]
    public async Task A_yanked_release_is_taken_only_where_it_is_pinned()
    {
        Publish("core 1.0\ncore 2.0 yanked\n");
        await MakeEnvironmentAsync();
        await InstallAsync("core");
        Assert.Equal("core==1.0", await FrozenAsync());
        var result = await InstallAsync("core==2.0");
        Assert.Contains("yanked", result.Error, StringComparison.Ordinal);
        Assert.Equal("core==2.0", await FrozenAsync());
    }

    [Theory]
    [InlineData("wheels/core-1.0-py3-none-any.whl", true)]
    [InlineData("wheels/core-1.0-py3-none-any.whl[more]", true)]
    [InlineData("./wheels/core-1.0-py3-none-any.whl ; python_version >= '3'", true)]
    [InlineData("./wheels/core-1.0-py3-none-any.whl ; python_version < '3'", false)]
    public async Task Paths_of_the_command_line_may_have_extras_and_conditions(
        string argument,
        bool isInstalled
    )
    {
        Directory.CreateDirectory(Folder["wheels"]);
        var wheel = new WheelBuilder("core", "1.0").Build();
        await File.WriteAllBytesAsync(Folder["wheels/core-1.0-py3-none-any.whl"], wheel.Bytes);
        await MakeEnvironmentAsync();
        await InstallAsync(argument);
        Assert.Equal(isInstalled, Directory.Exists(Path.Combine(SitePackages, "core-1.0.dist-info")));
    }

    [Fact]
    public async Task A_path_on_the_command_line_is_taken_as_it_is()
    {
        var wheel = new WheelBuilder("alpha", "1.0+local.1").Build();
        await MakeEnvironmentAsync();
        foreach (var folder in (string[])["c# and more", "a;b", "x[y]", "at @ home", "50%20 of#1"])
        {
            Directory.CreateDirectory(Folder[folder]);
            await File.WriteAllBytesAsync(Folder[$"{folder}/{wheel.FileName}"], wheel.Bytes);
            await InstallAsync("--no-index", $"./{folder}/{wheel.FileName}");
            var frozen = (await RunAsync("pip", "freeze")).Output;
            await RunAsync("pip", "uninstall", "alpha");
            await File.WriteAllTextAsync(Folder["r.txt"], frozen);
            await InstallAsync("--no-index", "-r", "r.txt");
            Assert.Equal(frozen, (await RunAsync("pip", "freeze")).Output);
        }
    }
}
