using System.Text;
using Krait.Cli.Arguments;
using Krait.Cli.Arguments.Options;
using Krait.Cli.Settings;
using Krait.Environments;
using Krait.Markers;
using Krait.Metadata;
using Krait.Requirements;

namespace Krait.Cli.Commands.Pip;

/// <summary><c>krait pip show</c>: what is known of installed packages; exit code 1 if none of them is installed.</summary>
internal static class ShowCommand
{
    private static readonly OptionDescription Files = new("--files", "List the package's files too")
    {
        Short = 'f',
    };

    public static CommandDescription Description =>
        new()
        {
            Path = "pip show",
            Summary = "Show what is known of installed packages",
            UsageTail = "[PACKAGE]...",
            Positional = "[PACKAGE]...",
            PositionalMeaning = "The packages to show",
            Options = () => [TargetOptions.Strict, Files, .. TargetOptions.Reading],
            RunAsync = (invocation, _) => Task.FromResult(Run(invocation)),
        };

    private static int Run(Invocation invocation)
    {
        var terminal = invocation.Terminal;
        if (invocation.Arguments.Positionals.Count == 0)
        {
            terminal.Warning("Please provide a package name or names.");
            return 1;
        }
        using var context = new PipContext(invocation);
        var found = context.Environments.ForReading();
        var packages = SitePackages.Read(found.PackageFolders);
        var names = invocation.Arguments.Positionals.ConvertAll(ParseName);
        var missing = names.Where(name => packages.Find(name) is null).Distinct().Order().ToList();
        var shown = names.Distinct().Order().Select(packages.Find).OfType<InstalledDistribution>().ToList();
        if (missing.Count > 0)
            terminal.Warning($"Package(s) not found for: {string.Join(", ", missing)}");
        if (shown.Count == 0)
            return 1;
        var environment = found.Environment.Interpreter.Markers;
        var blocks = shown.ConvertAll(d => Block(d, packages, environment, invocation.Reader.IsOn(Files)));
        terminal.Data(string.Join("---\n", blocks), important: false);
        ReadingOptions.WarnOfIssues(context, packages, found.Environment);
        return 0;
    }

    private static string Block(
        InstalledDistribution distribution,
        SitePackages packages,
        MarkerEnvironment environment,
        bool listsFiles
    )
    {
        var text = new StringBuilder();
        text.Append(
            $"Name: {distribution.Name}\nVersion: {distribution.Version}\nLocation: {distribution.Folder}\n"
        );
        if (distribution.FindEditableFolder() is { } editable)
            text.Append($"Editable project location: {editable}\n");
        AppendNames(text, "Requires:", Needs(distribution, environment));
        AppendNames(
            text,
            "Required-by:",
            packages
                .All.Where(other => Needs(other, environment).Contains(distribution.Name))
                .Select(other => other.Name)
        );
        if (listsFiles)
            AppendFiles(text, distribution);
        return text.ToString();
    }

    private static void AppendNames(StringBuilder text, string label, IEnumerable<PackageName> names)
    {
        var list = string.Join(", ", names.Distinct().Order());
        text.Append(list.Length == 0 ? $"{label}\n" : $"{label} {list}\n");
    }

    private static List<PackageName> Needs(InstalledDistribution distribution, MarkerEnvironment environment)
    {
        var names = new List<PackageName>();
        foreach (var requirement in distribution.TryReadMetadata(out _)?.RequiresDist ?? [])
        {
            if (requirement.Marker?.Evaluate(environment, []) ?? true)
                names.Add(requirement.Name);
        }
        return names;
    }

    private static void AppendFiles(StringBuilder text, InstalledDistribution distribution)
    {
        text.Append("Files:\n");
        if (distribution.ReadInfo("RECORD", RecordFile.LargestFile) is not { } bytes)
            return;
        if (!RecordFile.TryParse(bytes, out var record, out _))
            return;
        foreach (var path in record.Entries.Select(entry => entry.Path).Order(StringComparer.Ordinal))
            text.Append($"  {path}\n");
    }

    private static PackageName ParseName(string text) =>
        PackageNames.Problem(text) is { } problem
            ? throw new UsageException($"invalid value '{text}' for '[PACKAGE]...': {problem}")
            : PackageName.Parse(text);
}
