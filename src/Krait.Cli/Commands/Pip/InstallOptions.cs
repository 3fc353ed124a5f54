using Krait.Cli.Arguments;
using Krait.Cli.Arguments.Options;
using Krait.Cli.Settings;

namespace Krait.Cli.Commands.Pip;

/// <summary>What <c>pip install</c> and <c>pip sync</c> have in common: their options, and the way from these to an operation.</summary>
internal static class InstallOptions
{
    public static OptionDescription[] Shared =>
        [
            RequirementOptions.Constraints,
            TargetOptions.BreakSystemPackages,
            TargetOptions.Strict,
            TargetOptions.PythonVersion,
            TargetOptions.PythonPlatform,
            .. PackageIndexOptions.WithTorch,
            .. InstallerOptions.All,
            .. BuildOptions.All,
            .. CacheOptions.Refreshing,
        ];

    /// <summary>Reads everything, finds the environment, and runs the operation.</summary>
    public static async Task<int> RunAsync(
        Invocation invocation,
        IReadOnlyList<string> packages,
        IReadOnlyList<string> files,
        bool isExactlyListed,
        Func<InstallRequest, InstallRequest> adjust,
        CancellationToken cancellation
    )
    {
        var reader = invocation.Reader;
        var access = new RequirementFileAccess(invocation.Global.WorkingDirectory, () => Http(invocation));
        var gatherer = new RequirementGatherer(invocation, access);
        var gathered = gatherer.Gather(packages, files);
        if (!isExactlyListed)
            gatherer.AddSettings();
        if (
            gathered is { Requirements.Count: 0, Lock: null }
            && packages.Count == 0
            && isExactlyListed
            && !SyncCommand.AllowsEmpty(invocation)
        )
        {
            invocation.Terminal.Status(
                "No requirements found (hint: use `--allow-empty-requirements` to clear the environment)"
            );
            return 0;
        }
        var indexes = IndexSettings
            .Read(reader, invocation.Global)
            .With(
                gathered.IndexUrl,
                gathered.ExtraIndexUrls,
                gathered.FindLinks,
                gathered.NoIndex,
                invocation.Global.WorkingDirectory
            );
        var resolver = ResolverSettings.Read(reader, TimeProvider.System);
        if (resolver.Deprecation is { } deprecation)
            invocation.Terminal.Warning(deprecation);
        indexes = indexes with { Dedicated = TorchSettings.Read(invocation) };
        using var context = new PipContext(invocation, indexes.ToOptions());
        var found = context.Environments.ForChanging();
        var request = adjust(
            new InstallRequest
            {
                Gathered = gathered,
                Resolver = resolver,
                Install = InstallSettings.Read(reader),
                Target = TargetReader.Read(reader, found.Environment.Interpreter),
            }
        );
        return await new InstallOperation(context, found, request).RunAsync(cancellation);
    }

    private static Krait.Http.HttpTransport Http(Invocation invocation) =>
        new(PipContext.Network(invocation), TimeProvider.System);
}
