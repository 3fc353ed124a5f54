using Krait.Cache;
using Krait.Cli.Arguments;
using Krait.Cli.Commands.Pip;
using Krait.Cli.Settings;
using Krait.Cli.Terminal;
using Krait.Environments;

namespace Krait.Cli.Commands.Environments;

internal static partial class SeedPackages
{
    private const string Failed = "Failed to install seed packages into virtual environment";

    /// <summary>
    /// Installs the newest from the index that the options name; where that does not answer, or must not be asked, what
    /// the base interpreter brings along.
    /// </summary>
    /// <exception cref="KraitException">Neither can be had; the environment stays, without them; exit code 2.</exception>
    public static async Task InstallAsync(
        PythonEnvironment environment,
        Invocation invocation,
        CacheFolder cache,
        CancellationToken cancellation
    )
    {
        try
        {
            await InstallFromIndexAsync(environment, invocation, cancellation);
        }
        catch (KraitException e) when (e is IndexException or ResolutionException)
        {
            if (!Directory.Exists(BundleOf(environment.Interpreter)))
                throw new KraitException(Failed, e) { ExitCode = 2 };
            invocation.Terminal.Warning(
                $"No seed packages from an index ({FirstLine(e.Message)}); taking those that {environment.Interpreter.Description} brings along"
            );
            Install(environment, cache, cancellation);
        }
        foreach (var package in SitePackages.Read(environment.SitePackagesFolders).All)
            invocation.Terminal.Status($" + {package}");
    }

    private static async Task InstallFromIndexAsync(
        PythonEnvironment environment,
        Invocation invocation,
        CancellationToken cancellation
    )
    {
        var interpreter = environment.Interpreter;
        string[] names =
            (interpreter.Major, interpreter.Minor).CompareTo((3, 12)) >= 0
                ? ["pip"]
                : ["pip", "setuptools", "wheel"];
        var quiet = new Invocation
        {
            Arguments = invocation.Arguments,
            Reader = invocation.Reader,
            Global = invocation.Global with { ShowsProgress = false },
            Terminal = new TerminalWriter(invocation.Global.Color, Math.Min(invocation.Global.Verbosity, -1)),
        };
        var (reader, global) = (quiet.Reader, quiet.Global);
        using var context = new PipContext(quiet, IndexSettings.Read(reader, global).ToOptions());
        var access = new RequirementFileAccess(global.WorkingDirectory, () => context.Manager.Http);
        var request = new InstallRequest
        {
            Gathered = new RequirementGatherer(quiet, access).Gather(names, []),
            Resolver = ResolverSettings.Read(reader, TimeProvider.System),
            Install = InstallSettings.Read(reader),
            Target = TargetReader.Read(reader, interpreter),
        };
        var found = new FoundEnvironment(environment, TargetOf(environment), environment.SitePackagesFolders);
        await new InstallOperation(context, found, request).RunAsync(cancellation);
    }

    private static string FirstLine(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return end < 0 ? text : text[..end];
    }
}
