using Krait.Cli.Arguments;
using Krait.Cli.Arguments.Options;
using Krait.Cli.Terminal;

namespace Krait.Cli.Settings;

/// <summary>What holds for every command.</summary>
internal sealed record GlobalSettings
{
    /// <summary>See <see cref="TerminalWriter.Verbosity"/>.</summary>
    public required int Verbosity { get; init; }

    public required ColorMode Color { get; init; }

    public required bool ShowsProgress { get; init; }

    public required bool IsOffline { get; init; }

    /// <summary>The folder that relative paths start from, absolute.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>The folder from which the project, its settings and its Python are looked for; absolute.</summary>
    public required string ProjectFolder { get; init; }

    /// <summary>The cache's folder, absolute; one of its own, which goes with the command, for a throw-away cache.</summary>
    public required string CacheFolder { get; init; }

    /// <summary>Whether this run uses a throw-away cache.</summary>
    public required bool UsesNoCache { get; init; }

    public required IReadOnlyList<string> InsecureHosts { get; init; }

    public static GlobalSettings Read(SettingsReader reader)
    {
        var start = Environment.CurrentDirectory;
        var directory = reader.Text(GlobalOptions.Directory) is { } given
            ? Path.GetFullPath(given, start)
            : start;
        if (directory != start && !Directory.Exists(directory))
        {
            throw new KraitException($"Working directory does not exist: {directory}") { ExitCode = 2 };
        }
        var project = reader.Text(GlobalOptions.Project) is { } named
            ? Path.GetFullPath(named, directory)
            : directory;
        if (project != directory && !Directory.Exists(project))
        {
            throw new KraitException(
                $"Project directory `{reader.Text(GlobalOptions.Project)}` does not exist"
            )
            {
                ExitCode = 2,
            };
        }
        return new GlobalSettings
        {
            Verbosity = VerbosityOf(reader.Arguments),
            Color = ColorOf(reader.Arguments),
            ShowsProgress = !reader.IsOn(GlobalOptions.NoProgress),
            IsOffline = reader.IsOn(GlobalOptions.Offline),
            WorkingDirectory = directory,
            ProjectFolder = project,
            CacheFolder = reader.IsOn(CacheOptions.NoCache)
                ? CacheLocation.Temporary()
                : CacheLocation.Find(reader.Text(CacheOptions.CacheDir), directory),
            UsesNoCache = reader.IsOn(CacheOptions.NoCache),
            InsecureHosts = [.. reader.Texts(GlobalOptions.AllowInsecureHost).Where(host => host.Length > 0)],
        };
    }

    /// <summary>How much to say, also when the rest of the command line turns out to be wrong.</summary>
    public static int VerbosityOf(ParsedArguments arguments)
    {
        var quiet = arguments.Count(GlobalOptions.Quiet);
        return quiet > 0 ? -Math.Min(quiet, 2) : arguments.Count(GlobalOptions.Verbose);
    }

    /// <summary>The option, else <c>NO_COLOR</c>, else <c>FORCE_COLOR</c> or <c>CLICOLOR_FORCE</c>, else whether it is a terminal.</summary>
    public static ColorMode ColorOf(ParsedArguments? arguments)
    {
        if (arguments is not null)
        {
            if (arguments.Values(GlobalOptions.Color) is [.., var given])
            {
                return given switch
                {
                    "always" => ColorMode.Always,
                    "never" => ColorMode.Never,
                    _ => ColorMode.Auto,
                };
            }
            if (arguments.Flag(GlobalOptions.NoColor) == true)
                return ColorMode.Never;
        }
        if (EnvironmentVariables.Plain("NO_COLOR") is not null)
            return ColorMode.Never;
        if (EnvironmentVariables.Plain("FORCE_COLOR") is { } forced && forced != "0")
            return ColorMode.Always;
        if (EnvironmentVariables.Plain("CLICOLOR_FORCE") is { } old && old != "0")
            return ColorMode.Always;
        return TerminalWriter.IsDumb ? ColorMode.Never : ColorMode.Auto;
    }
}
