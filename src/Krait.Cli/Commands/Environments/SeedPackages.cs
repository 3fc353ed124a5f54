using Krait.Cli.Arguments;
using Krait.Cli.Commands.Pip;
using Krait.Cli.Settings;
using Krait.Cli.Terminal;
using Krait.Environments;
using Krait.Indexes;
using Krait.Installer;

namespace Krait.Cli.Commands.Environments;

/// <summary>
/// Installs what an environment begins with, pip above all: from the indexes, or from folders of wheels, the first of which
/// is the one that every CPython carries for <c>ensurepip</c>, whose wheels fit that Python and need no network.
/// </summary>
internal sealed class SeedPackages(
    PythonEnvironment environment,
    Invocation invocation,
    SeedSettings settings
)
{
    private const string Failed = "Failed to install seed packages into virtual environment";

    /// <summary>Installs them from where the settings prefer, and failing that from the other place.</summary>
    /// <exception cref="KraitException">Neither can be had; the environment stays, without them; exit code 2.</exception>
    public async Task InstallAsync(CancellationToken cancellation)
    {
        if (settings.Requirements.Count == 0)
            return;
        var indexes = IndexSettings.Read(invocation.Reader, invocation.Global).ToOptions();
        var folders = Folders();
        var local = new IndexOptions { NoIndex = true, FindLinks = folders };
        var remote = indexes with { FindLinks = [.. indexes.FindLinks, .. folders.Skip(HasBundle ? 1 : 0)] };
        if (settings.PrefersIndexes)
            await InstallAsync(remote, folders.Count > 0 ? local : null, cancellation);
        else if (folders.Count > 0)
            await InstallAsync(local, settings.MayUseIndexes ? remote : null, cancellation);
        else if (settings.MayUseIndexes)
            await InstallAsync(remote, null, cancellation);
        else
        {
            throw new KraitException(
                Failed,
                new KraitException($"The interpreter brings no pip along: there is no {Bundle}")
            )
            {
                ExitCode = 2,
                Hints = ["Install pip from an index: `krait pip install pip`"],
            };
        }
        foreach (var package in SitePackages.Read(environment.SitePackagesFolders).All)
            invocation.Terminal.Status($" + {package}");
    }

    private string Bundle => Path.Combine(environment.Interpreter.StandardLibrary, "ensurepip", "_bundled");

    private bool HasBundle => Directory.Exists(Bundle);

    private List<IndexLocation> Folders()
    {
        string[] bundle = HasBundle ? [Bundle] : [];
        return
        [
            .. bundle
                .Concat(settings.Folders)
                .Select(folder => IndexSettings.ParseLinks(folder, invocation.Global.WorkingDirectory)),
        ];
    }

    private async Task InstallAsync(IndexOptions first, IndexOptions? second, CancellationToken cancellation)
    {
        try
        {
            await InstallAsync(first, cancellation);
        }
        catch (KraitException e) when (e is IndexException or ResolutionException or DistributionException)
        {
            if (second is null)
                throw new KraitException(Failed, e) { ExitCode = 2, Hints = e.Hints };
            if (second.NoIndex)
            {
                invocation.Terminal.Warning(
                    $"No seed packages from an index ({FirstLine(e.Message)}); taking those that {environment.Interpreter.Description} brings along"
                );
            }
            await InstallAsync(second, null, cancellation);
        }
    }

    private async Task InstallAsync(IndexOptions indexes, CancellationToken cancellation)
    {
        var quiet = new Invocation
        {
            Arguments = invocation.Arguments,
            Reader = invocation.Reader,
            Global = invocation.Global with { ShowsProgress = false },
            Terminal = new TerminalWriter(invocation.Global.Color, Math.Min(invocation.Global.Verbosity, -1)),
        };
        var (reader, global) = (quiet.Reader, quiet.Global);
        using var context = new PipContext(quiet, indexes);
        var access = new RequirementFileAccess(global.WorkingDirectory, () => context.Manager.Http);
        var names = indexes.NoIndex ? settings.Requirements.Where(IsLocal) : settings.Requirements;
        var request = new InstallRequest
        {
            Gathered = new RequirementGatherer(quiet, access).Gather([.. names], []),
            Resolver = ResolverSettings.Read(reader, TimeProvider.System),
            Install = InstallSettings.Read(reader),
            Target = TargetReader.Read(reader, environment.Interpreter),
        };
        var found = new FoundEnvironment(environment, Target(), environment.SitePackagesFolders);
        await new InstallOperation(context, found, request).RunAsync(cancellation);
    }

    /// <summary>No Python carries <c>wheel</c>, which is wanted only where the newest of all is to be had.</summary>
    private static bool IsLocal(string requirement) => requirement != "wheel";

    private InstallTarget Target()
    {
        var paths = environment.Paths;
        return new InstallTarget
        {
            Prefix = environment.Root,
            Purelib = paths.PureLibrary,
            Platlib = paths.PlatformLibrary,
            Scripts = paths.Scripts,
            Headers = paths.Include,
            Interpreter = environment.Interpreter.Executable,
            LockPath = Path.Join(environment.Root, ".lock"),
        };
    }

    private static string FirstLine(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return end < 0 ? text : text[..end];
    }
}
