namespace Krait.Toml;

/// <summary>Adding keys and tables in the style of what stands around them.</summary>
public sealed partial class TomlEditor
{
    private void AddKey(TomlTable table, ReadOnlySpan<string> path, string value)
    {
        var key = TomlWriter.Key(path[^1]);
        switch (table.Style)
        {
            case TomlTableStyle.Inline:
                if (table.Entries.Count == 0)
                    Splice(table.Span.Start, table.Span.End, $"{{ {key} = {value} }}");
                else
                {
                    var end = EndOf(table.Entries[^1]);
                    Splice(end, end, $", {key} = {value}");
                }
                break;
            case TomlTableStyle.Dotted:
                var model = LastLine(table)!;
                var prefix = Text[model.KeySpan.Start..PrefixEnd(model)];
                if (InlineAround(path[..^1]) is not null)
                    Splice(EndOf(model), EndOf(model), $", {prefix}{key} = {value}");
                else
                    AddLine(LineEnd(EndOf(model)), Indentation(model), prefix + key, value);
                break;
            case TomlTableStyle.Implicit:
                AddTable(path, path.Length - 1, value);
                break;
            default:
                if (LastLine(table) is { } last)
                    AddLine(LineEnd(EndOf(last)), Indentation(last), key, value);
                else if (table.Style == TomlTableStyle.Header)
                    AddLine(LineEnd(table.Span.End), "", key, value);
                else
                    AddFirstKey(key, value);
                break;
        }
    }

    /// <summary>A document without keys at its top gets the first one above the first header, a blank line between.</summary>
    private void AddFirstKey(string key, string value)
    {
        var end = EndOfSection(new TomlTable(TomlTableStyle.Root, new TextSpan(-1, -1)));
        var gap = end < Text.Length ? NewLine : "";
        var start = Text.StartsWith('\uFEFF') ? 1 : 0;
        var at = end < Text.Length ? Math.Max(start, end) : Text.Length;
        AddLine(at, "", key, value + gap);
    }

    private void AddLine(int at, string indentation, string key, string value)
    {
        var before = at > 0 && Text[at - 1] != '\n' && !(at == 1 && Text[0] == '\uFEFF') ? NewLine : "";
        Splice(at, at, $"{before}{indentation}{key} = {value}{NewLine}");
    }

    /// <summary>The last key-value line that stands under the table's own header.</summary>
    private static TomlEntry? LastLine(TomlTable table)
    {
        TomlEntry? last = null;
        foreach (var entry in table.Entries)
            if (entry.KeySpan.Length > 0 && (last is null || EndOf(entry) > EndOf(last)))
                last = entry;
        return last;
    }

    /// <summary>Where an entry's text ends; that of a table made by dotted keys is its last line's.</summary>
    private static int EndOf(TomlEntry entry) =>
        entry.Value is TomlTable { Style: TomlTableStyle.Dotted } dotted && LastLine(dotted) is { } last
            ? EndOf(last)
            : entry.Value.Span.End;

