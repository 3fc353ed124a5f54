namespace Krait.Toml;

/// <summary>Items of arrays, put in and taken out in the style found there: lines, indentation, trailing comma.</summary>
public sealed partial class TomlEditor
{
    /// <summary>Replaces one item; the comma and the comment behind it stay.</summary>
    public void ReplaceItem(ReadOnlySpan<string> path, int index, string value)
    {
        var item = ArrayAt(path).Items[index];
        Splice(item.Span.Start, item.Span.End, value);
    }

    /// <summary>Puts an item in before the one at <paramref name="index"/>, or behind the last.</summary>
    /// <exception cref="TomlException">There is no array of values at the path.</exception>
    public void InsertItem(ReadOnlySpan<string> path, int index, string value)
    {
        var array = ArrayAt(path);
        if (array.Items.Count == 0)
            InsertFirst(array, value);
        else if (index < array.Items.Count)
            InsertBefore(array, index, value);
        else
            InsertLast(array, value);
    }

    /// <summary>Takes an item out, with the comment behind it where it has a line of its own.</summary>
    /// <exception cref="TomlException">There is no array of values at the path.</exception>
    public void RemoveItem(ReadOnlySpan<string> path, int index)
    {
        var array = ArrayAt(path);
        var item = array.Items[index];
        var isLast = index == array.Items.Count - 1;
        var comma = CommaBehind(item.Span.End, array);
        if (IsAloneOnItsLines(array, index))
        {
            var start = LineStart(item.Span.Start);
            var end = LineEnd(comma ?? item.Span.End);
            var takesComma = isLast && comma is null && index > 0;
            var text = Text.Remove(start, end - start);
            // Without a comma behind the last item, its neighbour's would become a trailing one.
            if (takesComma && CommaBehind(array.Items[index - 1].Span.End, array) is { } neighbour)
                text = text.Remove(neighbour, 1);
            Replace(text);
        }
        else if (!isLast)
            Splice(item.Span.Start, array.Items[index + 1].Span.Start, "");
        else if (index > 0)
            Splice(array.Items[index - 1].Span.End, item.Span.End, "");
        else
            Splice(array.Span.Start, array.Span.End, "[]");
    }

    private TomlArray ArrayAt(ReadOnlySpan<string> path) =>
        Document.Root.Find(path) switch
        {
            TomlArray { IsArrayOfTables: false } array => array,
            { } other => throw Fault($"`{TomlWriter.DottedKey(path)}` is no array of values", other),
            null => throw new TomlException($"there is no `{TomlWriter.DottedKey(path)}`", 1, 1),
        };

    private void InsertFirst(TomlArray array, string value)
    {
        var inside = Text.AsSpan(array.Span.Start + 1, array.Span.Length - 2);
        if (!inside.Contains('\n'))
        {
            Splice(array.Span.Start, array.Span.End, $"[{value}]");
            return;
        }
        var closing = LineStart(array.Span.End - 1);
        var indentation = Blank(closing, array.Span.End - 1) + "    ";
        Splice(closing, closing, $"{indentation}{value},{NewLine}");
    }

    private void InsertBefore(TomlArray array, int index, string value)
    {
        var start = array.Items[index].Span.Start;
        var line = LineStart(start);
        var separator = IsFirstOnLine(start) && line > array.Span.Start ? NewLine + Text[line..start] : " ";
        Splice(start, start, $"{value},{separator}");
    }

    private void InsertLast(TomlArray array, string value)
    {
        var last = array.Items[^1];
        var comma = CommaBehind(last.Span.End, array);
        var end = comma + 1 ?? last.Span.End;
        if (!IsFirstOnLine(last.Span.Start) || LineStart(last.Span.Start) <= array.Span.Start)
        {
            Splice(end, end, comma is null ? $", {value}" : $" {value},");
            return;
        }
        var line = LineStart(last.Span.Start);
        var indentation = Text[line..last.Span.Start];
        // Behind the comment on the last item's line, if it has one; the bracket may close on that same line.
        var lineEnd = Text.IndexOf('\n', end);
        var insertAt = lineEnd >= 0 && lineEnd < array.Span.End ? lineEnd : end;
        if (insertAt > 0 && insertAt == lineEnd && Text[insertAt - 1] == '\r')
            insertAt--;
        var text = Text.Insert(insertAt, $"{NewLine}{indentation}{value}{(comma is null ? "" : ",")}");
        Replace(comma is null ? text.Insert(last.Span.End, ",") : text);
    }

    /// <summary>Where the comma behind an item lies, or null; comments and line ends may come before it.</summary>
    private int? CommaBehind(int end, TomlArray array)
    {
        for (var at = end; at < array.Span.End; at++)
            switch (Text[at])
            {
                case ',':
                    return at;
                case '#':
                    at = LineEnd(at) - 1;
                    break;
                case ' ' or '\t' or '\n' or '\r':
                    break;
                default:
                    return null;
            }
        return null;
    }

    private bool IsFirstOnLine(int offset) => Text.AsSpan(LineStart(offset)..offset).Trim(" \t").Length == 0;

    private bool IsAloneOnItsLines(TomlArray array, int index)
    {
        var item = array.Items[index];
        var end = LineEnd(CommaBehind(item.Span.End, array) ?? item.Span.End);
        return IsFirstOnLine(item.Span.Start)
            && end < array.Span.End
            && (index + 1 == array.Items.Count || array.Items[index + 1].Span.Start >= end);
    }

    private string Blank(int start, int end) =>
        Text.AsSpan(start, end - start).Trim(" \t").Length == 0 ? Text[start..end] : "";
}
