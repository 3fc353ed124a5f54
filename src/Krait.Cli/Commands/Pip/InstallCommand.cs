using Krait.Cli.Arguments;
using Krait.Cli.Arguments.Options;

namespace Krait.Cli.Commands.Pip;

/// <summary><c>krait pip install</c>: makes an environment hold packages and all that they need.</summary>
internal static class InstallCommand
{
    private static readonly OptionDescription Exact = new("--exact", "Remove what is not wanted")
    {
        Opposites = ["--inexact", "--no-exact"],
    };

    public static CommandDescription Description =>
        new()
        {
            Path = "pip install",
            Summary = "Install packages into an environment",
            UsageTail = "<PACKAGE|--requirements <REQUIREMENTS>|--editable <EDITABLE>|--group <GROUP>>",
            Positional = "[PACKAGE]...",
            PositionalMeaning = "Names with versions, paths or addresses of the packages to install",
            Options = () =>
                [
                    RequirementOptions.Requirements,
                    RequirementOptions.Editable,
                    RequirementOptions.NoEditable,
                    RequirementOptions.NoEditablePackage,
                    .. InstallOptions.Shared,
                    RequirementOptions.Overrides,
                    RequirementOptions.Excludes,
                    .. TargetOptions.Listing,
                    .. ResolverOptions.All,
                    RequirementOptions.Extra,
                    RequirementOptions.AllExtras,
                    RequirementOptions.Group,
                    RequirementOptions.NoDeps,
                    PipToolsOptions.User,
                    Exact,
                ],
            RunAsync = RunAsync,
        };

    private static Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var reader = invocation.Reader;
        var files = reader.Texts(RequirementOptions.Requirements);
        var isEmpty =
            invocation.Arguments.Positionals.Count == 0
            && files.Count == 0
            && reader.Texts(RequirementOptions.Editable).Count == 0
            && reader.Texts(RequirementOptions.Group).Count == 0;
        if (isEmpty)
            throw UsageException.Missing(invocation.Arguments.Command);
        return InstallOptions.RunAsync(
            invocation,
            invocation.Arguments.Positionals,
            files,
            isExactlyListed: false,
            request =>
                request with
                {
                    NoDependencies = reader.IsOn(RequirementOptions.NoDeps),
                    IsExact = reader.IsOn(Exact),
                },
            cancellation
        );
    }
}
