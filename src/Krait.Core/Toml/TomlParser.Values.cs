namespace Krait.Toml;

/// <summary>Values: the choice by the first character, booleans, arrays, inline tables.</summary>
internal sealed partial class TomlParser
{
    private TomlValue Value()
    {
        var start = _at;
        switch (Peek)
        {
            case '"':
                var basic = IsTripled('"') ? MultiLineString('"') : BasicString();
                return new TomlString(basic, new TextSpan(start, _at));
            case '\'':
                var literal = IsTripled('\'') ? MultiLineString('\'') : LiteralString();
                return new TomlString(literal, new TextSpan(start, _at));
            case '[':
                return Array();
            case '{':
                return InlineTable();
            case 't' when Word("true"):
                return new TomlBoolean(true, new TextSpan(start, _at));
            case 'f' when Word("false"):
                return new TomlBoolean(false, new TextSpan(start, _at));
            default:
                return NumberOrDate();
        }
    }

    private bool IsTripled(char quote) =>
        _at + 2 < _text.Length && _text[_at + 1] == quote && _text[_at + 2] == quote;

    private bool Word(string word)
    {
        if (!_text.AsSpan(_at).StartsWith(word))
            return false;
        _at += word.Length;
        return true;
    }

    private TomlArray Array()
    {
        Enter();
        var array = new TomlArray(default, isOfTables: false);
        var start = _at++;
        SkipLines();
        while (Peek != ']' || AtEnd)
        {
            if (AtEnd)
                Fail("an array is not closed", start);
            array.Add(Value());
            SkipLines();
            if (Peek == ',')
                _at++;
            else if (Peek != ']')
                Fail("expected `,` or `]` in an array");
            SkipLines();
        }
        _at++;
        _depth--;
        array.Span = new TextSpan(start, _at);
        return array;
    }

    private TomlTable InlineTable()
    {
        Enter();
        var table = new TomlTable(TomlTableStyle.Inline, default);
        var start = _at++;
        SkipInside();
        var afterComma = false;
        while (Peek != '}' || AtEnd)
        {
            if (AtEnd)
                Fail("an inline table is not closed", start);
            KeyValue(table, section: 1);
            SkipInside();
            afterComma = Peek == ',' && !AtEnd;
            if (afterComma)
                _at++;
            else if (Peek != '}')
                Fail("expected `,` or `}` in an inline table");
            SkipInside();
        }
        if (afterComma && _version == TomlVersion.Toml10)
            Fail("an inline table may not end with a comma");
        _at++;
        _depth--;
        Close(table);
        table.Span = new TextSpan(start, _at);
        return table;
    }

    private void SkipInside()
    {
        if (_version == TomlVersion.Toml10)
            SkipBlank();
        else
            SkipLines();
    }

    /// <summary>No header or dotted key may extend an inline table, nor the tables that its dotted keys made.</summary>
    private static void Close(TomlTable table)
    {
        table.Close();
        foreach (var entry in table.Entries)
            if (entry.Value is TomlTable { Style: TomlTableStyle.Dotted } inner)
                Close(inner);
    }
}
