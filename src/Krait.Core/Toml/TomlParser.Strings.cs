using System.Globalization;
using System.Text;

namespace Krait.Toml;

/// <summary>Strings: basic and literal, of one line and of several.</summary>
internal sealed partial class TomlParser
{
    private string BasicString()
    {
        var start = _at++;
        var plain = _at;
        StringBuilder? built = null;
        while (true)
        {
            if (AtEnd || _text[_at] is '\n' or '\r')
                Fail("a string is not closed", start);
            switch (_text[_at])
            {
                case '"':
                    var tail = _text.AsSpan(plain, _at++ - plain);
                    return built is null ? tail.ToString() : built.Append(tail).ToString();
                case '\\':
                    built ??= new StringBuilder();
                    built.Append(_text, plain, _at - plain);
                    Escape(built);
                    plain = _at;
                    break;
                default:
                    CheckPrintable("a string");
                    _at++;
                    break;
            }
        }
    }

    private string LiteralString()
    {
        var start = ++_at;
        while (true)
        {
            if (AtEnd || _text[_at] is '\n' or '\r')
                Fail("a string is not closed", start - 1);
            if (_text[_at] == '\'')
                return _text[start.._at++];
            CheckPrintable("a string");
            _at++;
        }
    }

    /// <summary>A string between three quotes; those of the basic kind know escapes, the literal ones none.</summary>
    private string MultiLineString(char quote)
    {
        var start = _at;
        OpenMultiLine();
        var built = new StringBuilder();
        while (true)
        {
            if (AtEnd)
                Fail("a multi-line string is not closed", start);
            var c = _text[_at];
            if (c == quote && CloseMultiLine(quote, built))
                return built.ToString();
            if (c == '\\' && quote == '"')
            {
                if (!EscapedLineEnd())
                    Escape(built);
            }
            else if (c is '\n' or '\r')
            {
                AppendLineEnd(built);
            }
            else
            {
                CheckPrintable("a string");
                built.Append(_text[_at++]);
            }
        }
    }

    /// <summary>Skips the three quotes and the line end that may follow them at once.</summary>
    private void OpenMultiLine()
    {
        _at += 3;
        if (!AtEnd && _text[_at] is '\n' or '\r')
            NewLine();
    }

    /// <summary>At a quote: ends the string at three of them, up to two more belonging to the text; else false.</summary>
    private bool CloseMultiLine(char quote, StringBuilder built)
    {
        var end = _at;
        while (end < _text.Length && _text[end] == quote && end - _at < 5)
            end++;
        if (end - _at < 3)
            return false;
        built.Append(quote, end - _at - 3);
        _at = end;
        return true;
    }

    private void AppendLineEnd(StringBuilder built)
    {
        var start = _at;
        NewLine();
        built.Append(_text, start, _at - start);
    }

    /// <summary>At a backslash that ends its line but for blanks: skips to the next character that is none.</summary>
    private bool EscapedLineEnd()
    {
        var end = _at + 1;
        while (end < _text.Length && _text[end] is ' ' or '\t')
            end++;
        if (end >= _text.Length || _text[end] is not ('\n' or '\r'))
            return false;
        _at = end;
        while (!AtEnd && _text[_at] is ' ' or '\t' or '\n' or '\r')
            if (_text[_at] is '\n' or '\r')
                NewLine();
            else
                _at++;
        return true;
    }

    private void Escape(StringBuilder built)
    {
        var start = _at++;
        var c = Peek;
        if (!AtEnd)
            _at++;
        switch (c)
        {
            case 'b':
                built.Append('\b');
                break;
            case 't':
                built.Append('\t');
                break;
            case 'n':
                built.Append('\n');
                break;
            case 'f':
                built.Append('\f');
                break;
            case 'r':
                built.Append('\r');
                break;
            case '"' or '\\':
                built.Append(c);
                break;
            case 'e' when _version != TomlVersion.Toml10:
                built.Append('\x1B');
                break;
            case 'x' when _version != TomlVersion.Toml10:
                CodePoint(built, start, digits: 2);
                break;
            case 'u':
                CodePoint(built, start, digits: 4);
                break;
            case 'U':
                CodePoint(built, start, digits: 8);
                break;
            default:
                Fail("unknown escape in a string", start);
                break;
        }
    }

    private void CodePoint(StringBuilder built, int start, int digits)
    {
        if (
            _at + digits > _text.Length
            || !uint.TryParse(
                _text.AsSpan(_at, digits),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out var code
            )
            || !Rune.IsValid(code)
        )
        {
            Fail("an escape must name a Unicode scalar value", start);
            return;
        }
        _at += digits;
        built.Append(new Rune(code).ToString());
    }
}
