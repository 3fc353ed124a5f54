using System.Diagnostics.CodeAnalysis;

namespace Krait.Toml;

/// <summary>How a table came to be in the text.</summary>
public enum TomlTableStyle
{
    /// <summary>The document itself.</summary>
    Root,

    /// <summary>Under a <c>[header]</c>, or one item of <c>[[headers]]</c>.</summary>
    Header,

    /// <summary><c>{ … }</c>.</summary>
    Inline,

    /// <summary>Made by a dotted key: <c>a.b = 1</c> makes <c>a</c>.</summary>
    Dotted,

    /// <summary>Made by a longer header: <c>[a.b]</c> makes <c>a</c>.</summary>
    Implicit,
}

/// <summary>A key of a table with its value, in the order of the text.</summary>
public sealed class TomlEntry
{
    internal TomlEntry(string key, TomlValue value, TextSpan keySpan)
    {
        Key = key;
        Value = value;
        KeySpan = keySpan;
    }

    public string Key { get; }

    public TomlValue Value { get; }

    /// <summary>The whole key in front of <c>=</c>, dots and all; empty for tables made by headers.</summary>
    public TextSpan KeySpan { get; }
}

/// <summary>A table: entries in the order in which the text first names them, found by key.</summary>
public sealed class TomlTable : TomlValue
{
    private readonly List<TomlEntry> _entries = [];
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);

    internal TomlTable(TomlTableStyle style, TextSpan span)
        : base(TomlKind.Table, span) => Style = style;

    public TomlTableStyle Style { get; private set; }

    public IReadOnlyList<TomlEntry> Entries => _entries;

    /// <summary>The value of <paramref name="key"/>, or null where the table lacks it.</summary>
    public TomlValue? this[string key] =>
        _indexes.TryGetValue(key, out var index) ? _entries[index].Value : null;

    public bool TryGetEntry(string key, [NotNullWhen(true)] out TomlEntry? entry)
    {
        entry = _indexes.TryGetValue(key, out var index) ? _entries[index] : null;
        return entry is not null;
    }

    /// <summary>The value at the end of a path of tables, or null where a step is missing or no table.</summary>
    public TomlValue? Find(params ReadOnlySpan<string> path)
    {
        TomlValue? value = this;
        foreach (var key in path)
            value = (value as TomlTable)?[key];
        return value;
    }

    /// <summary>The header's section in which dotted keys made or last extended this table; 0 where none did.</summary>
    internal int DottedSection { get; set; }

    /// <summary>True once a header has named this very table, or it is the table of an inline value.</summary>
    internal bool IsDefined { get; private set; }

    internal void Add(TomlEntry entry)
    {
        _indexes.Add(entry.Key, _entries.Count);
        _entries.Add(entry);
    }

    internal void Define(TextSpan header)
    {
        IsDefined = true;
        if (Style is not (TomlTableStyle.Implicit or TomlTableStyle.Dotted))
            return;
        Style = TomlTableStyle.Header;
        Span = header;
    }

    internal void Close() => IsDefined = true;
}
