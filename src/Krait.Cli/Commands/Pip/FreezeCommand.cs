using System.Text;
using Krait.Cli.Arguments;
using Krait.Cli.Arguments.Options;
using Krait.Cli.Terminal;
using Krait.Environments;
using Krait.Metadata;

namespace Krait.Cli.Commands.Pip;

/// <summary><c>krait pip freeze</c>: what is installed, as requirements that would install it again.</summary>
internal static class FreezeCommand
{
    private static readonly OptionDescription Paths = new("--path", "Read this folder of packages instead")
    {
        Value = "PATHS",
        Repeatable = true,
    };

    public static CommandDescription Description =>
        new()
        {
            Path = "pip freeze",
            Summary = "List the packages of an environment as requirements",
            MostPositionals = 0,
            Options = () =>
                [
                    ReadingOptions.ExcludeEditable,
                    ReadingOptions.Exclude,
                    TargetOptions.Strict,
                    Paths,
                    .. TargetOptions.Reading,
                ],
            RunAsync = (invocation, _) => Task.FromResult(Run(invocation)),
        };

    private static int Run(Invocation invocation)
    {
        using var context = new PipContext(invocation);
        var found = context.Environments.ForReading();
        var reader = invocation.Reader;
        var folders = reader.Texts(Paths);
        var packages = SitePackages.Read(
            folders.Count > 0
                ? [.. folders.Select(folder => Path.GetFullPath(folder, invocation.Global.WorkingDirectory))]
                : found.PackageFolders
        );
        var excluded = ReadingOptions.Excluded(reader);
        var text = new StringBuilder();
        foreach (var distribution in packages.All)
        {
            if (
                !excluded.Contains(distribution.Name)
                && Line(distribution, reader.IsOn(ReadingOptions.ExcludeEditable), invocation.Terminal.Output)
                    is { } line
            )
                text.Append(line).Append('\n');
        }
        invocation.Terminal.Data(text.ToString());
        ReadingOptions.WarnOfIssues(context, packages, found.Environment);
        return 0;
    }

    /// <summary>The requirement; null for an editable one that is not wanted.</summary>
    private static string? Line(InstalledDistribution distribution, bool excludesEditable, Palette palette)
    {
        var name = palette.Bold(distribution.Name.Value);
        if (distribution.FindEditableFolder() is not null)
        {
            if (excludesEditable)
                return null;
            var url =
                distribution.ReadDirectUrl()?.Url
                ?? Krait.Indexes.IndexLocation.FileUrl(distribution.SourceFolder!).AbsoluteUri;
            return $"-e {url}";
        }
        return distribution.ReadDirectUrl() switch
        {
            DirectUrl.Archive archive => $"{name} @ {archive.Url}{Fragment(archive)}",
            DirectUrl.Repository repository =>
                $"{name} @ {repository.Vcs}+{repository.Url}@{repository.Commit}{Fragment(repository)}",
            { } origin => $"{name} @ {origin.Url}{Fragment(origin)}",
            null => $"{name}=={distribution.Version}",
        };
    }

    /// <summary>What must stand behind the address for the line to mean the same project again.</summary>
    private static string Fragment(DirectUrl origin)
    {
        var parts = new List<string>();
        if (origin.Subdirectory is { } folder)
            parts.Add($"subdirectory={folder}");
        if (origin is DirectUrl.Archive { Hashes: [var (algorithm, digits), ..] })
            parts.Add($"{algorithm}={digits}");
        return parts.Count > 0 ? $"#{string.Join('&', parts)}" : "";
    }
}