    /// <summary>Where in a dotted key the part starts that names the entry.</summary>
    private int PrefixEnd(TomlEntry entry)
    {
        var starts = new List<int> { 0 };
        var text = Text.AsSpan(entry.KeySpan.Start, entry.KeySpan.Length);
        var quote = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            if (quote == '"' && text[i] == '\\')
                i++;
            else if (quote != '\0')
                quote = text[i] == quote ? '\0' : quote;
            else if (text[i] is '"' or '\'')
                quote = text[i];
            else if (text[i] == '.')
                starts.Add(i + 1);
        }
        return entry.KeySpan.Start + starts[^(PartsBehind(entry) + 1)];
    }

    /// <summary>How many parts of the entry's own key name tables and values below it.</summary>
    private static int PartsBehind(TomlEntry entry)
    {
        if (entry.Value is not TomlTable { Style: TomlTableStyle.Dotted } table)
            return 0;
        foreach (var inner in table.Entries)
        {
            if (inner.KeySpan == entry.KeySpan)
                return PartsBehind(inner) + 1;
        }
        return 0;
    }

    private string Indentation(TomlEntry entry)
    {
        var start = LineStart(entry.KeySpan.Start);
        var indentation = Text.AsSpan(start, entry.KeySpan.Start - start);
        return indentation.Trim(" \t").Length == 0 ? indentation.ToString() : "";
    }

    /// <summary>Adds an item under a header of its own to an array of tables, which may be a new one.</summary>
    /// <param name="path">The array.</param>
    /// <param name="entries">The item's keys, with values that are TOML text.</param>
    public void AppendArrayTable(ReadOnlySpan<string> path, IEnumerable<KeyValuePair<string, string>> entries)
    {
        TomlTable? near = null;
        for (var length = path.Length - 1; length > 0 && near is null; length--)
            near = Document.Root.Find(path[..length]) as TomlTable;
        var lines = string.Concat(
            entries.Select(entry => $"{TomlWriter.Key(entry.Key)} = {entry.Value}{NewLine}")
        );
        AddSection(near, $"[[{TomlWriter.DottedKey(path)}]]{NewLine}{lines}");
    }

    /// <summary>
    /// Adds a key to a table under a header, on the line behind the key <paramref name="previous"/>, or behind the header if that is
    /// null; comments above the next key stay with it. In other tables the key goes where <see cref="Set"/> puts it.
    /// </summary>
    public void SetBehind(ReadOnlySpan<string> path, string? previous, string value)
    {
        if (Document.Root.Find(path[..^1]) is not TomlTable { Style: TomlTableStyle.Header } table)
        {
            Set(path, value);
            return;
        }
        if (previous is null)
            AddLine(LineEnd(table.Span.End), "", TomlWriter.Key(path[^1]), value);
        else if (table.TryGetEntry(previous, out var entry) && entry.KeySpan.Length > 0)
            AddLine(LineEnd(EndOf(entry)), Indentation(entry), TomlWriter.Key(path[^1]), value);
        else
            Set(path, value);
    }

    /// <summary>Replaces a value and the last part of its key, in place where the key has one part.</summary>
    public void ReplaceEntry(ReadOnlySpan<string> path, string key, string value)
    {
        if (
            Document.Root.Find(path[..^1])
                is TomlTable { Style: TomlTableStyle.Header or TomlTableStyle.Inline } table
            && table.TryGetEntry(path[^1], out var entry)
            && entry is { KeySpan.Length: > 0, Value: not TomlTable { Style: TomlTableStyle.Dotted } }
        )
        {
            Splice(entry.KeySpan.Start, entry.Value.Span.End, $"{TomlWriter.Key(key)} = {value}");
            return;
        }
        Remove(path);
        Set([.. path[..^1], key], value);
    }

    /// <summary>
    /// Adds a section for the tables of <paramref name="path"/>, of which the first <paramref name="known"/> exist: behind
    /// the last section of the nearest of them, else at the end.
    /// </summary>
    private void AddTable(ReadOnlySpan<string> path, int known, string value)
    {
        var near = known == 0 ? null : Document.Root.Find(path[..known]) as TomlTable;
        if (near is { Style: TomlTableStyle.Inline or TomlTableStyle.Dotted })
        {
            AddInlineTables(near, path, known, value);
            return;
        }
        AddSection(
            near,
            $"[{TomlWriter.DottedKey(path[..^1])}]{NewLine}{TomlWriter.Key(path[^1])} = {value}{NewLine}"
        );
    }

    /// <summary>Adds a section behind the last of a table and all below it, or at the end.</summary>
    private void AddSection(TomlTable? near, string section)
    {
        var at = near is null || LastSection(near) is not { } last ? Text.Length : EndOfSection(last);
        // The blank lines before the next header stay with that header.
        var body = Text.AsSpan(0, at).TrimEnd().Length;
        var insertAt = body == 0 ? 0 : LineEnd(body);
        var before =
            insertAt == 0 ? ""
            : Text[insertAt - 1] == '\n' ? NewLine
            : NewLine + NewLine;
        Splice(insertAt, insertAt, before + section);
    }

    private void AddInlineTables(TomlTable near, ReadOnlySpan<string> path, int known, string value)
    {
        for (var i = path.Length - 1; i > known; i--)
            value = TomlWriter.InlineTable([new(path[i], value)]);
        AddKey(near, path[..(known + 1)], value);
    }

    /// <summary>The header furthest down among the table's own and those below it.</summary>
    private static TomlTable? LastSection(TomlTable table)
    {
        var last = table.Style == TomlTableStyle.Header ? table : null;
        foreach (var entry in table.Entries)
        {
            IEnumerable<TomlTable> inner = entry.Value switch
            {
                TomlTable { Style: not TomlTableStyle.Inline } one => [one],
                TomlArray { IsArrayOfTables: true } array => array.Items.Cast<TomlTable>(),
                _ => [],
            };
            foreach (var one in inner)
                if (LastSection(one) is { } found && (last is null || found.Span.Start > last.Span.Start))
                    last = found;
        }
        return last;
    }
}
