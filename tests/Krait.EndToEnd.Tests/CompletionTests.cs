using System.Diagnostics;

namespace Krait.EndToEnd.Tests;

/// <summary>The completion scripts, run by the shells they are for.</summary>
public sealed class CompletionTests(SharedIndexServer shared) : CommandTest(shared)
{
    [Fact]
    public async Task Bash_completes()
    {
        var answers = await AskAsync(
            "bash",
            "bash",
            """
            try() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _krait; echo "${COMPREPLY[*]}"; }
            try krait pip in
            try krait pip list --format ''
            try krait pip list --format = fr
            try krait pip list --format =
            try krait pip install req
            """
        );
        Assert.Equal("install\ncolumns freeze json\nfreeze\ncolumns freeze json\n\n", answers);
    }

    [Fact]
    public async Task Fish_completes()
    {
        Folder.Write("requirements.txt", "");
        var answers = await AskAsync(
            "fish",
            "fish",
            """
            complete -C "krait pip in"
            complete -C "krait pip list --format "
            complete -C "krait pip list --format=fr"
            complete -C "krait pip install -r req"
            """
        );
        Assert.Equal(
            "install\tInstall packages into an environment\ncolumns\nfreeze\njson\n--format=freeze\nrequirements.txt\n",
            answers
        );
    }

    [Fact]
    public async Task Zsh_completes()
    {
        var answers = await AskAsync(
            "zsh",
            "zsh",
            """
            _describe() { local name=$2; print -r -- "${(@P)name}" }
            _files() { print files }
            words=(krait pip in); CURRENT=3; _krait
            words=(krait pip list --format ''); CURRENT=5; _krait
            words=(krait pip install req); CURRENT=4; _krait
            """,
            "compdef() { }\n"
        );
        Assert.Equal(
            "install:Install packages into an environment\ncolumns: freeze: json:\nfiles\n",
            answers
        );
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("elvish")]
    [InlineData("fish")]
    [InlineData("nushell")]
    [InlineData("powershell")]
    [InlineData("zsh")]
    public async Task Both_spellings_write_the_script(string shell)
    {
        var script = (await RunAsync("generate-shell-completion", shell)).Output;
        Assert.Contains("krait __complete", script, StringComparison.Ordinal);
        Assert.Equal(script, (await RunAsync("--generate-shell-completion", shell)).Output);
        Assert.Equal(script, (await RunAsync("pip", "list", "--generate-shell-completion", shell)).Output);
    }

    [Fact]
    public async Task An_unknown_shell_and_a_question_without_sense_are_answered()
    {
        var refused = (await Krait.RunAsync("generate-shell-completion", "nosh")).Expect(2);
        Assert.Contains("[possible values: bash, elvish, fish", refused.Error, StringComparison.Ordinal);
        (await Krait.RunAsync("generate-shell-completion")).Expect(2);
        foreach (
            var question in (string[][])
                [
                    [],
                    ["x"],
                    ["9", "pip"],
                    ["-1"],
                ]
        )
            Assert.Equal("", (await RunAsync(["__complete", .. question])).Output);
    }

    /// <summary>Loads the script into the shell, runs the questions, and returns what they print.</summary>
    private async Task<string> AskAsync(string shell, string program, string questions, string before = "")
    {
        var script = (await RunAsync("generate-shell-completion", shell)).Output;
        var file = Folder.Write("questions", before + script + questions + "\n");
        var start = new ProcessStartInfo(program, [file])
        {
            WorkingDirectory = Folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in Krait.Environment)
            start.Environment[name] = value;
        start.Environment["PATH"] =
            Path.GetDirectoryName(KraitProcess.Executable) + ":" + Krait.Environment["PATH"];
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip($"there is no {program} on this machine");
            return "";
        }
        using (process)
        {
            var errors = process.StandardError.ReadToEndAsync();
            var answers = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.Equal("", await errors);
            return answers;
        }
    }
}
