namespace Krait.EndToEnd.Tests;

/// <summary><c>krait venv</c> as people see it: what it says, where, with which exit code, and what is there afterwards.</summary>
public sealed class VenvTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_says_what_it_does_on_standard_error()
    {
        var python = Python("3.12");
        var krait = Krait();
        var result = (await krait.RunAsync("venv", "-p", python)).Expect(0);
        Assert.Empty(result.Output);
        Assert.Matches(
            "^Using CPython 3\\.12\\.[0-9]+ interpreter at: .*python3\\.12\nCreating virtual environment at: \\.venv\nActivate with: source \\.venv/bin/activate\n$",
            result.Error
        );
        Assert.Equal(
            $"prompt = {Path.GetFileName(_folder.Path)}",
            File.ReadAllLines(_folder[".venv/pyvenv.cfg"])[^1]
        );
        result = (await krait.RunAsync("venv", "-q", "-p", python, "other")).Expect(0);
        Assert.Empty(result.Error);
        Assert.DoesNotContain(
            "prompt",
            File.ReadAllText(_folder["other/pyvenv.cfg"]),
            StringComparison.Ordinal
        );
    }

    /// <summary>Whether the signal is noticed before all is done is a race, but either way nothing half made is left.</summary>
    [Theory]
    [InlineData("TERM", 143, "symlinkat,symlink", 1)]
    [InlineData("INT", 130, "symlinkat,symlink", 2)]
    [InlineData("HUP", 129, "mkdirat", 2)]
    [InlineData("TERM", 143, "mkdirat", 4)]
    public async Task A_signal_leaves_the_whole_environment_or_nothing(
        string signal,
        int exitCode,
        string calls,
        int nth
    )
    {
        Assert.SkipUnless(Faults.CanTrace, "no strace here");
        var python = Python("3.12");
        var krait = Krait();
        (await krait.RunAsync("venv", "-q", "-p", python, "first")).Expect(0);
        krait.Prefix = Faults.Signal(signal, calls, nth);
        var result = await krait.RunAsync("venv", "-q", "-p", python, "deep/env");
        krait.Prefix = [];
        Assert.Contains(result.ExitCode, (int[])[0, exitCode]);
        Assert.DoesNotContain(
            Directory.EnumerateFileSystemEntries(_folder.Path, ".krait-new-*", SearchOption.AllDirectories),
            _ => true
        );
        if (result.ExitCode == 0)
            Assert.True(File.Exists(_folder["deep/env/pyvenv.cfg"]));
        else
            Assert.False(Directory.Exists(_folder["deep"]), result.ToString());
    }

    [Fact]
    public async Task What_is_there_is_kept_unless_told_otherwise()
    {
        var python = Python("3.12");
        var krait = Krait();
        (await krait.RunAsync("venv", "-p", python)).Expect(0);
        var kept = _folder[".venv/lib/python3.12/site-packages/kept.py"];
        File.WriteAllText(kept, "");
        var refused = (await krait.RunAsync("venv", "-p", python)).Expect(2);
        Assert.EndsWith(
            "error: Failed to create virtual environment\n  cause: A virtual environment already exists at: .venv\n\nhint: Use the `--clear` flag or set `KRAIT_VENV_CLEAR=1` to replace the existing virtual environment\n",
            refused.Error,
            StringComparison.Ordinal
        );
        (await krait.RunAsync("venv", "-p", python, "--allow-existing")).Expect(0);
        Assert.True(File.Exists(kept));
        krait.Environment["UV_VENV_CLEAR"] = "1";
        (await krait.RunAsync("venv", "-p", python)).Expect(0);
        Assert.False(File.Exists(kept));

        Directory.CreateDirectory(_folder["mine"]);
        File.WriteAllText(_folder["mine/work"], "");
        refused = (await krait.RunAsync("venv", "-p", python, "mine")).Expect(2);
        Assert.Contains(
            "will not clear a directory that is not a virtual environment",
            refused.Error,
            StringComparison.Ordinal
        );
        Assert.True(File.Exists(_folder["mine/work"]));
    }

    [Fact]
    public async Task The_version_file_and_the_project_choose_the_python()
    {
        var krait = Krait(Python("3.12"), Python("3.10"));
        File.WriteAllText(_folder[".python-version"], "\uFEFFmyproject\r\n3.10\r\n");
        var result = (await krait.RunAsync("venv", "a")).Expect(0);
        Assert.Contains(
            "Ignoring unsupported Python request `myproject` in version file: ",
            result.Error,
            StringComparison.Ordinal
        );
        Assert.Contains("Using CPython 3.10.", result.Error, StringComparison.Ordinal);

        File.WriteAllText(_folder["pyproject.toml"], "[project]\nname = 'x'\nrequires-python = '>=3.11'\n");
        result = (await krait.RunAsync("venv", "b")).Expect(0);
        Assert.Contains(
            "incompatible with the project's Python requirement: `>=3.11`",
            result.Error,
            StringComparison.Ordinal
        );
        File.Delete(_folder[".python-version"]);
        result = (await krait.RunAsync("venv", "c")).Expect(0);
        Assert.Contains("Using CPython 3.12.", result.Error, StringComparison.Ordinal);
        result = (await krait.RunAsync("venv", "d", "-p", "3.10", "--no-project")).Expect(0);
        Assert.DoesNotContain("warning", result.Error, StringComparison.Ordinal);
        File.WriteAllText(_folder[".python-version"], "3.99\n");
        result = (await krait.RunAsync("venv", "e")).Expect(2);
        Assert.Contains("No interpreter found for Python 3.99", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("requires-python = '^3.12'", "Using CPython 3.", "`^3.12`")]
    [InlineData("<<<<<<< HEAD", "Using CPython 3.", "pyproject.toml")]
    [InlineData("requires-python = '==3.12'", "Using CPython 3.12.", "is incompatible with")]
    [InlineData("requires-python = '==3.12.*'", "Using CPython 3.12.", null)]
    public async Task What_a_project_says_badly_of_python_is_told_and_no_obstacle(
        string line,
        string python,
        string? warning
    )
    {
        var krait = Krait(Python("3.10"), Python("3.12"));
        File.WriteAllText(_folder["pyproject.toml"], $"[project]\nname = 'x'\nversion = '1'\n{line}\n");
        var result = (await krait.RunAsync("venv")).Expect(0);
        Assert.Contains(python, result.Error, StringComparison.Ordinal);
        if (warning is null)
            Assert.DoesNotContain("warning", result.Error, StringComparison.Ordinal);
        else
            Assert.Contains(warning, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-p 3.99", "No interpreter found for Python 3.99 in managed installations or search path")]
    [InlineData(
        "-p nosuch",
        "No interpreter found for executable name `nosuch` in managed installations or search path"
    )]
    [InlineData("-p ./nosuch", "No interpreter found at path `./nosuch`")]
    [InlineData("-p 2.6", "Invalid version request: Python <3.6 is not supported but 2.6 was requested.")]
    public async Task A_python_that_is_not_there_is_named(string options, string message)
    {
        var result = (await Krait().RunAsync(["venv", .. options.Split(' ')])).Expect(2);
        Assert.StartsWith($"error: {message}\n", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder[".venv"]));
    }

    [Fact]
    public async Task A_read_only_place_leaves_nothing()
    {
        Assert.SkipWhen(Environment.UserName == "root", "nothing is read-only for root");
        var python = Python("3.12");
        Directory.CreateDirectory(_folder["locked"]);
        File.SetUnixFileMode(_folder["locked"], (UnixFileMode)0x16D);
        var result = (await Krait().RunAsync("venv", "-p", python, "locked/env")).Expect(2);
        Assert.Contains("Permission denied", result.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder["locked"]));
    }

    [Fact]
    public async Task Seeds_work_without_a_network()
    {
        var python = Python("3.12");
        var krait = Krait();
        (await krait.RunAsync("venv", "-p", python, "--seed", "--no-index", "a")).Expect(0);
        (await krait.RunAsync("virtualenv", "-p", python, "b")).Expect(0);
        foreach (var name in new[] { "a", "b" })
        {
            Assert.True(File.Exists(_folder[$"{name}/bin/pip"]));
            Assert.True(File.Exists(_folder[$"{name}/lib/python3.12/site-packages/pip/__init__.py"]));
        }
        Assert.Contains("seed = true", File.ReadAllText(_folder["a/pyvenv.cfg"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_python_of_a_command_is_shown()
    {
        var python = Python("3.12");
        var krait = Krait(python);
        Assert.Equal(
            Path.Combine(_folder.Path, "bin", "python3.12") + "\n",
            (await krait.RunAsync("python", "find")).Output
        );
        Assert.StartsWith(
            "3.12.",
            (await krait.RunAsync("python", "find", "--show-version", "3.12")).Output,
            StringComparison.Ordinal
        );
        (await krait.RunAsync("venv")).Expect(0);
        Assert.Equal(_folder[".venv/bin/python"] + "\n", (await krait.RunAsync("python", "find")).Output);
        Assert.Matches(
            "^cpython-3\\.12\\.[0-9]+-linux-[a-z0-9_]+-[a-z]+ +/.*python3\\.12 -> /",
            (await krait.RunAsync("python", "list")).Output
        );
        (await krait.RunAsync("python", "find", "3.99")).Expect(2);
    }

    /// <summary>A Krait whose search path holds these interpreters and no other.</summary>
    private KraitProcess Krait(params string[] pythons)
    {
        var bin = Directory.CreateDirectory(_folder["bin"]).FullName;
        foreach (var python in pythons)
            File.CreateSymbolicLink(Path.Combine(bin, Path.GetFileName(python)), python);
        var krait = new KraitProcess(_folder.Path);
        krait.Environment["KRAIT_PYTHON_SEARCH_PATH"] = bin;
        krait.Environment["SHELL"] = "/bin/bash";
        return krait;
    }

    /// <summary>An interpreter of this machine; the test skips where there is none.</summary>
    private static string Python(string version)
    {
        var folders = new List<string>();
        if (Environment.GetEnvironmentVariable("PYTHONS") is { Length: > 0 } named)
            folders.Add(named);
        folders.AddRange((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'));
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var pyenv = Path.Combine(home, ".pyenv", "versions");
        if (Directory.Exists(pyenv))
            folders.AddRange(
                Directory.GetDirectories(pyenv, version + ".*").Select(f => Path.Combine(f, "bin"))
            );
        var found = folders
            .Where(f => !f.EndsWith("/shims", StringComparison.Ordinal))
            .Select(f => Path.Combine(f, $"python{version}"))
            .FirstOrDefault(File.Exists);
        Assert.SkipWhen(found is null, $"no Python {version} on this machine");
        return found!;
    }
}
