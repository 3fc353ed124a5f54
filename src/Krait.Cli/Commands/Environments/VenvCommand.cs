using Krait.Cache;
using Krait.Cli.Arguments;
using Krait.Cli.Arguments.Options;
using Krait.Cli.Settings;
using Krait.Cli.Terminal;
using Krait.Environments;
using Krait.Pythons;

namespace Krait.Cli.Commands.Environments;

/// <summary><c>krait venv</c>: makes a virtual environment.</summary>
internal static class VenvCommand
{
    public static CommandDescription Description =>
        new()
        {
            Path = "venv",
            Summary = "Create a virtual environment",
            UsageTail = "[PATH]",
            Positional = "PATH",
            PositionalMeaning = "Where to create it; .venv unless given",
            MostPositionals = 1,
            Options = () => VenvOptions.All,
            RunAsync = RunAsync,
        };

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var (reader, global, terminal) = (invocation.Reader, invocation.Global, invocation.Terminal);
        var project = reader.IsOn(VenvOptions.NoProject)
            ? null
            : ProjectPython.Find(global.ProjectFolder, terminal);
        var given = invocation.Arguments.Positionals.FirstOrDefault();
        var shown = given ?? DefaultPath(project, global.WorkingDirectory);
        var path = Path.GetFullPath(shown, global.WorkingDirectory);

        using var cache = new CacheFolder(global.CacheFolder);
        var discovery = new PythonDiscovery(PythonSettings.Read(reader, global, cache));
        var choice = EnvironmentPython.Choose(
            Asked(reader, global),
            project,
            reader.IsOn(GlobalOptions.NoConfig) ? null : global.ProjectFolder
        );
        foreach (var line in choice.IgnoredLines())
            terminal.Warning(line);
        var activators = VenvOptions.Shape.Activators(reader);
        var first = VenvOptions.Shape.TryFirst(invocation, discovery, [choice.Request]);
        var found = first is null ? discovery.Find(choice.Request, EnvironmentPreference.OnlySystem) : null;
        var interpreter = first ?? found!.Interpreter;
        terminal.Status(
            found?.Source == PythonSource.Managed
                ? $"Using {interpreter.Description}"
                : $"Using {interpreter.Description} interpreter at: {terminal.Error.PlainCyan(Shown(interpreter.Executable, global))}"
        );
        if (choice.Conflict(interpreter) is { } conflict)
            terminal.Warning(conflict);

        var seeds = VenvOptions.Shape.Seeds(reader, UsualSeeds(reader, interpreter), downloads: true);
        var seeded = seeds.Requirements.Count > 0;
        var relocatable = reader.IsOn(VenvOptions.Relocatable);
        terminal.Status(
            $"Creating virtual environment{(seeded ? " with seed packages" : "")} at: {terminal.Error.PlainCyan(shown)}"
        );
        var options = new EnvironmentOptions
        {
            Path = path,
            ShownPath = shown,
            Interpreter = interpreter,
            Prompt = Prompt(reader, global, isPathGiven: given is not null),
            SystemSitePackages = reader.IsOn(VenvOptions.SystemSitePackages),
            Relocatable = relocatable,
            Copies = VenvOptions.Shape.Copies(reader),
            Seeded = seeded,
            Existing = Existing(reader),
            ToolVersion = VersionCommand.Version,
            WorkingDirectory = global.WorkingDirectory,
        };
        var environment = Interruption.Guard(
            token => EnvironmentCreator.Create(options, token),
            cancellation
        );
        VenvOptions.Shape.Trim(reader, environment, activators);
        await new SeedPackages(environment, invocation, seeds).InstallAsync(cancellation);
        if (ActivationHint.For(shown.TrimEnd('/'), relocatable) is { } command)
            terminal.Status($"Activate with: {terminal.Error.Green(command)}");
        return 0;
    }

    internal static string Shown(string path, GlobalSettings global)
    {
        var prefix = global.WorkingDirectory.TrimEnd('/') + "/";
        return path.StartsWith(prefix, StringComparison.Ordinal) ? path[prefix.Length..] : path;
    }

    /// <summary>What <c>--seed</c> stands for; nothing without it.</summary>
    private static string[] UsualSeeds(SettingsReader reader, PythonInterpreter interpreter) =>
        !reader.IsOn(VenvOptions.Seed) ? []
        : (interpreter.Major, interpreter.Minor).CompareTo((3, 12)) >= 0 ? ["pip"]
        : ["pip", "setuptools", "wheel"];

    internal static PythonRequest? Asked(SettingsReader reader, GlobalSettings global) =>
        reader.Text(PythonOptions.Python) is { } text
            ? PythonRequest.Parse(text, global.WorkingDirectory)
            : null;

    /// <summary>In a project's own folder the project's environment, which a variable may place elsewhere.</summary>
    private static string DefaultPath(ProjectPython? project, string workingDirectory) =>
        project is not null
        && project.Folder == workingDirectory
        && EnvironmentVariables.Find("PROJECT_ENVIRONMENT") is var (_, place)
        && place.Length > 0
            ? place
            : ".venv";

    private static string? Prompt(SettingsReader reader, GlobalSettings global, bool isPathGiven)
    {
        var asked = reader.Text(VenvOptions.Prompt);
        return asked is null && isPathGiven ? null
            : asked is null or "." ? Path.GetFileName(global.WorkingDirectory.TrimEnd('/'))
            : asked;
    }

    private static ExistingEnvironment Existing(SettingsReader reader)
    {
        if (reader.IsOn(VenvOptions.AllowExisting))
            return ExistingEnvironment.Keep;
        if (!reader.IsOn(VenvOptions.Clear))
            return ExistingEnvironment.Refuse;
        return reader.IsOn(VenvOptions.Force)
            ? ExistingEnvironment.ReplaceAnything
            : ExistingEnvironment.Replace;
    }
}
