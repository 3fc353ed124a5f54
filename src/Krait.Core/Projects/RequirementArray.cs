using System.Text;
using Krait.Toml;

namespace Krait.Projects;

/// <summary>
/// An array of a project file as its items and the comments between them, to be changed and laid out anew as uv does: an item
/// a line, a comma behind each, comments where they stood.
/// </summary>
internal sealed class RequirementArray
{
    private readonly List<Entry> _items = [];
    private readonly List<List<Comment>> _gaps =
    [
        [],
    ];
    private readonly string _indentation = "    ";

    public RequirementArray() { }

    public RequirementArray(string document, TomlArray array)
    {
        _gaps.Clear();
        var end = array.Span.Start + 1;
        var isIndented = false;
        foreach (var item in array.Items)
        {
            var gap = document.AsSpan(end, item.Span.Start - end);
            if (!isIndented && gap.LastIndexOf('\n') is >= 0 and var line && line + 1 < gap.Length)
            {
                isIndented = true;
                _indentation = gap[(line + 1)..].ToString();
            }
            _gaps.Add(Comments(gap));
            _items.Add(new Entry(document[item.Span.Start..item.Span.End], item.AsString()));
            end = item.Span.End;
        }
        _gaps.Add(Comments(document.AsSpan(end, array.Span.End - 1 - end)));
    }

    public int Count => _items.Count;

    /// <summary>The text of an item; null for one that is no string.</summary>
    public string? this[int index] => _items[index].Value;

    public void Replace(int index, string value) => _items[index] = Entry.Of(value);

    /// <summary>
    /// Puts an item in. A comment on the line above stays with the item on that line; whole lines of comments come before the new
    /// item, unless that is the first.
    /// </summary>
    public void Insert(int index, string value)
    {
        var above = _gaps[index];
        var below = new List<Comment>();
        if (index == 0 && _items.Count > 0)
        {
            below.AddRange(above.Where(comment => !comment.IsBehind));
            above.RemoveAll(comment => !comment.IsBehind);
        }
        _gaps.Insert(index + 1, below);
        _items.Insert(index, Entry.Of(value));
    }

    /// <summary>Takes an item out; the comment behind it stays, on a line of its own.</summary>
    public void RemoveAt(int index)
    {
        _items.RemoveAt(index);
        _gaps[index].AddRange(_gaps[index + 1].Select(comment => comment with { IsBehind = false }));
        _gaps.RemoveAt(index + 1);
    }

    public string ToText(string newLine)
    {
        if (_items.Count == 0 && _gaps[0].Count == 0)
            return "[]";
        var text = new StringBuilder("[");
        for (var i = 0; i <= _items.Count; i++)
        {
            foreach (var comment in _gaps[i])
            {
                if (comment.IsBehind)
                    text.Append(comment.Leading).Append(comment.Text);
                else
                    text.Append(newLine).Append(_indentation).Append(comment.Text);
            }
            text.Append(newLine);
            if (i < _items.Count)
                text.Append(_indentation).Append(_items[i].Text).Append(',');
        }
        return text.Append(']').ToString();
    }

    private static List<Comment> Comments(ReadOnlySpan<char> gap)
    {
        var comments = new List<Comment>();
        var isFirst = true;
        foreach (var line in gap.EnumerateLines())
        {
            var hash = line.IndexOf('#');
            if (hash >= 0)
            {
                var leading = line[..hash].ToString().Replace(",", "", StringComparison.Ordinal);
                comments.Add(new Comment(isFirst, leading, line[hash..].TrimEnd().ToString()));
            }
            isFirst = false;
        }
        return comments;
    }

    private sealed record Entry(string Text, string? Value)
    {
        public static Entry Of(string value) => new(TomlWriter.String(value), value);
    }

    /// <param name="IsBehind">Whether it stands behind an item or the bracket, and not on a line of its own.</param>
    /// <param name="Leading">The blanks before it.</param>
    /// <param name="Text">The comment with its sign.</param>
    private sealed record Comment(bool IsBehind, string Leading, string Text);
}
