using System.Text;
using Krait.Toml;

namespace Krait.Projects.Locking;

/// <summary>
/// Writes <c>uv.lock</c> from its values, byte for byte as uv lays it out: keys in uv's order, one blank line before every header,
/// and for each key its own choice of one line or a line an item. Keys that uv does not know follow the known ones.
/// </summary>
/// <remarks>Format version 1. From revision 4 on, a header that only sub-tables would follow is left out.</remarks>
public sealed partial class UvLockText
{
    private const string PlaceholderNote =
        " # This has no effect and is included for backwards compatibility when using relative exclude-newer values.";

    private readonly StringBuilder _text = new();
    private readonly bool _omitsEmptyHeaders;

    private UvLockText(TomlTable root) => _omitsEmptyHeaders = root["revision"]?.AsInteger() is > 3;

    /// <summary>The text of a lock with these values, ended by one line feed.</summary>
    public static string Write(TomlTable root)
    {
        var writer = new UvLockText(root);
        writer.WriteTable("", root);
        return writer._text.ToString();
    }

    private void WriteTable(string path, TomlTable table)
    {
        var entries = Ordered(table, OrderOf(path));
        foreach (var entry in entries)
        {
            if (!IsBelow(path, entry))
                WriteEntry(path, table, entry);
        }
        foreach (var entry in entries)
        {
            if (IsBelow(path, entry))
                WriteBelow(path.Length == 0 ? entry.Key : $"{path}.{TomlWriter.Key(entry.Key)}", entry.Value);
        }
    }

    private void WriteBelow(string path, TomlValue value)
    {
        if (value is TomlArray array)
        {
            foreach (var item in array.Items)
            {
                _text.Append("\n[[").Append(path).Append("]]\n");
                WriteTable(path, (TomlTable)item);
            }
        }
        else if (value is TomlTable table)
        {
            var isImplied =
                _omitsEmptyHeaders && table.Entries.Count > 0 && table.Entries.All(e => IsBelow(path, e));
            if (!isImplied)
                _text.Append("\n[").Append(path).Append("]\n");
            WriteTable(path, table);
        }
    }

    private void WriteEntry(string path, TomlTable table, TomlEntry entry)
    {
        _text.Append(TomlWriter.Key(entry.Key)).Append(" = ");
        switch (entry.Value)
        {
            case TomlArray array
                when path.Length == 0 && entry.Key == "conflicts" && array.Items.All(set => set is TomlArray):
                WriteConflicts(array);
                break;
            case TomlArray array when HasLineAnItem(path, entry.Key, array.Items.Count):
                _text.Append("[\n");
                WriteLines(array);
                _text.Append(']');
                break;
            default:
                WriteValue(entry.Value);
                break;
        }
        if (path == "options" && entry.Key == "exclude-newer" && table["exclude-newer-span"] is not null)
            _text.Append(PlaceholderNote);
        _text.Append('\n');
    }

    private void WriteConflicts(TomlArray sets)
    {
        _text.Append('[');
        for (var i = 0; i < sets.Items.Count; i++)
        {
            _text.Append(i == 0 ? "[\n" : ", [\n");
            WriteLines((TomlArray)sets.Items[i]);
            _text.Append(']');
        }
        _text.Append(']');
    }

    private void WriteLines(TomlArray array)
    {
        foreach (var item in array.Items)
        {
            _text.Append("    ");
            WriteValue(item);
            _text.Append(",\n");
        }
    }

    private void WriteValue(TomlValue value)
    {
        switch (value)
        {
            case TomlString text:
                _text.Append(TomlWriter.String(text.Value));
                break;
            case TomlInteger number:
                _text.Append(TomlWriter.Integer(number.Value));
                break;
            case TomlBoolean boolean:
                _text.Append(TomlWriter.Boolean(boolean.Value));
                break;
            case TomlArray array:
                _text.Append('[');
                for (var i = 0; i < array.Items.Count; i++)
                {
                    _text.Append(i == 0 ? "" : ", ");
                    WriteValue(array.Items[i]);
                }
                _text.Append(']');
                break;
            case TomlTable { Entries.Count: 0 }:
                _text.Append("{}");
                break;
            case TomlTable table:
                var separator = "{ ";
                foreach (var entry in Ordered(table, s_inlineOrder))
                {
                    _text.Append(separator).Append(TomlWriter.Key(entry.Key)).Append(" = ");
                    WriteValue(entry.Value);
                    separator = ", ";
                }
                _text.Append(" }");
                break;
            case TomlDateTime time:
                _text.Append(time.Text);
                break;
            default:
                throw new FormatException("a lock has no value of that kind");
        }
    }

    /// <summary>The known keys in their order, then the others as they come.</summary>
    private static List<TomlEntry> Ordered(TomlTable table, ReadOnlySpan<string> order)
    {
        var entries = new List<TomlEntry>(table.Entries.Count);
        foreach (var key in order)
        {
            if (table.TryGetEntry(key, out var entry))
                entries.Add(entry);
        }
        foreach (var entry in table.Entries)
        {
            if (!order.Contains(entry.Key))
                entries.Add(entry);
        }
        return entries;
    }
}
