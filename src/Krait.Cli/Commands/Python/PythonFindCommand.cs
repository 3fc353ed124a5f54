using Krait.Cache;
using Krait.Cli.Arguments;
using Krait.Cli.Arguments.Options;
using Krait.Cli.Commands.Environments;
using Krait.Cli.Settings;
using Krait.Pythons;
using Krait.Requirements;

namespace Krait.Cli.Commands.Python;

/// <summary><c>krait python find</c>: the interpreter that a command would use.</summary>
internal static class PythonFindCommand
{
    private static readonly OptionDescription s_system = new("--system", "Pass over virtual environments")
    {
        Opposites = ["--no-system"],
        Variable = "SYSTEM_PYTHON",
    };

    private static readonly OptionDescription s_script = new(
        "--script",
        "Show the Python that fits this script's own requires-python"
    )
    {
        Value = "SCRIPT",
    };

    private static readonly OptionDescription s_showVersion = new(
        "--show-version",
        "Show the version instead of the path"
    );

    private static readonly OptionDescription s_resolveLinks = new(
        "--resolve-links",
        "Show the path with its links resolved"
    );

    public static CommandDescription Description =>
        new()
        {
            Path = "python find",
            Summary = "Show the Python that would be used",
            UsageTail = "[REQUEST]",
            Positional = "REQUEST",
            PositionalMeaning = "A version, a name, a path; see `krait help python`",
            MostPositionals = 1,
            Options = () =>
                [
                    VenvOptions.NoProject,
                    s_system,
                    s_script,
                    s_showVersion,
                    s_resolveLinks,
                    PythonListCommand.DownloadsTable,
                ],
            RunAsync = RunAsync,
        };

    private static Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var (reader, global, terminal) = (invocation.Reader, invocation.Global, invocation.Terminal);
        using var cache = new CacheFolder(global.CacheFolder);
        var discovery = new PythonDiscovery(PythonSettings.Read(reader, global, cache));
        var project = reader.IsOn(VenvOptions.NoProject)
            ? null
            : ProjectPython.Find(global.ProjectFolder, terminal);
        var asked = invocation.Arguments.Positionals is [var text]
            ? PythonRequest.Parse(text, global.WorkingDirectory)
            : null;
        var choice = reader.Text(s_script) is { } script
            ? OfScript(script, asked, global.WorkingDirectory)
            : EnvironmentPython.Choose(
                asked,
                project,
                reader.IsOn(GlobalOptions.NoConfig) ? null : global.ProjectFolder
            );
        foreach (var ignored in choice.IgnoredLines())
            terminal.Warning(ignored);
        var preference = reader.IsOn(s_system) ? EnvironmentPreference.OnlySystem : EnvironmentPreference.Any;
        var found =
            discovery.TryFindWorking(choice.Request, preference)
            ?? throw discovery.NotFound(choice.Request, preference);
        var interpreter = found.Interpreter;
        if (choice.Conflict(interpreter) is { } conflict)
            terminal.Warning(conflict);
        var line =
            reader.IsOn(s_showVersion) ? interpreter.VersionText
            : reader.IsOn(s_resolveLinks) ? Resolved(interpreter.Executable)
            : interpreter.Executable;
        terminal.Data(line + "\n");
        return Task.FromResult(0);
    }

    /// <summary>The Python that a script's inline metadata asks for; without any, what would do for every script.</summary>
    private static EnvironmentPython OfScript(string script, PythonRequest? asked, string folder)
    {
        string text;
        try
        {
            text = File.ReadAllText(Path.GetFullPath(script, folder));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new KraitException($"Failed to read: {script}", failure) { ExitCode = 2 };
        }
        var required = ScriptMetadata.Read(text)?.RequiresPython;
        if (asked is null && required is null)
            return new(PythonRequest.Default, null, null);
        return new(asked ?? PythonRequest.OfVersion(PythonVersionRequest.Of(required!)), required, null);
    }

    private static string Resolved(string path) =>
        new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
}
