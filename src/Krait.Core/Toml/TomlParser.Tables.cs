namespace Krait.Toml;

/// <summary>Headers, key-value lines, and what they may define.</summary>
internal sealed partial class TomlParser
{
    /// <summary>Reads <c>[a.b]</c> or <c>[[a.b]]</c>; returns the table that the following lines belong to.</summary>
    private TomlTable Header(TomlTable root)
    {
        var start = _at++;
        var isArray = Peek == '[';
        if (isArray)
            _at++;
        SkipBlank();
        var keyStart = _at;
        var key = Key();
        SkipBlank();
        Expect(']', "to close the header");
        if (isArray)
            Expect(']', "to close the header");
        var span = new TextSpan(start, _at);
        var parent = root;
        for (var i = 0; i < key.Count - 1; i++)
            parent = StepOfHeader(parent, key[i], keyStart);
        return isArray ? AppendTable(parent, key[^1], span) : DefineTable(parent, key[^1], span);
    }

    private TomlTable StepOfHeader(TomlTable parent, string key, int place)
    {
        if (parent[key] is not { } value)
        {
            var made = new TomlTable(TomlTableStyle.Implicit, default);
            parent.Add(new TomlEntry(key, made, default));
            return made;
        }
        return value switch
        {
            TomlTable { Style: not TomlTableStyle.Inline } table => table,
            TomlArray { IsArrayOfTables: true } array => (TomlTable)array.Items[^1],
            _ => Refuse(key, place),
        };
    }

    private TomlTable Refuse(string key, int place)
    {
        Fail($"`{key}` is a value already and can't be extended", place);
        return null;
    }

    private TomlTable DefineTable(TomlTable parent, string key, TextSpan span)
    {
        switch (parent[key])
        {
            case null:
                var made = new TomlTable(TomlTableStyle.Header, span);
                made.Define(span);
                parent.Add(new TomlEntry(key, made, default));
                return made;
            case TomlTable { IsDefined: false, DottedSection: 0 } table:
                table.Define(span);
                return table;
            default:
                Fail($"`{key}` is defined twice", span.Start);
                return null;
        }
    }

    private TomlTable AppendTable(TomlTable parent, string key, TextSpan span)
    {
        var table = new TomlTable(TomlTableStyle.Header, span);
        table.Define(span);
        switch (parent[key])
        {
            case null:
                var made = new TomlArray(default, isOfTables: true);
                made.Add(table);
                parent.Add(new TomlEntry(key, made, default));
                break;
            case TomlArray { IsArrayOfTables: true } array:
                array.Add(table);
                break;
            default:
                Fail($"`{key}` is defined twice", span.Start);
                break;
        }
        return table;
    }

    /// <summary>Reads <c>a.b = value</c> into <paramref name="table"/>; <paramref name="section"/> is what its dotted keys belong to.</summary>
    private void KeyValue(TomlTable table, int section)
    {
        var start = _at;
        var key = Key();
        var keySpan = new TextSpan(start, _keyEnd);
        SkipBlank();
        Expect('=', "after the key");
        SkipBlank();
        for (var i = 0; i < key.Count - 1; i++)
            table = StepOfKey(table, key[i], keySpan, section);
        if (table[key[^1]] is not null)
            Fail($"`{key[^1]}` is defined twice", start);
        table.Add(new TomlEntry(key[^1], Value(), keySpan));
    }

    private TomlTable StepOfKey(TomlTable parent, string key, TextSpan keySpan, int section)
    {
        if (parent[key] is not { } value)
        {
            var made = new TomlTable(TomlTableStyle.Dotted, default) { DottedSection = section };
            parent.Add(new TomlEntry(key, made, keySpan));
            return made;
        }
        if (
            value is TomlTable { IsDefined: false } table
            && (table.DottedSection == 0 || table.DottedSection == section)
        )
        {
            table.DottedSection = section;
            return table;
        }
        Fail($"`{key}` is defined already and can't be extended by a dotted key", keySpan.Start);
        return null;
    }
}
