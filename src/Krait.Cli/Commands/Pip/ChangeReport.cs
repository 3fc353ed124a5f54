using System.Text;
using System.Text.Json;
using Krait.Cli.Terminal;

namespace Krait.Cli.Commands.Pip;

/// <summary>Tells what was changed, line by line or as JSON.</summary>
internal static class ChangeReport
{
    /// <summary>One line a change, by name; of one name, what went comes before what came.</summary>
    public static void Lines(TerminalWriter terminal, IEnumerable<PackageChange> changes)
    {
        var palette = terminal.Error;
        foreach (var change in Ordered(changes))
        {
            var sign = change.Kind switch
            {
                ChangeKind.Removed => palette.PlainRed("-"),
                ChangeKind.Installed => palette.Green("+"),
                _ => palette.PlainYellow("~"),
            };
            var version = palette.Dim($"=={change.Version}{change.Suffix}");
            terminal.Status($" {sign} {palette.Bold(change.Name.Value)}{version}");
        }
    }

    /// <summary>The object that <c>--output-format json</c> prints.</summary>
    public static string Json(IEnumerable<PackageChange> changes, bool isDryRun)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, JsonText.Indented))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("schema");
            writer.WriteString("version", "preview");
            writer.WriteEndObject();
            writer.WriteStartArray("changes");
            foreach (var change in Ordered(changes))
            {
                writer.WriteStartObject();
                writer.WriteString("name", change.Name.Value);
                writer.WriteString("version", change.Version);
                writer.WriteString("action", Action(change.Kind));
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WriteBoolean("dry_run", isDryRun);
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static string Action(ChangeKind kind) =>
        kind switch
        {
            ChangeKind.Removed => "uninstalled",
            ChangeKind.Installed => "installed",
            _ => "reinstalled",
        };

    private static IOrderedEnumerable<PackageChange> Ordered(IEnumerable<PackageChange> changes) =>
        changes
            .OrderBy(change => change.Name)
            .ThenBy(change => change.Kind)
            .ThenBy(change => change.Version, StringComparer.Ordinal);
}
