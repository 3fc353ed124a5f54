using System.Diagnostics.CodeAnalysis;

namespace Krait.Tags;

/// <summary>
/// The compressed tag set of a wheel, <c>py2.py3-none-any</c>: every Python tag with every ABI tag with every platform tag.
/// Tags are lower-cased on reading. Implements the platform compatibility tags specification (PEP 425).
/// </summary>
public readonly struct WheelTags : IEquatable<WheelTags>
{
    /// <summary>The longest text that is read; real ones stay below 200 characters.</summary>
    public const int LongestText = 1024;

    private readonly string? _text;
    private readonly int _abi;
    private readonly int _platform;

    private WheelTags(string text, int abi, int platform) => (_text, _abi, _platform) = (text, abi, platform);

    /// <summary>The Python tags, joined by dots.</summary>
    public ReadOnlySpan<char> Python => _text is null ? default : _text.AsSpan(0, _abi - 1);

    /// <summary>The ABI tags, joined by dots.</summary>
    public ReadOnlySpan<char> Abi => _text is null ? default : _text.AsSpan(_abi, _platform - _abi - 1);

    /// <summary>The platform tags, joined by dots.</summary>
    public ReadOnlySpan<char> Platform => _text is null ? default : _text.AsSpan(_platform);

    /// <summary>
    /// Reads <c>PYTHON-ABI-PLATFORM</c>. Each part is a list of tags joined by dots; a tag is made of ASCII letters, digits and
    /// underscores, and a Python tag does not begin with a digit, since that is how a build tag is told from it.
    /// </summary>
    /// <returns>false, and an empty value, for anything else.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out WheelTags tags)
    {
        tags = default;
        if (text.Length > LongestText)
            return false;
        var first = text.IndexOf('-');
        var last = text.LastIndexOf('-');
        if (
            first < 0
            || last == first
            || !AreTags(text[..first], digitFirst: false)
            || !AreTags(text[(first + 1)..last], digitFirst: true)
            || !AreTags(text[(last + 1)..], digitFirst: true)
        )
            return false;
        tags = new WheelTags(Lower(text), first + 1, last + 1);
        return true;
    }

    /// <summary>Reads a compressed tag set.</summary>
    /// <exception cref="FormatException">The text is not one.</exception>
    public static WheelTags Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var tags)
            ? tags
            : throw new FormatException($"`{text}` is not a set of wheel tags");

    /// <summary>Every single tag of the set, <c>py2-none-any</c> and so on, in the order of the text; a repeated one once.</summary>
    public IReadOnlyList<string> Expand()
    {
        var tags = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var python in Python.Split('.'))
        foreach (var abi in Abi.Split('.'))
        foreach (var platform in Platform.Split('.'))
        {
            var tag = $"{Python[python]}-{Abi[abi]}-{Platform[platform]}";
            if (seen.Add(tag))
                tags.Add(tag);
        }
        return tags;
    }

    public override string ToString() => _text ?? "";

    public bool Equals(WheelTags other) => string.Equals(_text, other._text, StringComparison.Ordinal);

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is WheelTags other && Equals(other);

    public override int GetHashCode() =>
        _text is null ? 0 : string.GetHashCode(_text, StringComparison.Ordinal);

    public static bool operator ==(WheelTags left, WheelTags right) => left.Equals(right);

    public static bool operator !=(WheelTags left, WheelTags right) => !left.Equals(right);

    private static bool AreTags(ReadOnlySpan<char> tags, bool digitFirst)
    {
        foreach (var range in tags.Split('.'))
        {
            var tag = tags[range];
            if (tag.IsEmpty || (!digitFirst && char.IsAsciiDigit(tag[0])))
                return false;
            foreach (var c in tag)
            {
                if (!char.IsAsciiLetterOrDigit(c) && c != '_')
                    return false;
            }
        }
        return true;
    }

    private static string Lower(ReadOnlySpan<char> text) =>
        text.ContainsAnyInRange('A', 'Z')
            ? string.Create(text.Length, text, static (to, from) => from.ToLowerInvariant(to))
            : text.ToString();
}
