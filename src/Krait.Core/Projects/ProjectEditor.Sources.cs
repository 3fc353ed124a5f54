using System.Text;
using Krait.Requirements;
using Krait.Toml;

namespace Krait.Projects;

/// <content><c>tool.uv.sources</c> and <c>tool.uv.index</c>.</content>
public sealed partial class ProjectEditor
{
    private static readonly string[] s_sources = ["tool", "uv", "sources"];
    private static readonly string[] s_indexes = ["tool", "uv", "index"];

    private bool _hasNewFirstIndex;

    /// <summary>Says where a package comes from; one that was said before is replaced.</summary>
    public void SetSource(PackageName name, ProjectSource source)
    {
        var key = SourceKey(name);
        if (key is not null)
            _editor.ReplaceEntry([.. s_sources, key], name.Value, source.ToToml());
        else if (Root.Find(s_sources) is null && _hasNewFirstIndex)
            InsertSection(
                EndOfSection(Indexes()[0]),
                $"[tool.uv.sources]{NewLine}{TomlWriter.Key(name.Value)} = {source.ToToml()}{NewLine}"
            );
        else
            _editor.Set([.. s_sources, name.Value], source.ToToml());
    }

    /// <summary>Forgets where a package comes from, and the table if that was the last; false if it was not said.</summary>
    public bool RemoveSource(PackageName name)
    {
        if (SourceKey(name) is not { } key)
            return false;
        _editor.Remove([.. s_sources, key]);
        if (Root.Find(s_sources) is TomlTable { Entries.Count: 0 })
            _editor.Remove(s_sources);
        return true;
    }

    /// <summary>
    /// Adds an index before all others; one of that name or address, or the default one if this is the default, becomes it.
    /// </summary>
    public void AddIndex(string? name, string url, bool isDefault = false)
    {
        var indexes = Indexes();
        var known = indexes.FindIndex(index =>
            (name is not null && index["name"]?.AsString() == name)
            || (isDefault && index["default"]?.AsBoolean() == true)
            || WithoutSlash(index["url"]?.AsString()) == WithoutSlash(url)
        );
        var entries = new List<KeyValuePair<string, string>>();
        if (known >= 0)
        {
            foreach (var entry in indexes[known].Entries)
                entries.Add(new(entry.Key, Document.Text[entry.Value.Span.Start..entry.Value.Span.End]));
        }
        Put("url", url);
        if (name is not null)
            Put("name", name);
        if (isDefault && !entries.Exists(entry => entry.Key == "default"))
            entries.Add(new("default", TomlWriter.Boolean(true)));
        if (known >= 0)
            RemoveSection(indexes[known]);
        var section = new StringBuilder("[[tool.uv.index]]").Append(NewLine);
        foreach (var (key, value) in entries.OrderBy(entry => entry.Key == "name" ? 0 : 1))
            section.Append(TomlWriter.Key(key)).Append(" = ").Append(value).Append(NewLine);
        if (Indexes() is [var first, ..])
        {
            InsertSection(StartOfSection(first), section.ToString());
            _hasNewFirstIndex = true;
        }
        else
            _editor.AppendArrayTable(s_indexes, entries.OrderBy(entry => entry.Key == "name" ? 0 : 1));

        void Put(string key, string value)
        {
            var at = entries.FindIndex(entry => entry.Key == key);
            var old = known >= 0 ? indexes[known][key]?.AsString() : null;
            if (at < 0)
                entries.Add(new(key, TomlWriter.String(value)));
            else if (WithoutSlash(old) != WithoutSlash(value))
                entries[at] = new(key, TomlWriter.String(value));
        }
    }

    private static string? WithoutSlash(string? url) => url?.TrimEnd('/');

    private string? SourceKey(PackageName name)
    {
        foreach (var entry in (Root.Find(s_sources) as TomlTable)?.Entries ?? [])
        {
            if (PackageName.TryParse(entry.Key, out var other) && other == name)
                return entry.Key;
        }
        return null;
    }

    private List<TomlTable> Indexes() =>
        Root.Find(s_indexes) switch
        {
            null => [],
            TomlArray { IsArrayOfTables: true } array => [.. array.Items.Cast<TomlTable>()],
            _ => throw new KraitException("`tool.uv.index` is no array of tables"),
        };

    private int StartOfSection(TomlTable table) =>
        Document.Text.LastIndexOf('\n', Math.Max(0, table.Span.Start - 1)) + 1;

    /// <summary>Behind the last line of a section that is not empty.</summary>
    private int EndOfSection(TomlTable table)
    {
        var end = table.Span.End;
        foreach (var entry in table.Entries)
            end = Math.Max(end, entry.Value.Span.End);
        var line = Document.Text.IndexOf('\n', end);
        return line < 0 ? Document.Text.Length : line + 1;
    }

    private void RemoveSection(TomlTable table)
    {
        var text = Document.Text;
        var end = EndOfSection(table);
        while (end < text.Length && text[end] is '\n' or '\r')
            end++;
        Replace(text.Remove(StartOfSection(table), end - StartOfSection(table)));
    }

    /// <summary>Puts a section between two others, parted by blank lines.</summary>
    private void InsertSection(int at, string section)
    {
        var text = Document.Text;
        var isAtStart = at == 0 || text[..at].EndsWith(NewLine + NewLine, StringComparison.Ordinal);
        var before = isAtStart ? "" : NewLine;
        var after = at == text.Length || text.AsSpan(at).StartsWith(NewLine) ? "" : NewLine;
        Replace(text.Insert(at, before + section + after));
    }

    private void Replace(string text) => _editor = new TomlEditor(TomlDocument.Parse(text, Document.Version));
}
