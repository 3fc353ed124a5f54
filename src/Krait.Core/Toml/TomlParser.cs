using System.Diagnostics.CodeAnalysis;

namespace Krait.Toml;

/// <summary>
/// One pass over the text. What may be defined twice, and through what, follows the table rules of the
/// specification: a header defines a table once, dotted keys extend only tables that dotted keys of the same section
/// made or that longer headers implied, and inline values are closed.
/// </summary>
internal sealed partial class TomlParser(string text, TomlVersion version)
{
    /// <summary>Values inside values, and parts of one key: deeper input is refused, so that recursion is bounded.</summary>
    private const int DeepestNesting = 128;

    private readonly string _text = text;
    private readonly TomlVersion _version = version;
    private int _at;
    private int _depth;

    /// <summary>Counts headers, and in inline tables restarts: which section a dotted key stands in.</summary>
    private int _section = 1;

    public TomlTable ParseDocument()
    {
        var root = new TomlTable(TomlTableStyle.Root, default);
        if (_text.StartsWith('\uFEFF'))
            _at = 1;
        var current = root;
        while (true)
        {
            SkipBlank();
            if (_at >= _text.Length)
                return root;
            switch (_text[_at])
            {
                case '\n':
                case '\r':
                    NewLine();
                    continue;
                case '#':
                    Comment();
                    break;
                case '[':
                    _section++;
                    current = Header(root);
                    break;
                default:
                    KeyValue(current, _section);
                    break;
            }
            EndOfLine();
        }
    }

    private char Peek => _at < _text.Length ? _text[_at] : '\0';

    private bool AtEnd => _at >= _text.Length;

    private void SkipBlank()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\t')
            _at++;
    }

    private void NewLine()
    {
        if (_text[_at] == '\r')
        {
            if (_at + 1 >= _text.Length || _text[_at + 1] != '\n')
                Fail("a carriage return must be followed by a line feed");
            _at++;
        }
        _at++;
    }

    /// <summary>Reads <c>#</c> to the end of the line, which it leaves in place.</summary>
    private void Comment()
    {
        while (++_at < _text.Length && _text[_at] is not ('\n' or '\r'))
            CheckPrintable("a comment");
    }

    private void EndOfLine()
    {
        SkipBlank();
        if (Peek == '#' && !AtEnd)
            Comment();
        if (AtEnd)
            return;
        if (_text[_at] is not ('\n' or '\r'))
            Fail("expected the end of the line");
        NewLine();
    }

    /// <summary>Blanks, line ends and comments: what may stand between the parts of an array.</summary>
    private void SkipLines()
    {
        while (true)
        {
            SkipBlank();
            if (AtEnd)
                return;
            if (_text[_at] == '#')
                Comment();
            else if (_text[_at] is '\n' or '\r')
                NewLine();
            else
                return;
        }
    }

    private void CheckPrintable(string where)
    {
        var c = _text[_at];
        if (c is < ' ' and not '\t' or '\x7F')
            Fail($"a control character (U+{(int)c:X4}) may not stand in {where}");
        if (char.IsSurrogate(c) && !IsPaired())
            Fail($"half a surrogate pair may not stand in {where}");
    }

    private bool IsPaired() =>
        char.IsHighSurrogate(_text[_at])
            ? _at + 1 < _text.Length && char.IsLowSurrogate(_text[_at + 1])
            : _at > 0 && char.IsHighSurrogate(_text[_at - 1]);

    private void Expect(char wanted, string what)
    {
        if (AtEnd || _text[_at] != wanted)
            Fail($"expected `{wanted}` {what}");
        _at++;
    }

    private void Enter()
    {
        if (++_depth > DeepestNesting)
            Fail($"values are nested deeper than {DeepestNesting} levels");
    }

    [DoesNotReturn]
    private void Fail(string message) => Fail(message, _at);

    [DoesNotReturn]
    private void Fail(string message, int offset)
    {
        var before = _text.AsSpan(0, Math.Min(offset, _text.Length));
        var line = before.Count('\n') + 1;
        var lineStart = before.LastIndexOf('\n') + 1;
        var column = 1;
        foreach (var c in before[lineStart..])
            if (!char.IsLowSurrogate(c))
                column++;
        throw new TomlException(message, line, column);
    }
}
