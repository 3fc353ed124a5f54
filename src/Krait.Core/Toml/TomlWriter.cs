using System.Globalization;
using System.Text;

namespace Krait.Toml;

/// <summary>Values and keys as canonical TOML text: what a new line of a file is made of.</summary>
public static class TomlWriter
{
    /// <summary>
    /// A string on one line: basic where nothing needs an escape, literal where that avoids escapes, else basic with
    /// escapes.
    /// </summary>
    public static string String(ReadOnlySpan<char> value)
    {
        var escapes = 0;
        var controls = false;
        foreach (var c in value)
        {
            if (c is '"' or '\\')
                escapes++;
            else if (c is < ' ' or '\x7F')
                controls = true;
        }
        if (escapes == 0 && !controls)
            return $"\"{value}\"";
        return !controls && !value.Contains('\'') ? $"'{value}'" : BasicString(value);
    }

    /// <summary>A basic string, escaped where it must be.</summary>
    public static string BasicString(ReadOnlySpan<char> value)
    {
        var built = new StringBuilder(value.Length + 8).Append('"');
        foreach (var c in value)
            switch (c)
            {
                case '"':
                    built.Append("\\\"");
                    break;
                case '\\':
                    built.Append("\\\\");
                    break;
                case '\b':
                    built.Append("\\b");
                    break;
                case '\t':
                    built.Append("\\t");
                    break;
                case '\n':
                    built.Append("\\n");
                    break;
                case '\f':
                    built.Append("\\f");
                    break;
                case '\r':
                    built.Append("\\r");
                    break;
                case < ' ' or '\x7F':
                    built.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
                    break;
                default:
                    built.Append(c);
                    break;
            }
        return built.Append('"').ToString();
    }

    /// <summary>One part of a key: bare where it may be, else quoted.</summary>
    public static string Key(ReadOnlySpan<char> key)
    {
        foreach (var c in key)
            if (!TomlParser.IsBare(c))
                return String(key);
        return key.Length == 0 ? "\"\"" : key.ToString();
    }

    /// <summary>A key of several parts, joined by dots.</summary>
    public static string DottedKey(ReadOnlySpan<string> path)
    {
        var built = new StringBuilder();
        foreach (var part in path)
            built.Append(built.Length == 0 ? "" : ".").Append(Key(part));
        return built.ToString();
    }

    public static string Boolean(bool value) => value ? "true" : "false";

    public static string Integer(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>An array on one line, of values that are TOML text already.</summary>
    public static string Array(IEnumerable<string> values) => $"[{string.Join(", ", values)}]";

    /// <summary>An array of a line an item, indented by four, each item followed by a comma.</summary>
    public static string ArrayOfLines(IEnumerable<string> values) =>
        $"[\n{string.Concat(values.Select(value => $"    {value},\n"))}]";

    /// <summary>An inline table of keys, bare or quoted here, with values that are TOML text already.</summary>
    public static string InlineTable(IEnumerable<KeyValuePair<string, string>> entries)
    {
        var inside = string.Join(", ", entries.Select(entry => $"{Key(entry.Key)} = {entry.Value}"));
        return inside.Length == 0 ? "{}" : $"{{ {inside} }}";
    }
}
