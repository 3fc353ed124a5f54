namespace Krait.Toml;

/// <summary>Keys: bare, quoted, dotted.</summary>
internal sealed partial class TomlParser
{
    private int _keyEnd;

    /// <summary>Reads a key of one or more parts; <see cref="_keyEnd"/> is where its last part ends.</summary>
    private List<string> Key()
    {
        var parts = new List<string>(1);
        while (true)
        {
            parts.Add(KeyPart());
            if (parts.Count > DeepestNesting)
                Fail($"a key has more than {DeepestNesting} parts");
            _keyEnd = _at;
            SkipBlank();
            if (Peek != '.' || AtEnd)
            {
                _at = _keyEnd;
                return parts;
            }
            _at++;
            SkipBlank();
        }
    }

    private string KeyPart()
    {
        switch (Peek)
        {
            case '"':
                if (_text.AsSpan(_at).StartsWith("\"\"\""))
                    Fail("a key may not be a multi-line string");
                return BasicString();
            case '\'':
                if (_text.AsSpan(_at).StartsWith("'''"))
                    Fail("a key may not be a multi-line string");
                return LiteralString();
        }
        var start = _at;
        while (_at < _text.Length && IsBare(_text[_at]))
            _at++;
        if (_at == start)
            Fail("expected a key");
        return _text[start.._at];
    }

    /// <summary>True for the characters of a key that needs no quotes.</summary>
    internal static bool IsBare(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';
}
