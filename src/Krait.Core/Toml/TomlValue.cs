using System.Diagnostics.CodeAnalysis;

namespace Krait.Toml;

/// <summary>The types of TOML.</summary>
public enum TomlKind
{
    String,
    Integer,
    Float,
    Boolean,
    OffsetDateTime,
    LocalDateTime,
    LocalDate,
    LocalTime,
    Array,
    Table,
}

/// <summary>A value as it stands in a document, with its place there. Immutable once the document is parsed.</summary>
public abstract class TomlValue
{
    private protected TomlValue(TomlKind kind, TextSpan span)
    {
        Kind = kind;
        Span = span;
    }

    public TomlKind Kind { get; }

    /// <summary>
    /// Where the value's text lies. For a table that is not inline: its header's text; empty where it has none.
    /// For an array of tables: empty.
    /// </summary>
    public TextSpan Span { get; internal set; }

    /// <summary>The text of a string, else null.</summary>
    public string? AsString() => (this as TomlString)?.Value;

    /// <summary>The value of a boolean, else null.</summary>
    public bool? AsBoolean() => (this as TomlBoolean)?.Value;

    /// <summary>The value of an integer, else null.</summary>
    public long? AsInteger() => (this as TomlInteger)?.Value;

    public TomlTable? AsTable() => this as TomlTable;

    public TomlArray? AsArray() => this as TomlArray;
}

/// <summary>A string, unescaped.</summary>
public sealed class TomlString : TomlValue
{
    internal TomlString(string value, TextSpan span)
        : base(TomlKind.String, span) => Value = value;

    public string Value { get; }

    public override string ToString() => Value;
}

/// <summary>A 64-bit signed integer; a wider one is refused when parsed.</summary>
public sealed class TomlInteger : TomlValue
{
    internal TomlInteger(long value, TextSpan span)
        : base(TomlKind.Integer, span) => Value = value;

    public long Value { get; }
}

/// <summary>A 64-bit binary float, infinities and not-a-number included.</summary>
public sealed class TomlFloat : TomlValue
{
    internal TomlFloat(double value, TextSpan span)
        : base(TomlKind.Float, span) => Value = value;

    public double Value { get; }
}

public sealed class TomlBoolean : TomlValue
{
    internal TomlBoolean(bool value, TextSpan span)
        : base(TomlKind.Boolean, span) => Value = value;

    public bool Value { get; }
}

/// <summary>A date, a time, or both: checked to exist in the calendar, kept as text in RFC 3339's form.</summary>
public sealed class TomlDateTime : TomlValue
{
    internal TomlDateTime(TomlKind kind, string text, TextSpan span)
        : base(kind, span) => Text = text;

    /// <summary>RFC 3339 text with <c>T</c> between date and time and a capital <c>Z</c>; the digits of a second's fraction as written.</summary>
    public string Text { get; }

    /// <summary>The moment of an offset date-time, to 100 ns; false for the other kinds.</summary>
    public bool TryGetMoment([NotNullWhen(true)] out DateTimeOffset? moment)
    {
        moment = null;
        if (
            Kind != TomlKind.OffsetDateTime
            || !DateTimeOffset.TryParse(
                Text,
                System.Globalization.CultureInfo.InvariantCulture,
                System.Globalization.DateTimeStyles.RoundtripKind,
                out var parsed
            )
        )
            return false;
        moment = parsed;
        return true;
    }
}

/// <summary>An array as written between brackets, or the array that <c>[[headers]]</c> make up.</summary>
public sealed class TomlArray : TomlValue
{
    private readonly List<TomlValue> _items = [];

    internal TomlArray(TextSpan span, bool isOfTables)
        : base(TomlKind.Array, span) => IsArrayOfTables = isOfTables;

    public IReadOnlyList<TomlValue> Items => _items;

    /// <summary>True where the items are tables under <c>[[headers]]</c> of their own.</summary>
    public bool IsArrayOfTables { get; }

    internal void Add(TomlValue item) => _items.Add(item);
}
