using System.Text;

namespace Krait.Versions;

/// <summary>Reads every spelling of a version that PEP 440 allows, one pass, no going back.</summary>
internal ref struct VersionParser(ReadOnlySpan<char> text)
{
    // The longer spelling before the one it begins with.
    private static readonly string[] PrereleaseWords =
    [
        "alpha",
        "a",
        "beta",
        "b",
        "preview",
        "pre",
        "c",
        "rc",
    ];
    private static readonly string[] PostWords = ["post", "rev", "r"];
    private static readonly string[] DevelopmentWords = ["dev"];

    private readonly ReadOnlySpan<char> _text = text.Trim();
    private int _position;

    public VersionNumber Epoch { get; private set; }

    public List<VersionNumber> Release { get; } = new(4);

    public PrereleaseKind PrereleaseKind { get; private set; }

    public VersionNumber Prerelease { get; private set; }

    public VersionNumber? Post { get; private set; }

    public VersionNumber? Development { get; private set; }

    public List<LocalSegment> Local { get; } = [];

    /// <summary>True where the whole text is a version; then the properties hold its parts.</summary>
    public bool TryParse()
    {
        _ = TryTake("v");
        if (!TryTakeNumber(out var number))
        {
            return false;
        }
        if (TryTake("!"))
        {
            Epoch = number;
            if (!TryTakeNumber(out number))
            {
                return false;
            }
        }
        Release.Add(number);
        while (
            _position + 1 < _text.Length && _text[_position] == '.' && char.IsAsciiDigit(_text[_position + 1])
        )
        {
            _position++;
            _ = TryTakeNumber(out number);
            Release.Add(number);
        }
        TakePrerelease();
        TakePost();
        if (TryTakeWord(DevelopmentWords) >= 0)
        {
            Development = TakeSuffixNumber();
        }
        return TryTakeLocal() && _position == _text.Length;
    }

    private void TakePrerelease()
    {
        var word = TryTakeWord(PrereleaseWords);
        if (word < 0)
        {
            return;
        }
        PrereleaseKind = word switch
        {
            < 2 => PrereleaseKind.Alpha,
            < 4 => PrereleaseKind.Beta,
            _ => PrereleaseKind.ReleaseCandidate,
        };
        Prerelease = TakeSuffixNumber();
    }

    private void TakePost()
    {
        var start = _position;
        if (TryTake("-") && TryTakeNumber(out var number))
        {
            Post = number;
            return;
        }
        _position = start;
        if (TryTakeWord(PostWords) >= 0)
        {
            Post = TakeSuffixNumber();
        }
    }

    private bool TryTakeLocal()
    {
        if (!TryTake("+"))
        {
            return true;
        }
        do
        {
            var start = _position;
            while (_position < _text.Length && char.IsAsciiLetterOrDigit(_text[_position]))
            {
                _position++;
            }
            if (_position == start)
            {
                return false;
            }
            Local.Add(LocalSegment.Parse(_text[start.._position]));
        } while (TryTakeSeparator());
        return true;
    }

    /// <summary>Takes an optional separator and one of the words; gives the index of the word, or -1 and takes nothing.</summary>
    private int TryTakeWord(string[] words)
    {
        var start = _position;
        _ = TryTakeSeparator();
        for (var i = 0; i < words.Length; i++)
        {
            if (TryTake(words[i]))
            {
                return i;
            }
        }
        _position = start;
        return -1;
    }

    /// <summary>The number after a suffix word, 0 where there is none; a separator before it goes with it.</summary>
    private VersionNumber TakeSuffixNumber()
    {
        _ = TryTakeSeparator();
        return TryTakeNumber(out var number) ? number : default;
    }

    private bool TryTakeSeparator()
    {
        if (_position < _text.Length && _text[_position] is '.' or '-' or '_')
        {
            _position++;
            return true;
        }
        return false;
    }

    private bool TryTakeNumber(out VersionNumber number)
    {
        var start = _position;
        while (_position < _text.Length && char.IsAsciiDigit(_text[_position]))
        {
            _position++;
        }
        number = _position > start ? VersionNumber.FromDigits(_text[start.._position]) : default;
        return _position > start;
    }

    /// <summary>Takes <paramref name="expected"/> (ASCII, lower case) in any case, if it comes next.</summary>
    private bool TryTake(string expected)
    {
        var rest = _text[_position..];
        if (rest.Length < expected.Length || !Ascii.EqualsIgnoreCase(rest[..expected.Length], expected))
        {
            return false;
        }
        _position += expected.Length;
        return true;
    }
}
