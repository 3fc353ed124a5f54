using Krait.Markers;
using Krait.Versions;

namespace Krait.Requirements;

/// <summary>A recursive descent over the grammar of the dependency specifiers specification; linear in the text.</summary>
/// <param name="text">The specifier.</param>
/// <param name="endsUrlAtMarker">A <c>;</c> that a blank follows ends an address, though the specification wants a blank before it.</param>
internal ref struct RequirementParser(ReadOnlySpan<char> text, bool endsUrlAtMarker = false)
{
    private readonly ReadOnlySpan<char> _text = text;
    private readonly bool _endsUrlAtMarker = endsUrlAtMarker;
    private int _position;

    /// <summary>Why <see cref="Parse"/> returned null.</summary>
    public SyntaxError? Error { get; private set; }

    public Requirement? Parse()
    {
        if (_text.EndsWith('\n') || _text.EndsWith('\r'))
        {
            _position = _text.Length - 1;
            Fail("Unexpected line break", 1);
            return null;
        }
        SkipBlanks();
        if (!TryTakeName(out var name))
        {
            return null;
        }
        SkipBlanks();
        List<ExtraName>? extras = null;
        if (Next == '[' && !TryTakeExtras(out extras))
        {
            return null;
        }
        SkipBlanks();
        var specifiers = VersionSpecifiers.Any;
        string? url = null;
        if (Next == '@')
        {
            if (!TryTakeUrl(out url))
            {
                return null;
            }
        }
        else if (!TryTakeSpecifiers(ref specifiers))
        {
            return null;
        }
        SkipBlanks();
        Marker? marker = null;
        if (Next == ';' && !TryTakeMarker(out marker))
        {
            return null;
        }
        if (_position < _text.Length)
        {
            Fail($"Expected one of `@`, `(`, `<`, `=`, `>`, `~`, `!`, `;`, found `{_text[_position]}`", 1);
            return null;
        }
        return new Requirement(name)
        {
            Extras = extras ?? [],
            Specifiers = specifiers,
            Url = url,
            Marker = marker,
        };
    }

    private readonly char Next => _position < _text.Length ? _text[_position] : '\0';

    private readonly bool IsMarkerBehindUrl =>
        _endsUrlAtMarker && Next == ';' && _position + 1 < _text.Length && IsWhiteSpace(_text[_position + 1]);

    private bool TryTakeName(out PackageName name)
    {
        var start = _position;
        TakeIdentifier();
        if (PackageName.TryParse(_text[start.._position], out name))
        {
            return true;
        }
        return FailName(start, "package name", "an alphanumeric character");
    }

    private bool TryTakeExtras(out List<ExtraName> extras)
    {
        extras = [];
        var open = _position++;
        SkipBlanks();
        if (Next == ']')
        {
            _position++;
            return true;
        }
        while (true)
        {
            SkipBlanks();
            var start = _position;
            TakeIdentifier();
            if (!ExtraName.TryParse(_text[start.._position], out var extra))
            {
                return _position == _text.Length && start == _position
                    ? Unclosed(open)
                    : FailName(start, "extra name", "an alphanumeric character starting the extra name");
            }
            extras.Add(extra);
            SkipBlanks();
            switch (Next)
            {
                case ',':
                    _position++;
                    continue;
                case ']':
                    _position++;
                    return true;
                default:
                    return _position == _text.Length
                        ? Unclosed(open)
                        : Fail(
                            $"Expected either `,` (separating extras) or `]` (ending the extras section), found `{Next}`",
                            1
                        );
            }
        }
    }

    private bool Unclosed(int open)
    {
        _position = open;
        return Fail("Missing closing bracket (expected `]`, found end of dependency specification)", 1);
    }

    private bool TryTakeUrl(out string? url)
    {
        _position++;
        SkipBlanks();
        var start = _position;
        while (_position < _text.Length && !IsWhiteSpace(_text[_position]) && !IsMarkerBehindUrl)
        {
            _position++;
        }
        url = _text[start.._position].ToString();
        if (url.Length == 0)
        {
            return Fail("Expected URL", 1);
        }
        SkipBlanks();
        if (_position < _text.Length && Next != ';')
        {
            return Fail($"Expected one of `;` or the end of the dependency specification, found `{Next}`", 1);
        }
        return true;
    }

    private bool TryTakeMarker(out Marker? marker)
    {
        _position++;
        if (Marker.TryParse(_text[_position..], out marker, out var error))
        {
            _position = _text.Length;
            return true;
        }
        _position += error.Offset;
        return Fail(error.Message, error.Length);
    }

    /// <summary>Reads <c>(&gt;=1,&lt;2)</c> or <c>&gt;=1,&lt;2</c>; a comma may come last, and nothing at all is fine.</summary>
    private bool TryTakeSpecifiers(ref VersionSpecifiers specifiers)
    {
        var open = Next == '(' ? _position++ : -1;
        var rest = _text[_position..];
        var length = open >= 0 ? rest.IndexOf(')') : rest.IndexOf(';');
        if (open >= 0 && length < 0)
        {
            _position = open;
            return Fail(
                "Missing closing parenthesis (expected `)`, found end of dependency specification)",
                1
            );
        }
        var list = length < 0 ? rest : rest[..length];
        if (!TryReadList(list, ref specifiers))
        {
            return false;
        }
        _position += list.Length + (open >= 0 ? 1 : 0);
        return true;
    }

    private bool TryReadList(ReadOnlySpan<char> list, ref VersionSpecifiers specifiers)
    {
        if (list.Trim(" \t").IsEmpty)
        {
            return true;
        }
        var first = list.TrimStart(" \t")[0];
        if (first is not ('<' or '>' or '=' or '!' or '~'))
        {
            SkipBlanks();
            return Fail($"Expected one of `@`, `(`, `<`, `=`, `>`, `~`, `!`, `;`, found `{first}`", 1);
        }
        var start = _position;
        var from = 0;
        var last = list.TrimEnd(" \t");
        while (from < last.Length)
        {
            var comma = last[from..].IndexOf(',');
            var clause = comma < 0 ? last[from..] : last.Slice(from, comma);
            // A line may break between an operator and its version only.
            var trimmed = clause.TrimStart(" \t");
            var operand = trimmed[VersionOperatorText.ReadSign(trimmed, out _)..];
            if (operand.Length < trimmed.Length)
                operand = operand.TrimStart();
            if (operand.IsEmpty || operand.ContainsAny('\r', '\n'))
            {
                _position = start + from;
                return Fail("Expected a version specifier", Math.Max(1, clause.Length));
            }
            from += clause.Length + 1;
        }
        if (VersionSpecifiers.TryParse(list, out var parsed, out var offset, out var reason))
        {
            specifiers = parsed;
            return true;
        }
        _position = start + offset;
        var wrong = list[offset..];
        var end = wrong.IndexOf(',');
        return Fail(reason, (end < 0 ? wrong : wrong[..end]).TrimEnd().Length);
    }

    private void TakeIdentifier()
    {
        while (
            _position < _text.Length
            && (char.IsAsciiLetterOrDigit(_text[_position]) || _text[_position] is '-' or '_' or '.')
        )
        {
            _position++;
        }
    }

    private void SkipBlanks()
    {
        while (_position < _text.Length && _text[_position] is ' ' or '\t')
        {
            _position++;
        }
    }

    private static bool IsWhiteSpace(char character) => character is ' ' or '\t' or '\r' or '\n';

    private bool FailName(int start, string what, string expected)
    {
        var length = _position - start;
        if (length == 0)
        {
            return Fail(
                _position == _text.Length
                    ? $"Expected {what}, found the end of the dependency specification"
                    : $"Expected {expected}, found `{_text[_position]}`",
                1
            );
        }
        var name = _text[start.._position].ToString();
        _position = start;
        return Fail(
            $"`{name}` is not a valid {what}: it must start and end with a letter or a digit",
            length
        );
    }

    private bool Fail(string message, int length)
    {
        Error = new SyntaxError(message, _position, Math.Max(1, length));
        return false;
    }
}
