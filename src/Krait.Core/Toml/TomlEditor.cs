namespace Krait.Toml;

/// <summary>
/// Changes a document by cutting and putting in text, so that everything else stays as it is to the byte: comments,
/// order, line ends, indentation. After each call <see cref="Document"/> is the document as changed; values taken from
/// the document before it are of the past.
/// </summary>
/// <remarks>Values are given as TOML text: <see cref="TomlWriter"/> makes it.</remarks>
public sealed partial class TomlEditor(TomlDocument document)
{
    /// <summary>The document with all changes so far.</summary>
    public TomlDocument Document { get; private set; } = document;

    private string Text => Document.Text;

    private string NewLine =>
        Text.IndexOf('\n', StringComparison.Ordinal) is > 0 and var at && Text[at - 1] == '\r'
            ? "\r\n"
            : "\n";

    /// <summary>Replaces the value at <paramref name="path"/>, or adds it, with the tables it needs.</summary>
    /// <exception cref="TomlException">A step of the path is a value, or the value is a table under a header.</exception>
    public void Set(ReadOnlySpan<string> path, string value)
    {
        var table = Document.Root;
        for (var i = 0; i < path.Length - 1; i++)
        {
            if (table[path[i]] is not { } next)
            {
                AddTable(path, i, value);
                return;
            }
            table =
                next as TomlTable
                ?? throw Fault($"`{TomlWriter.DottedKey(path[..(i + 1)])}` is no table", next);
        }
        if (table[path[^1]] is not { } present)
            AddKey(table, path, value);
        else if (present.Span.Length == 0 || present is TomlTable { Style: not TomlTableStyle.Inline })
            throw Fault($"`{TomlWriter.DottedKey(path)}` is a table of its own", present);
        else
            Splice(present.Span.Start, present.Span.End, value);
    }

    /// <summary>
    /// Removes the key or table at <paramref name="path"/> with everything below it: its line with the comment behind
    /// the value, or its section. Comments on lines above stay. False where there is nothing of that name.
    /// </summary>
    public bool Remove(ReadOnlySpan<string> path)
    {
        if (
            Document.Root.Find(path[..^1]) is not TomlTable table
            || !table.TryGetEntry(path[^1], out var entry)
        )
            return false;
        if (InlineAround(path[..^1]) is { } inline)
        {
            RemoveInline(inline, entry);
            return true;
        }
        var cuts = new List<TextSpan>();
        CollectCuts(entry, cuts);
        cuts.Sort((a, b) => b.Start.CompareTo(a.Start));
        var text = Text;
        foreach (var cut in cuts)
            text = text.Remove(cut.Start, cut.Length);
        Replace(text);
        return true;
    }

    private void CollectCuts(TomlEntry entry, List<TextSpan> cuts)
    {
        switch (entry.Value)
        {
            case TomlTable
            {
                Style: TomlTableStyle.Header or TomlTableStyle.Implicit or TomlTableStyle.Dotted
            } table:
                if (table.Style == TomlTableStyle.Header)
                    cuts.Add(Section(table));
                foreach (var inner in table.Entries)
                    if (
                        table.Style != TomlTableStyle.Header
                        || inner.KeySpan.Length == 0
                        || !IsWithin(inner, table)
                    )
                        CollectCuts(inner, cuts);
                break;
            case TomlArray { IsArrayOfTables: true } array:
                foreach (var item in array.Items)
                    CollectCuts(new TomlEntry(entry.Key, item, default), cuts);
                break;
            default:
                cuts.Add(new TextSpan(LineStart(entry.KeySpan.Start), LineEnd(entry.Value.Span.End)));
                break;
        }
    }

    /// <summary>Lines that the cut of the table's own section takes along need no cut of their own.</summary>
    private bool IsWithin(TomlEntry entry, TomlTable table)
    {
        var section = Section(table);
        return entry.KeySpan.Start >= section.Start && entry.KeySpan.Start < section.End;
    }

