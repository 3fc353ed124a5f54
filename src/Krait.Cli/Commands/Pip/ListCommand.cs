using System.Text;
using System.Text.Json;
using Krait.Cli.Arguments;
using Krait.Cli.Arguments.Options;
using Krait.Cli.Settings;
using Krait.Environments;
using Krait.Requirements;
using Krait.Versions;

namespace Krait.Cli.Commands.Pip;

/// <summary><c>krait pip list</c>: what is installed, as a table, as requirements or as JSON.</summary>
internal static class ListCommand
{
    private static readonly OptionDescription Format = new("--format", "How to show the list")
    {
        Value = "FORMAT",
        Choices = ["columns", "freeze", "json"],
    };

    private static readonly OptionDescription Outdated = new(
        "--outdated",
        "Only packages of which there is a newer version"
    )
    {
        Opposites = ["--no-outdated"],
    };

    private static readonly OptionDescription EditableOnly = new("--editable", "Only editable packages")
    {
        Conflicts = ["--exclude-editable"],
        Short = 'e',
    };

    public static CommandDescription Description =>
        new()
        {
            Path = "pip list",
            Summary = "List the packages of an environment",
            MostPositionals = 0,
            Options = () =>
                [
                    EditableOnly,
                    ReadingOptions.ExcludeEditable,
                    ReadingOptions.Exclude,
                    Format,
                    Outdated,
                    TargetOptions.Strict,
                    .. TargetOptions.Listing,
                    .. PackageIndexOptions.All,
                    .. ResolverOptions.Newness,
                ],
            RunAsync = RunAsync,
        };

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var reader = invocation.Reader;
        if (reader.IsOn(Outdated) && reader.Text(Format) == "freeze")
            throw new KraitException("`--outdated` cannot be used with `--format freeze`") { ExitCode = 2 };
        // Where nothing is asked of the indexes, what is said of them is still held to what can be read.
        var indexes = IndexSettings.Read(reader, invocation.Global);
        var newness = NewnessSettings.Read(reader, TimeProvider.System);
        using var context = new PipContext(invocation, reader.IsOn(Outdated) ? indexes.ToOptions() : null);
        var found = context.Environments.ForReading();
        var packages = SitePackages.Read(found.PackageFolders);
        var rows = Select(packages, reader);
        if (reader.IsOn(Outdated))
            rows = await LatestVersions.FindAsync(
                context,
                found.Environment.Interpreter,
                newness,
                rows,
                cancellation
            );
        invocation.Terminal.Data(
            reader.Text(Format) switch
            {
                "json" => Json(rows),
                "freeze" => string.Concat(rows.Select(row => $"{row.Name}=={row.Version}\n")),
                _ => Columns(rows, reader.IsOn(Outdated)),
            }
        );
        ReadingOptions.WarnOfIssues(context, packages, found.Environment);
        return 0;
    }

    private static List<ListedPackage> Select(SitePackages packages, SettingsReader reader)
    {
        var excluded = ReadingOptions.Excluded(reader);
        var (only, without) = (reader.IsOn(EditableOnly), reader.IsOn(ReadingOptions.ExcludeEditable));
        var rows = new List<ListedPackage>();
        foreach (var distribution in packages.All)
        {
            if (excluded.Contains(distribution.Name))
                continue;
            var editable = distribution.FindEditableFolder();
            if (editable is null ? !only : !without)
                rows.Add(new ListedPackage(distribution.Name, distribution.Version, editable));
        }
        return rows;
    }

    private static string Columns(List<ListedPackage> rows, bool isOutdated)
    {
        if (rows.Count == 0)
            return "";
        var columns = new List<string[]>
        {
            (string[])["Package", .. rows.Select(row => row.Name.Value)],
            (string[])["Version", .. rows.Select(row => row.Version.ToString())],
        };
        if (isOutdated)
        {
            columns.Add(["Latest", .. rows.Select(row => row.Latest?.ToString() ?? "")]);
            columns.Add(["Type", .. rows.Select(row => row.LatestIsWheel ? "wheel" : "sdist")]);
        }
        if (rows.Exists(row => row.EditableFolder is not null))
            columns.Add(["Editable project location", .. rows.Select(row => row.EditableFolder ?? "")]);
        var widths = columns.ConvertAll(column => column.Max(cell => cell.Length));
        var text = new StringBuilder();
        for (var i = 0; i <= rows.Count; i++)
        {
            AppendLine(text, columns.ConvertAll(column => column[i]), widths);
            if (i == 0)
                AppendLine(text, widths.ConvertAll(width => new string('-', width)), widths);
        }
        return text.ToString();
    }

    private static void AppendLine(StringBuilder text, List<string> cells, List<int> widths)
    {
        var line = string.Join(' ', cells.Select((cell, i) => cell.PadRight(widths[i])));
        text.Append(line.TrimEnd()).Append('\n');
    }

    private static string Json(List<ListedPackage> rows)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, JsonText.Compact))
        {
            writer.WriteStartArray();
            foreach (var row in rows)
            {
                writer.WriteStartObject();
                writer.WriteString("name", row.Name.Value);
                writer.WriteString("version", row.Version.ToString());
                if (row.Latest is { } latest)
                {
                    writer.WriteString("latest_version", latest.ToString());
                    writer.WriteString("latest_filetype", row.LatestIsWheel ? "wheel" : "sdist");
                }
                if (row.EditableFolder is { } folder)
                    writer.WriteString("editable_project_location", folder);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        }
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }
}

/// <summary>A row of <c>pip list</c>.</summary>
internal sealed record ListedPackage(PackageName Name, PackageVersion Version, string? EditableFolder)
{
    /// <summary>The newest version of the indexes; null where that was not asked.</summary>
    public PackageVersion? Latest { get; init; }

    public bool LatestIsWheel { get; init; }
}
