using Krait.Cli.Arguments;
using Krait.Cli.Arguments.Options;

namespace Krait.Cli.Commands.Pip;

/// <summary><c>krait pip sync</c>: makes an environment hold exactly what requirements files list.</summary>
internal static class SyncCommand
{
    private static readonly OptionDescription AllowEmpty = new(
        "--allow-empty-requirements",
        "Accept files without requirements, which empties the environment"
    )
    {
        Opposites = ["--no-allow-empty-requirements"],
    };

    public static CommandDescription Description =>
        new()
        {
            Path = "pip sync",
            Summary = "Make an environment hold exactly what requirements files list",
            UsageTail = "<SRC_FILE>...",
            Positional = "<SRC_FILE>...",
            PositionalMeaning = "The requirements files; - is standard input",
            Options = () =>
                [
                    .. InstallOptions.Shared,
                    .. TargetOptions.Finding,
                    .. ResolverOptions.Limiting,
                    RequirementOptions.Extra,
                    RequirementOptions.AllExtras,
                    RequirementOptions.Group,
                    AllowEmpty,
                    .. PipToolsOptions.OfSync,
                ],
            RunAsync = RunAsync,
        };

    private static Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var files = invocation.Arguments.Positionals;
        if (files.Count == 0)
            throw UsageException.Missing(invocation.Arguments.Command);
        return InstallOptions.RunAsync(
            invocation,
            [],
            files,
            isExactlyListed: true,
            request => request with { NoDependencies = true, IsExact = true },
            cancellation
        );
    }

    public static bool AllowsEmpty(Invocation invocation) => invocation.Reader.IsOn(AllowEmpty);
}
