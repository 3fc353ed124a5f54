using Krait.Cli.Arguments;
using Krait.Toml;

namespace Krait.Cli.Settings;

internal static partial class SettingsKeys
{
    /// <summary>Looks at the keys of a table of settings and of its <c>pip</c> table.</summary>
    /// <returns>What no command knows, each as a warning: settings of a later version do no harm.</returns>
    /// <exception cref="TomlException">A value is of another type than its setting.</exception>
    public static IReadOnlyList<string> Check(TomlDocument document, TomlTable table, string fileName)
    {
        List<string> unknown = [];
        Check(document, table, fileName, unknown);
        return unknown;
    }

    private static void Check(TomlDocument document, TomlTable table, string fileName, List<string> unknown)
    {
        foreach (var entry in table.Entries)
        {
            if (Expected(entry.Key) is { } expected)
            {
                if (entry.Value.Kind == expected)
                {
                    if (entry.Value is TomlTable pip)
                        Check(document, pip, fileName, unknown);
                    continue;
                }
                var (line, column) = Place(document, entry.Value.Span.Start);
                throw new TomlException(
                    $"invalid type: {Name(entry.Value.Kind)}, expected {Name(expected)}",
                    line,
                    column
                );
            }
            if (!Others.Contains(entry.Key, StringComparer.Ordinal) && !IsOption(entry.Key))
            {
                var place = entry.KeySpan.Length > 0 ? entry.KeySpan : entry.Value.Span;
                var (line, _) = Place(document, place.Start);
                unknown.Add($"Unknown setting `{entry.Key}` in line {line} of `{fileName}`");
            }
        }
    }

    private static TomlKind? Expected(string key) =>
        Booleans.Contains(key, StringComparer.Ordinal) ? TomlKind.Boolean
        : Strings.Contains(key, StringComparer.Ordinal) ? TomlKind.String
        : Lists.Contains(key, StringComparer.Ordinal) ? TomlKind.Array
        : key == "pip" ? TomlKind.Table
        : null;

    /// <summary>Settings are read by the names of options; some of these only Krait keeps in files.</summary>
    private static bool IsOption(string key)
    {
        var name = "--" + key;
        foreach (var verb in (ReadOnlySpan<string>)["pip compile", "pip install", "pip list", "venv"])
        {
            foreach (var option in CommandTable.Find(verb)!.AllOptions())
            {
                if (option.Name == name || option.Opposites.Contains(name, StringComparer.Ordinal))
                    return true;
            }
        }
        return false;
    }

    private static string Name(TomlKind kind) =>
        kind switch
        {
            TomlKind.Boolean => "a boolean",
            TomlKind.String => "a string",
            TomlKind.Integer => "an integer",
            TomlKind.Float => "a number",
            TomlKind.Array => "an array",
            TomlKind.Table => "a table",
            _ => "a date or time",
        };

    private static (int Line, int Column) Place(TomlDocument document, int offset)
    {
        var before = document.Text.AsSpan(0, offset);
        return (before.Count('\n') + 1, offset - before.LastIndexOf('\n'));
    }
}
