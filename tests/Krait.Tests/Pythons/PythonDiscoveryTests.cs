using Krait.Environments;
using Krait.Pythons;

namespace Krait.Tests.Pythons;

public sealed class PythonDiscoveryTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_does_not_answer_is_passed_over()
    {
        var real = InstalledPythons.Need("3.12");
        var bad = Folder("bad");
        File.CreateSymbolicLink(Path.Combine(bad, "python3.12"), "/no/such/python");
        Script(Path.Combine(bad, "python3"), "exit 127");
        Script(Path.Combine(bad, "python"), "echo nonsense; echo '{\"version\": \"3.12\"}'");
        Directory.CreateDirectory(Path.Combine(bad, "python3.11"));
        File.WriteAllText(Path.Combine(bad, "python3.13"), "not executable");
        var good = Folder("good");
        File.CreateSymbolicLink(Path.Combine(good, "python3.12"), real);
        var discovery = Discovery(path: [bad, Path.Combine(_folder.Path, "absent"), "", good]);
        var found = discovery.Find(Request("3.12"), EnvironmentPreference.Any);
        Assert.Equal(Path.Combine(good, "python3.12"), found.Interpreter.Executable);
        Assert.Equal(
            found.Interpreter,
            discovery.Find(PythonRequest.Default, EnvironmentPreference.Any).Interpreter
        );
    }

    [Fact]
    public void Old_interpreters_in_front_do_not_end_the_search()
    {
        var old = Folder("old");
        File.CreateSymbolicLink(Path.Combine(old, "python"), InstalledPythons.Need("2.7"));
        File.CreateSymbolicLink(Path.Combine(old, "python3"), InstalledPythons.Need("3.6"));
        var recent = Folder("new");
        File.CreateSymbolicLink(Path.Combine(recent, "python3.12"), InstalledPythons.Need("3.12"));
        File.CreateSymbolicLink(Path.Combine(recent, "python3"), InstalledPythons.Need("3.10"));
        var discovery = Discovery(path: [old, recent]);
        Assert.Equal("3.12", Minor(discovery, "3.12"));
        Assert.Equal("3.10", Minor(discovery, ">=3.10,<3.11"));
        Assert.Equal("3.10", Minor(discovery, ">=3.10"));
        Assert.Equal("3.6", Minor(discovery, ">=3"));
        Assert.Equal("2.7", Minor(discovery, "2.7"));
        var error = Assert.Throws<PythonNotFoundException>(() =>
            discovery.Find(Request("3.99"), EnvironmentPreference.Any)
        );
        Assert.Equal(
            "No interpreter found for Python 3.99 in virtual environments, managed installations, or search path",
            error.Message
        );
        Assert.Equal(2, error.ExitCode);
    }

    [Fact]
    public void Shims_are_looked_behind_and_never_run()
    {
        var root = Path.Combine(_folder.Path, "pyenv");
        var shims = Folder("pyenv/shims");
        foreach (var name in new[] { "python", "python3", "python3.12", "python3.10" })
            Script(Path.Combine(shims, name), $"touch {_folder.Path}/ran; exit 127");
        foreach (var (full, minor) in new[] { ("3.10.13", "3.10"), ("3.12.1", "3.12") })
        {
            var bin = Folder($"pyenv/versions/{full}/bin");
            File.CreateSymbolicLink(Path.Combine(bin, "python3"), InstalledPythons.Need(minor));
            File.CreateSymbolicLink(Path.Combine(bin, $"python{minor}"), InstalledPythons.Need(minor));
        }

        File.WriteAllText(Path.Combine(root, "version"), "3.10.13\n");
        var discovery = Discovery(path: [shims]);
        Assert.Equal("3.10", Minor(discovery, ""));
        Assert.Equal("3.12", Minor(discovery, "3.12"));
        Assert.Equal("3.12", Minor(discovery, ">=3.11"));
        Assert.Equal("3.12", Minor(Discovery(path: [shims], pyenvVersion: "3.12.1:3.10.13"), ""));
        File.WriteAllText(Path.Combine(_folder.Path, ".python-version"), "3.12\n");
        Assert.Equal("3.12", Minor(Discovery(path: [shims]), ""));
        File.WriteAllText(Path.Combine(_folder.Path, ".python-version"), "system\n");
        Assert.Equal("3.12", Minor(Discovery(path: [shims]), ""));
        Assert.False(File.Exists(Path.Combine(_folder.Path, "ran")));
    }

    [Fact]
    public void The_active_environment_comes_first_then_conda_then_the_nearest()
    {
        var nearest = Environment(".venv");
        var active = Environment("active");
        var conda = Environment("conda");
        var basis = Environment("miniforge3");
        string Found(string? virtualEnvironment, string? condaPrefix, string? condaName) =>
            Discovery(virtualEnvironment: virtualEnvironment, condaPrefix: condaPrefix, condaName: condaName)
                .Find(PythonRequest.Default, EnvironmentPreference.ExplicitSystem)
                .Interpreter.Prefix;
        Assert.Equal(active, Found(active, conda, "conda"));
        Assert.Equal(conda, Found(null, conda, "conda"));
        Assert.Equal(nearest, Found(null, basis, "base"));
        Assert.Equal(nearest, Found(null, basis, "other"));
        Assert.Equal(nearest, Found("/no/such/folder", null, null));
        Directory.Delete(nearest, recursive: true);
        Assert.Equal(basis, Found(null, basis, "base"));
        Assert.Null(Discovery().TryFind(PythonRequest.Default, EnvironmentPreference.ExplicitSystem));
    }

    [Fact]
    public void A_broken_environment_is_named_and_nothing_else_taken()
    {
        var root = Environment(".venv");
        File.Delete(Path.Combine(root, "bin", "python"));
        File.CreateSymbolicLink(Path.Combine(root, "bin", "python"), "/no/such/python");
        var path = Path.GetDirectoryName(InstalledPythons.Need("3.12"))!;
        var discovery = Discovery(path: [path]);
        var error = Assert.Throws<EnvironmentException>(() =>
            discovery.Find(PythonRequest.Default, EnvironmentPreference.Any)
        );
        Assert.Equal(
            "Failed to inspect Python interpreter from virtual environment at `.venv/bin/python`",
            error.Message
        );
        Assert.Equal(
            "Broken symlink at `.venv/bin/python`, was the underlying Python interpreter removed?",
            error.InnerException?.Message
        );
        Assert.Throws<EnvironmentException>(() =>
            discovery.Find(PythonRequest.Parse(".venv", _folder.Path), EnvironmentPreference.Any)
        );
        Assert.NotNull(discovery.TryFindWorking(PythonRequest.Default, EnvironmentPreference.Any));
        Assert.NotEmpty(discovery.FindAll(PythonRequest.Any, EnvironmentPreference.Any));
    }

    [Fact]
    public void A_file_redirects_to_an_environment()
    {
        var real = Environment("envs/real");
        var file = Path.Combine(_folder.Path, ".venv");
        File.WriteAllText(file, "envs/real\n");
        var below = Folder("src/deep");
        Assert.Equal(real, Discovery(workingDirectory: below).NearestEnvironment());
        File.WriteAllText(file, " \n");
        Assert.Throws<EnvironmentException>(() => Discovery().NearestEnvironment());
        File.WriteAllText(file, "elsewhere");
        Assert.Throws<EnvironmentException>(() => Discovery().NearestEnvironment());
    }

    [Fact]
    public void The_installation_behind_a_link_is_found_and_a_stable_name_kept()
    {
        var numbered = Installation("opt/3.12.1");
        var tools = Folder("tools");
        File.CreateSymbolicLink(Path.Combine(tools, "python3"), Path.Combine(numbered, "python3.12"));
        var interpreter = Discovery().Inspect(Path.Combine(tools, "python3"));
        Assert.Equal(Path.Combine(_folder.Path, "opt/3.12.1"), interpreter.BasePrefix);
        Assert.Equal(Path.Combine(tools, "python3"), interpreter.Executable);

        File.CreateSymbolicLink(Path.Combine(_folder.Path, "opt/3.12"), "3.12.1");
        interpreter = Discovery().Inspect(Path.Combine(_folder.Path, "opt/3.12/bin/python3.12"));
        Assert.Equal(Path.Combine(_folder.Path, "opt/3.12"), interpreter.BasePrefix);
    }

    [Fact]
    public void An_environment_at_hand_may_be_of_a_free_threaded_build()
    {
        var python = Path.Combine(Environment("env"), "bin", "python");
        File.Delete(python);
        var build = Path.Combine(Folder("build"), "python3.12");
        var script = "import sysconfig; sysconfig.get_config_vars()['Py_GIL_DISABLED'] = 1\n$5";
        Script(build, $"exec {InstalledPythons.Need("3.12")} $1 $2 $3 -c \"{script}\"");
        File.CreateSymbolicLink(python, build);
        var discovery = Discovery(virtualEnvironment: Path.Combine(_folder.Path, "env"));
        var found = discovery.Find(PythonRequest.Default, EnvironmentPreference.Any);
        Assert.Equal(PythonSource.ActiveEnvironment, found.Source);
        Assert.True(found.Interpreter.IsFreeThreaded);
        // A version alone means a usual build.
        Assert.Throws<PythonNotFoundException>(() =>
            discovery.Find(Request("3.12"), EnvironmentPreference.Any)
        );
    }

    [Fact]
    public void Facts_are_kept_and_a_changed_program_is_looked_at_again()
    {
        var bin = Folder("bin");
        var link = Path.Combine(bin, "python3");
        File.CreateSymbolicLink(link, InstalledPythons.Need("3.12"));
        var cache = Path.Combine(_folder.Path, "cache");
        Assert.Equal("3.12", Minor(Discovery(path: [bin], cache: cache), ""));
        var record = Assert.Single(Directory.GetFiles(cache));
        File.Delete(link);
        File.CreateSymbolicLink(link, InstalledPythons.Need("3.10"));
        Assert.Equal("3.10", Minor(Discovery(path: [bin], cache: cache), ""));
        File.WriteAllText(record, "damaged");
        Assert.Equal("3.10", Minor(Discovery(path: [bin], cache: cache), ""));
    }

    [Fact]
    public void An_owner_s_word_on_manylinux_counts_where_it_is_seen()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a matter of Linux");
        const string Refusal = "def manylinux_compatible(*tag):\n    return False\n";
        const string Consent = "def manylinux_compatible(*tag):\n    return None\n";
        var opt = Path.GetDirectoryName(Installation("opt"))!;
        var packages = Folder("opt/lib/python3.12/site-packages");
        var cache = Path.Combine(_folder.Path, "cache");
        var wheel = Krait.Tags.WheelFileName.Parse(
            "alpha-1.0-py3-none-manylinux2014_x86_64.manylinux2014_aarch64.whl"
        );

        bool Takes(string executable) =>
            Discovery(cache: cache).Inspect(executable).Tags.TryRank(wheel, out _);

        string Make(string name, bool seesSystem)
        {
            EnvironmentCreator.Create(
                new EnvironmentOptions
                {
                    Path = Path.Combine(_folder.Path, name),
                    Interpreter = Discovery(cache: cache).Inspect(Path.Combine(opt, "bin/python3.12")),
                    ToolVersion = "1",
                    SystemSitePackages = seesSystem,
                }
            );
            return Path.Combine(_folder.Path, name, "bin/python");
        }

        var own = Make("own", seesSystem: false);
        var shared = Make("shared", seesSystem: true);
        Assert.True(Takes(own) && Takes(shared) && Takes(Path.Combine(opt, "bin/python3.12")));
        File.WriteAllText(Path.Combine(packages, "_manylinux.py"), Refusal);
        Assert.False(Takes(Path.Combine(opt, "bin/python3.12")));
        Assert.False(Takes(shared));
        Assert.True(Takes(own));
        var module = Path.Combine(_folder.Path, "own/lib/python3.12/site-packages/_manylinux.py");
        File.WriteAllText(module, Refusal);
        Assert.False(Takes(own));
        File.WriteAllText(module, Consent);
        Assert.True(Takes(own));
    }

    /// <summary>An installation of one's own: a copy of a real program beside links to its library; its folder of programs.</summary>
    private string Installation(string name)
    {
        var real = InstalledPythons.Need("3.12");
        var programs = Folder($"{name}/bin");
        var library = Folder($"{name}/lib/python3.12");
        var origin = new FileInfo(real).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? real;
        File.Copy(origin, Path.Combine(programs, "python3.12"));
        var source = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(origin))!, "lib", "python3.12");
        Assert.SkipUnless(File.Exists(Path.Combine(source, "os.py")), "the library lies elsewhere");
        foreach (var entry in Directory.GetFileSystemEntries(source))
        {
            if (Path.GetFileName(entry) != "site-packages")
                File.CreateSymbolicLink(Path.Combine(library, Path.GetFileName(entry)), entry);
        }
        return programs;
    }

    private static string Minor(PythonDiscovery discovery, string request)
    {
        var found = discovery.Find(Request(request), EnvironmentPreference.OnlySystem).Interpreter;
        return $"{found.Major}.{found.Minor}";
    }

    private static void Script(string path, string body)
    {
        File.WriteAllText(path, $"#!/bin/sh\n{body}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, (UnixFileMode)0x1ED);
    }

    private static PythonRequest Request(string text) => PythonRequest.Parse(text, "/no/such/folder");

    private string Folder(string name) =>
        Directory.CreateDirectory(Path.Combine(_folder.Path, name)).FullName;

    private string Environment(string name) =>
        EnvironmentCreator
            .Create(
                new EnvironmentOptions
                {
                    Path = Path.Combine(_folder.Path, name),
                    Interpreter = Discovery().Inspect(InstalledPythons.Need("3.12")),
                    ToolVersion = "1",
                }
            )
            .Root;

    private PythonDiscovery Discovery(
        string[]? path = null,
        string? virtualEnvironment = null,
        string? condaPrefix = null,
        string? condaName = null,
        string? pyenvVersion = null,
        string? workingDirectory = null,
        string? cache = null
    ) =>
        new(
            new PythonSurroundings
            {
                WorkingDirectory = workingDirectory ?? _folder.Path,
                SearchPath = path ?? [],
                VirtualEnvironment = virtualEnvironment,
                CondaPrefix = condaPrefix,
                CondaDefaultEnvironment = condaName,
                PyenvVersion = pyenvVersion,
                Environment = InstalledPythons.PlainEnvironment,
                CacheFolder = cache,
            }
        );
}
