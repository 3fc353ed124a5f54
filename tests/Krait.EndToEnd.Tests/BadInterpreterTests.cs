namespace Krait.EndToEnd.Tests;

/// <summary>Interpreters and environments that are not there, or are not what they seem.</summary>
public sealed class BadInterpreterTests(SharedIndexServer shared) : FailureTest(shared)
{
    [Fact]
    public async Task A_missing_interpreter() =>
        await FailsAsync(2, Folder["nowhere"], "pip", "list", "-p", Folder["nowhere"]);

    [Fact]
    public async Task A_version_that_is_not_there() => await FailsAsync(2, "3.99", "venv", "-p", "3.99");

    [Fact]
    public async Task An_interpreter_that_does_not_answer()
    {
        var fake = Folder.Write("bin/python3", "#!/bin/sh\necho broken >&2\nexit 3\n");
        File.SetUnixFileMode(fake, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await FailsAsync(2, fake, "venv", "-p", fake);
        Assert.False(Directory.Exists(Folder[".venv"]));
    }

    [Fact]
    public async Task No_environment_anywhere()
    {
        var result = await FailsAsync(2, "No virtual environment found", "pip", "install", "alpha");
        Assert.Contains("krait venv", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_no_environment()
    {
        Directory.CreateDirectory(Folder["plain"]);
        await FailsAsync(2, "plain", "pip", "install", "-p", "plain", "alpha");
    }

    [Fact]
    public async Task An_environment_whose_interpreter_is_gone()
    {
        await MakeEnvironmentAsync();
        foreach (var name in (string[])["python", "python3"])
            File.Delete(Folder[".venv/bin/" + name]);
        foreach (var link in Directory.GetFiles(Folder[".venv/bin"], "python3.*"))
            File.Delete(link);
        await FailsAsync(2, ".venv", "pip", "install", "alpha");
    }

    [Fact]
    public async Task An_environment_whose_interpreter_is_hidden_is_not_called_broken()
    {
        Assert.SkipWhen(Environment.UserName == "root", "nothing is hidden from the superuser");
        var hidden = Directory.CreateDirectory(Folder["hidden"]);
        File.CreateSymbolicLink(Folder["hidden/python"], "/usr/bin/env");
        Directory.CreateDirectory(Folder[".venv/bin"]);
        Folder.Write(".venv/pyvenv.cfg", $"home = {Folder["hidden"]}\n");
        File.CreateSymbolicLink(Folder[".venv/bin/python"], Folder["hidden/python"]);
        hidden.UnixFileMode = UnixFileMode.None;
        try
        {
            var result = (await Krait.RunAsync("pip", "list")).Expect(2);
            Assert.Contains("Permission denied", result.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("--clear", result.Error, StringComparison.Ordinal);
        }
        finally
        {
            hidden.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        }
    }

    [Fact]
    public async Task An_environment_that_stands_in_the_way()
    {
        await MakeEnvironmentAsync();
        var result = await FailsAsync(2, "already exists", "venv");
        Assert.Contains("hint: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("--clear", result.Error, StringComparison.Ordinal);
    }
}