    /// <summary>From a header's line to the next header, or to the end; comments right above the next header are the next one's.</summary>
    private TextSpan Section(TomlTable table)
    {
        var end = EndOfSection(table);
        while (end > table.Span.End)
        {
            var above = LineStart(end - 1);
            if (
                above <= table.Span.Start
                || end == Text.Length
                || !Text.AsSpan(above, end - above).TrimStart().StartsWith('#')
            )
                break;
            end = above;
        }
        return new TextSpan(LineStart(table.Span.Start), end);
    }

    /// <summary>Where the line of the next header starts, or the text ends.</summary>
    private int EndOfSection(TomlTable table)
    {
        var next = Text.Length;
        Visit(Document.Root);
        return next;

        void Visit(TomlTable visited)
        {
            if (visited.Style == TomlTableStyle.Header && visited.Span.Start > table.Span.Start)
                next = Math.Min(next, LineStart(visited.Span.Start));
            foreach (var entry in visited.Entries)
                if (entry.Value is TomlTable { Style: not TomlTableStyle.Inline } inner)
                    Visit(inner);
                else if (entry.Value is TomlArray { IsArrayOfTables: true } array)
                    foreach (var item in array.Items)
                        Visit((TomlTable)item);
        }
    }

    /// <summary>The innermost inline table that a path leads through, or null.</summary>
    private TomlTable? InlineAround(ReadOnlySpan<string> path)
    {
        TomlTable? inline = null;
        var table = Document.Root;
        foreach (var key in path)
        {
            if (table[key] is not TomlTable next)
                break;
            table = next;
            if (table.Style == TomlTableStyle.Inline)
                inline = table;
        }
        return inline;
    }

    private void RemoveInline(TomlTable inline, TomlEntry entry)
    {
        var all = new List<TomlEntry>();
        var gone = new List<TomlEntry>();
        foreach (var one in inline.Entries)
            CollectPairs(one, all);
        CollectPairs(entry, gone);
        if (gone.Count == all.Count)
        {
            Splice(inline.Span.Start, inline.Span.End, "{}");
            return;
        }
        // Dotted keys of one table need not stand together.
        all.Sort((a, b) => a.KeySpan.Start.CompareTo(b.KeySpan.Start));
        var text = Text;
        var next = all.Count;
        for (var i = all.Count - 1; i >= 0; i--)
        {
            if (!gone.Contains(all[i]))
            {
                next = i;
                continue;
            }
            var isLast = next == all.Count;
            var kept = i - 1;
            while (isLast && kept >= 0 && gone.Contains(all[kept]))
                kept--;
            var (start, end) = isLast
                ? (all[kept].Value.Span.End, all[i].Value.Span.End)
                : (all[i].KeySpan.Start, all[i + 1].KeySpan.Start);
            text = text.Remove(start, end - start);
            if (isLast)
            {
                i = kept;
                next = kept;
            }
        }
        Replace(text);
    }

    /// <summary>The keys with values that an entry of an inline table is written as.</summary>
    private static void CollectPairs(TomlEntry entry, List<TomlEntry> pairs)
    {
        if (entry.Value is TomlTable { Style: TomlTableStyle.Dotted } dotted)
        {
            foreach (var inner in dotted.Entries)
                CollectPairs(inner, pairs);
        }
        else
            pairs.Add(entry);
    }

    private int LineStart(int offset) => offset == 0 ? 0 : Text.LastIndexOf('\n', offset - 1) + 1;

    /// <summary>The start of the line after the one that <paramref name="offset"/> lies on.</summary>
    private int LineEnd(int offset) => Text.IndexOf('\n', offset) is >= 0 and var at ? at + 1 : Text.Length;

    private void Splice(int start, int end, string replacement) =>
        Replace(string.Concat(Text.AsSpan(0, start), replacement, Text.AsSpan(end)));

    private void Replace(string text) => Document = TomlDocument.Parse(text, Document.Version);

    private TomlException Fault(string message, TomlValue value)
    {
        var before = Text.AsSpan(0, value.Span.Start);
        return new TomlException(message, before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'));
    }
}
