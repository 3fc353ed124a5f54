using Krait.Cache;
using Krait.Cli.Arguments;
using Krait.Cli.Settings;
using Krait.Cli.Terminal;
using Krait.Environments;
using Krait.Pythons;

namespace Krait.Cli.Commands.Environments;

/// <summary><c>krait virtualenv</c>: makes an environment, under the options of the tool of that name.</summary>
internal static class VirtualenvCommand
{
    public static CommandDescription Description =>
        new()
        {
            Path = "virtualenv",
            Summary = "Create a virtual environment, with virtualenv's options",
            UsageTail = "<DEST>",
            Positional = "DEST",
            PositionalMeaning = "Where to create it",
            MostPositionals = 1,
            Options = () => VirtualenvOptions.All,
            RunAsync = RunAsync,
        };

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var (reader, global, terminal) = (invocation.Reader, invocation.Global, invocation.Terminal);
        if (reader.IsOn(VirtualenvOptions.Version))
            return VersionCommand.Run(terminal);
        if (invocation.Arguments.Positionals is not [var shown])
            throw new KraitException("the following arguments are required: dest") { ExitCode = 2 };
        var activators = VirtualenvOptions.Shape.Activators(reader);
        using var cache = new CacheFolder(global.CacheFolder);
        var discovery = new PythonDiscovery(PythonSettings.Read(reader, global, cache));
        var interpreter = Find(invocation, discovery);
        var prompt = reader.Text(VirtualenvOptions.Prompt);
        var seeds = VirtualenvOptions.Shape.Seeds(reader, UsualSeeds(reader, interpreter), downloads: false);
        if (reader.IsOn(VirtualenvOptions.NoSeed))
            seeds = seeds with { Requirements = [] };
        var options = new EnvironmentOptions
        {
            Path = Path.GetFullPath(shown, global.WorkingDirectory),
            ShownPath = shown,
            Interpreter = interpreter,
            Prompt = prompt == "." ? Path.GetFileName(global.WorkingDirectory.TrimEnd('/')) : prompt,
            SystemSitePackages = reader.IsOn(VirtualenvOptions.SystemSitePackages),
            Seeded = seeds.Requirements.Count > 0,
            Copies = VirtualenvOptions.Shape.Copies(reader),
            Existing = reader.IsOn(VirtualenvOptions.Clear)
                ? ExistingEnvironment.Replace
                : ExistingEnvironment.Keep,
            ToolVersion = VersionCommand.Version,
            WorkingDirectory = global.WorkingDirectory,
        };
        var environment = Interruption.Guard(
            token => EnvironmentCreator.Create(options, token),
            cancellation
        );
        VirtualenvOptions.Shape.Trim(reader, environment, activators);
        await new SeedPackages(environment, invocation, seeds).InstallAsync(cancellation);
        if (!reader.IsOn(VirtualenvOptions.NoRedirect))
            EnvironmentRedirect.Write(environment.Root, reader.IsOn(VirtualenvOptions.Redirect), terminal);
        terminal.Data(
            $"created virtual environment {interpreter.Description} at {environment.Root}\n",
            important: false
        );
        return 0;
    }

    private static string[] UsualSeeds(SettingsReader reader, PythonInterpreter interpreter)
    {
        var isOld = (interpreter.Major, interpreter.Minor).CompareTo((3, 12)) < 0;
        string[] pip = reader.IsOn(VirtualenvOptions.NoPip) ? [] : ["pip"];
        return isOld && !reader.IsOn(VirtualenvOptions.NoSetuptools) ? [.. pip, "setuptools"] : pip;
    }

    /// <summary>Of several requests the first that something fits.</summary>
    private static PythonInterpreter Find(Invocation invocation, PythonDiscovery discovery)
    {
        var folder = invocation.Global.WorkingDirectory;
        var requests = invocation
            .Reader.Texts(VirtualenvOptions.Python)
            .Select(text => PythonRequest.Parse(text, folder))
            .DefaultIfEmpty(PythonRequest.Default)
            .ToList();
        if (VirtualenvOptions.Shape.TryFirst(invocation, discovery, requests) is { } first)
            return first;
        foreach (var request in requests)
        {
            if (discovery.TryFind(request, EnvironmentPreference.OnlySystem) is { } found)
                return found.Interpreter;
        }
        throw discovery.NotFound(requests[^1], EnvironmentPreference.OnlySystem);
    }
}
