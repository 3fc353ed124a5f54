using System.Text;
using Krait.Environments;
using Krait.Pythons;
using Krait.Storage;
using Krait.Tests.Pythons;

namespace Krait.Tests.Environments;

/// <summary>Activation and its undoing in every shell that is here, under names that shells take for code.</summary>
public sealed class ActivationTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<string> OddNames =>
        [
            "plain",
            "with blank",
            "a'b",
            "a\"b",
            "$HOME",
            "$(touch pwned)",
            "`touch pwned`",
            "a;touch pwned",
            "a&&b",
            "(x)",
            "[x]",
            "a!b",
            "!!",
            "100%",
            "é中🚒",
            "back\\slash",
            "end\\",
            "#hash",
            "'#'",
            "*",
            "~",
            "-x",
            " lead",
            "trail ",
            "{}",
            "@ROOT@",
            "${PATH}",
            "a\tb",
            "two\nlines",
        ];

    /// <summary>The shells that every machine for tests has, and those others that this one has.</summary>
    private static IEnumerable<string> Shells =>
        [
            "bash",
            "dash",
            "zsh",
            "fish",
            "tcsh",
            .. new[] { "pwsh", "nu", "xonsh" }.Where(s => File.Exists(ProgramOf(s))),
        ];

    public static TheoryData<string, string> ShellsAndNames()
    {
        var data = new TheoryData<string, string>();
        foreach (var shell in Shells)
        foreach (var name in OddNames)
            data.Add(shell, name.Data);
        return data;
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(ShellsAndNames))]
    public void Path_and_prompt_are_data(string shell, string name)
    {
        var root = Make(Path.Combine(_folder.Path, CanHoldInPath(shell, name) ? name : "env"), name);
        var lines = Run(shell, root);
        Assert.Equal(root, lines["env"]);
        Assert.Equal(root, lines["python"]);
        Assert.Equal(name, lines["prompt"]);
        // PowerShell puts its own folder before the others when it starts.
        Assert.EndsWith("/usr/bin:/bin", lines["path"], StringComparison.Ordinal);
        Assert.DoesNotContain(root, lines["path"], StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path, "pwned", SearchOption.AllDirectories));
    }

    // tcsh splits at line ends, PowerShell takes a backslash for a slash, xonsh follows variables.
    private static bool CanHoldInPath(string shell, string name) =>
        shell switch
        {
            "tcsh" => !name.Contains('\n'),
            "pwsh" => !name.Contains('\\'),
            "xonsh" => name != "$HOME",
            _ => true,
        };

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("dash")]
    public void A_shell_is_as_it_was_afterwards(string shell)
    {
        var root = Make(Path.Combine(_folder.Path, "env"), "p");
        var other = Make(Path.Combine(_folder.Path, "other"), "q");
        string[] starts =
        [
            "unset PS1 PYTHONHOME",
            "PS1=; PYTHONHOME=; export PYTHONHOME",
            "PS1='a b'; PYTHONHOME='/x y'; export PYTHONHOME; VIRTUAL_ENV_DISABLE_PROMPT=1",
            "set -eu",
        ];
        const string Show =
            "printf '%s|%s|%s|%s|%s\\n' \"${PATH-none}\" \"${PS1-none}\" \"${PYTHONHOME-none}\" \"${VIRTUAL_ENV-none}\" \"${VIRTUAL_ENV_PROMPT-none}\"";
        foreach (var start in starts)
        {
            var script =
                $"{start}; {Show}; . {root}/bin/activate; . {other}/bin/activate; . {other}/bin/activate; deactivate; {Show}";
            var lines = Execute(shell, ["-c", script]).Split('\n');
            Assert.Equal(lines[0], lines[1]);
        }
    }

    /// <summary>Values that are empty, unset or of several lines, and no program within reach.</summary>
    [Theory]
    [InlineData("csh")]
    [InlineData("tcsh")]
    public void A_c_shell_is_as_it_was_afterwards(string shell)
    {
        var root = Make(Path.Combine(_folder.Path, "env"), "a!b");
        string[] starts =
        [
            "setenv PATH ''",
            "unsetenv PATH; unset path",
            "setenv PATH '/x y:/usr/bin'; setenv PYTHONHOME ''",
            "setenv PYTHONHOME '/x y'; set prompt = 'first\\\nsecond \\! $ '",
            "set prompt = ''",
        ];
        const string Show = """
            if ( $?PATH ) eval echo path \$PATH:q
            if ( $?prompt ) eval echo prompt \$prompt:q
            if ( $?PYTHONHOME ) eval echo home \$PYTHONHOME:q
            echo $?PATH $?prompt $?PYTHONHOME $?VIRTUAL_ENV $?VIRTUAL_ENV_PROMPT
            alias deactivate

            """;
        foreach (var start in starts)
        {
            var script = Path.Combine(_folder.Path, "probe");
            File.WriteAllText(
                script,
                $"{start.Replace("; ", "\n", StringComparison.Ordinal)}\n{Show}echo between\nsource {root}/bin/activate.csh\nsource {root}/bin/activate.csh\necho between\ndeactivate\n{Show}"
            );
            var parts = Execute(shell, ["-f", script]).Split("between\n");
            Assert.Equal(3, parts.Length);
            Assert.Equal(parts[0], parts[2]);
        }
    }

    [Theory]
    [InlineData("bash", "--norc")]
    [InlineData("zsh", "-f")]
    public void Aliases_of_the_users_are_not_in_the_way(string shell, string option)
    {
        var root = Make(Path.Combine(_folder.Path, "env"), null);
        var script = Path.Combine(_folder.Path, "probe");
        File.WriteAllText(
            script,
            $"{(shell == "bash" ? "shopt -s expand_aliases\n" : "")}alias deactivate='source /opt/other/bin/deactivate' pydoc=x cd='echo no'\n. {root}/bin/activate\necho \"$VIRTUAL_ENV\"\ndeactivate\necho \"${{VIRTUAL_ENV-none}}\"\n"
        );
        Assert.Equal($"{root}\nnone\n", Execute(shell, [option, script]));
    }

    [Fact]
    public void A_shown_prompt_runs_nothing()
    {
        var root = Make(Path.Combine(_folder.Path, "env"), "$(touch pwned)`touch pwned`\\$(touch pwned)");
        foreach (var shell in new[] { "bash", "zsh" })
        {
            var setting = shell == "zsh" ? "setopt PROMPT_SUBST; " : "";
            var show = shell == "zsh" ? "print -P -- \"$PS1\"" : "printf '%s' \"${PS1@P}\"";
            Execute(shell, ["-c", $"{setting}PS1=x; . {root}/bin/activate; {show}"]);
            Assert.Empty(Directory.GetFiles(_folder.Path, "pwned", SearchOption.AllDirectories));
        }
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public void A_moved_environment_activates_itself(string shell)
    {
        var root = Make(Path.Combine(_folder.Path, "x'$(touch pwned)'y"), null);
        var moved = Path.Combine(_folder.Path, "moved");
        Directory.Move(root, moved);
        Assert.Equal(moved, Run(shell, moved)["env"]);
        var linked = Path.Combine(_folder.Path, "link");
        File.CreateSymbolicLink(linked, "moved");
        Assert.Contains(Run(shell, linked)["env"], new[] { linked, moved }, StringComparer.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path, "pwned", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_relocatable_environment_holds_its_path_nowhere_and_says_when_it_cannot_be_found()
    {
        var root = Make(Path.Combine(_folder.Path, "env"), null, relocatable: true);
        foreach (var file in Directory.GetFiles(Path.Combine(root, "bin"), "*activate*"))
            Assert.DoesNotContain(root, File.ReadAllText(file), StringComparison.Ordinal);
        Assert.Equal(root, Run("bash", root)["env"]);
        var output = Execute("dash", ["-c", $". {root}/bin/activate; echo \"<${{VIRTUAL_ENV-none}}>\""]);
        Assert.Contains("<none>", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Running_the_script_instead_of_sourcing_it_is_refused()
    {
        var root = Make(Path.Combine(_folder.Path, "env"), null);
        Assert.SkipUnless(File.Exists("/bin/bash"), "no bash here");
        var result = ChildProcess.Run(
            "/bin/bash",
            ["bash", $"{root}/bin/activate"],
            ["PATH=/usr/bin:/bin"],
            TimeSpan.FromSeconds(20)
        );
        Assert.Equal(33, result.ExitCode);
    }

    [Fact]
    public void Files_have_the_line_ends_and_marks_of_their_systems()
    {
        var root = Make(Path.Combine(_folder.Path, "env"), "é");
        foreach (var file in Directory.GetFiles(Path.Combine(root, "bin"), "*activate*"))
        {
            var bytes = File.ReadAllBytes(file);
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
            var isBatch = file.EndsWith(".bat", StringComparison.Ordinal);
            Assert.Equal(isBatch, text.Contains("\r\n", StringComparison.Ordinal));
            Assert.Equal(file.EndsWith(".ps1", StringComparison.Ordinal), text[0] == '\uFEFF');
        }
    }

    [Theory]
    [InlineData("a'b", "r#'a'b'#")]
    [InlineData("a'##'b", "r###'a'##'b'###")]
    public void Nushell_texts_are_raw(string text, string quoted) =>
        Assert.Equal(quoted, ShellQuoting.Nushell(text));

    [Fact]
    public void Python_texts_are_ascii() =>
        Assert.Equal("\"a\\\"\\\\\\u000a\\u00e9\\U0001f692\"", ShellQuoting.Python("a\"\\\né🚒"));

    [Fact]
    public void Activation_inside_python_finds_the_packages()
    {
        var root = Make(Path.Combine(_folder.Path, "a'b\"é"), "p'\"");
        File.WriteAllText(Path.Combine(root, "lib", "python3.12", "site-packages", "only_here.py"), "");
        var python = InstalledPythons.Need("3.12");
        var answer = ChildProcess.Run(
            python,
            [
                python,
                "-c",
                "import runpy, sys, os; runpy.run_path(sys.argv[1]); import only_here; print(os.environ['VIRTUAL_ENV']); print(os.environ['VIRTUAL_ENV_PROMPT']); print(sys.prefix)",
                $"{root}/bin/activate_this.py",
            ],
            InstalledPythons.PlainEnvironment,
            TimeSpan.FromSeconds(60)
        );
        Assert.Equal($"{root}\np'\"\n{root}\n", Encoding.UTF8.GetString(answer.Output));
    }

    private static string Make(string path, string? prompt, bool relocatable = false)
    {
        var inspector = new PythonInspector(new InterpreterCache(null), InstalledPythons.PlainEnvironment);
        var interpreter = inspector.TryInspect(InstalledPythons.Need("3.12"), out _);
        return EnvironmentCreator
            .Create(
                new EnvironmentOptions
                {
                    Path = path,
                    Interpreter = interpreter!,
                    Prompt = prompt,
                    Relocatable = relocatable,
                    ToolVersion = "1",
                }
            )
            .Root;
    }

    /// <summary>Activates, shows, deactivates, shows: the values by name, separated so that line ends in them do not matter.</summary>
    private Dictionary<string, string> Run(string shell, string root)
    {
        const string Probe = "import sys; sys.stdout.write(sys.prefix)";
        var script = Path.Combine(_folder.Path, shell == "pwsh" ? "probe.ps1" : "probe");
        File.WriteAllText(
            script,
            shell switch
            {
                "fish" => """
                source "$ENV_ROOT/bin/activate.fish"
                printf 'env=%s\a' "$VIRTUAL_ENV"
                printf 'prompt=%s\a' "$VIRTUAL_ENV_PROMPT"
                printf 'python='; python -c "$PROBE"; printf '\a'
                deactivate
                printf 'path=%s\a' (string join : $PATH)
                """,
                "tcsh" => """
                source "$ENV_ROOT:q/bin/activate.csh"
                printf 'env=%s\a' "$VIRTUAL_ENV:q"
                printf 'prompt=%s\a' "$VIRTUAL_ENV_PROMPT:q"
                printf 'python='; python -c "$PROBE:q"; printf '\a'
                deactivate
                printf 'path=%s\a' "$PATH:q"
                """,
                "pwsh" => """
                . "$env:ENV_ROOT/bin/activate.ps1"
                [Console]::Write("env=$env:VIRTUAL_ENV`a")
                [Console]::Write("prompt=$env:VIRTUAL_ENV_PROMPT`a")
                [Console]::Write("python=$(python -c $env:PROBE | Join-String -Separator "`n")`a")
                deactivate
                [Console]::Write("path=$env:PATH`a")
                """,
                "nu" => $$"""
                overlay use {{ShellQuoting.Nushell(root + "/bin/activate.nu")}}
                print -n $"env=($env.VIRTUAL_ENV)\u{7}"
                print -n $"prompt=($env.VIRTUAL_ENV_PROMPT)\u{7}"
                print -n $"python=(python -c $env.PROBE)\u{7}"
                deactivate
                print -n $"path=($env.PATH | str join ':')\u{7}"
                """,
                "xonsh" => """
                source @($ENV_ROOT + "/bin/activate.xsh")
                print("env=" + $VIRTUAL_ENV, end="\a")
                print("prompt=" + $VIRTUAL_ENV_PROMPT, end="\a")
                print("python=" + $(python -c @($PROBE)), end="\a")
                deactivate
                print("path=" + ":".join($PATH), end="\a")
                """,
                _ => """
                . "$ENV_ROOT/bin/activate"
                printf 'env=%s\a' "$VIRTUAL_ENV"
                printf 'prompt=%s\a' "$VIRTUAL_ENV_PROMPT"
                printf 'python='; python -c "$PROBE"; printf '\a'
                deactivate
                printf 'path=%s\a' "$PATH"
                """,
            } + "\n"
        );
        string[] options = shell switch
        {
            "bash" => ["--norc"],
            "zsh" or "tcsh" => ["-f"],
            "fish" => ["-N"],
            "pwsh" => ["-NoProfile", "-NonInteractive", "-File"],
            "nu" => ["--no-config-file"],
            "xonsh" => ["--no-rc"],
            _ => [],
        };
        var output = Execute(shell, [.. options, script], $"ENV_ROOT={root}", $"PROBE={Probe}");
        return output
            .Split('\a', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
    }

    private static string ProgramOf(string shell) => $"/usr/bin/{shell}";

    private string Execute(string shell, string[] arguments, params string[] environment)
    {
        var path = ProgramOf(shell);
        Assert.SkipUnless(File.Exists(path), $"no {shell} on this machine");
        var result = ChildProcess.Run(
            path,
            [shell, .. arguments],
            ["PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", $"HOME={_folder.Path}", .. environment],
            TimeSpan.FromSeconds(60)
        );
        var error = Encoding.UTF8.GetString(result.Error);
        Assert.True(result.ExitCode == 0, $"{shell}: exit code {result.ExitCode}: {error}");
        return Encoding.UTF8.GetString(result.Output);
    }
}
