using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Krait.Versions;

namespace Krait.Markers.Poetry;

/// <summary>
/// Reads Poetry's version constraints: <c>^1.2</c>, <c>~1.2</c>, PEP 440 operators, <c>1.2.*</c>, joined by commas or spaces (and) and by
/// <c>|</c> or <c>||</c> (or). A text longer than <see cref="LongestText"/> is refused.
/// </summary>
internal readonly struct PoetryConstraintParser
{
    private static readonly SearchValues<char> s_releaseCharacters = SearchValues.Create("0123456789.");
    private static readonly SearchValues<char> s_wildcardCharacters = SearchValues.Create("v0123456789.*");

    /// <summary>Combining takes time by the square of the parts; no honest text is near this.</summary>
    internal const int LongestText = 16_384;

    private readonly bool _isMarker;
    private readonly bool _readsReleases;

    private PoetryConstraintParser(bool isMarker, bool readsReleases)
    {
        _isMarker = isMarker;
        _readsReleases = readsReleases;
    }

    /// <summary>Reads a constraint of a dependency.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out PoetryConstraint? constraint) =>
        new PoetryConstraintParser(isMarker: false, readsReleases: false).TryRead(text, out constraint);

    /// <summary>
    /// Reads a constraint of a marker, where versions are those of Python and an upper bound is what it says. A release of an
    /// operating system may have a build behind its numbers.
    /// </summary>
    public static bool TryParseMarker(
        string text,
        bool isRelease,
        [NotNullWhen(true)] out PoetryConstraint? constraint
    ) => new PoetryConstraintParser(isMarker: true, isRelease).TryRead(text, out constraint);

    private bool TryRead(string text, [NotNullWhen(true)] out PoetryConstraint? constraint)
    {
        constraint = null;
        if (text.Length > LongestText)
            return false;
        if (text == "*")
        {
            constraint = PoetryVersionRange.Any;
            return true;
        }
        var alternatives = new List<PoetryConstraint>();
        foreach (var alternative in PoetryTextParser.SplitAlternatives(text))
        {
            PoetryConstraint? both = null;
            foreach (var part in SplitConjunction(alternative.TrimEnd(',').TrimEnd()))
            {
                if (!TryReadSingle(part, out var single))
                    return false;
                both = both is null ? single : both.Intersect(single);
            }
            alternatives.Add(both!);
        }
        constraint = alternatives.Count == 1 ? alternatives[0] : PoetryVersionUnion.Of(alternatives);
        return true;
    }

    /// <summary>Cuts at commas and spaces, except behind an operator and beside a hyphen.</summary>
    private static List<string> SplitConjunction(string text)
    {
        var parts = new List<string>();
        var start = 0;
        for (var i = 1; i < text.Length; i++)
        {
            if ("^~=>< ,".Contains(text[i - 1], StringComparison.Ordinal))
                continue;
            var comma = i;
            while (comma < text.Length && text[comma] == ' ')
                comma++;
            // The separator is the comma behind the spaces or, if there is none, the last of the spaces.
            if (comma == text.Length || text[comma] != ',')
                comma--;
            if (comma < i || text[comma - 1] == '-' || (comma + 1 < text.Length && text[comma + 1] == '-'))
                continue;
            var next = comma + 1;
            while (next < text.Length && text[next] == ' ')
                next++;
            if (next == text.Length || text[next] == ',')
                continue;
            parts.Add(text[start..i]);
            start = next;
            i = next;
        }
        parts.Add(text[start..]);
        return parts;
    }

    private bool TryReadSingle(string text, [NotNullWhen(true)] out PoetryConstraint? constraint)
    {
        constraint = null;
        if (IsAnything(text))
        {
            constraint = PoetryVersionRange.Any;
            return true;
        }
        var sign = SignOf(text);
        var rest = text.AsSpan(sign.Length).TrimStart();
        var isPrefix = false;
        while (rest.EndsWith(".*", StringComparison.Ordinal))
        {
            rest = rest[..^2];
            // Several stars are only understood behind plain numbers.
            if (isPrefix && rest.IndexOfAnyExcept(s_wildcardCharacters) >= 0)
                return false;
            isPrefix = true;
        }
        if (!TryReadVersion(rest, out var version))
        {
            if (isPrefix || !_readsReleases || !TryReadRelease(rest, out version))
                return false;
        }
        if (isPrefix && sign is ("~" or "~=" or "^"))
            return false;
        constraint = sign switch
        {
            "~" => From(
                version,
                version.ReleaseLength == 1 ? version.Stable().NextMajor() : version.Stable().NextMinor()
            ),
            "~=" => From(version, version.NextCompatible()),
            "^" => From(version, version.NextBreaking()),
            "<" => new PoetryVersionRange(null, UpperBound(version), includesMin: false, includesMax: false),
            "<=" => new PoetryVersionRange(null, version, includesMin: false, includesMax: true),
            ">" => new PoetryVersionRange(version, null, includesMin: false, includesMax: false),
            ">=" => new PoetryVersionRange(version, null, includesMin: true, includesMax: false),
            _ when isPrefix => Prefix(version, isInverted: sign == "!="),
            "!=" => new PoetryVersionUnion(
                new PoetryVersionRange(null, version, includesMin: false, includesMax: false),
                new PoetryVersionRange(version, null, includesMin: false, includesMax: false)
            ),
            _ => new PoetryExactVersion(version),
        };
        return true;
    }

    private static string SignOf(string text) =>
        text switch
        {
            ['~', '=', ..] => "~=",
            ['~', ..] => "~",
            ['^', ..] => "^",
            ['<', '>', ..] => "<>",
            ['<', '=', ..] => "<=",
            ['<', ..] => "<",
            ['>', '=', ..] => ">=",
            ['>', ..] => ">",
            ['!', '=', ..] => "!=",
            ['=', '=', ..] => "==",
            ['=', ..] => "=",
            _ => "",
        };

    private static bool IsAnything(string text)
    {
        var stars = text.AsSpan().TrimStart("vV");
        if (text.Length - stars.Length > 1 || stars.Length % 2 == 0)
            return false;
        for (var i = 0; i < stars.Length; i++)
        {
            if (i % 2 == 1 ? stars[i] != '.' : stars[i] is not ('x' or 'X' or '*'))
                return false;
        }
        return true;
    }

    private static bool TryReadVersion(ReadOnlySpan<char> text, out PackageVersion version)
    {
        if (text.Equals("dev", StringComparison.OrdinalIgnoreCase))
            text = "0.0.dev0";
        version = default;
        return !text.IsEmpty
            && !char.IsWhiteSpace(text[0])
            && !char.IsWhiteSpace(text[^1])
            && PackageVersion.TryParse(text, out version);
    }

    /// <summary>Numbers and a build, as <c>5.15.0-1023-aws</c>: the build is held as a local label.</summary>
    private static bool TryReadRelease(ReadOnlySpan<char> text, out PackageVersion version)
    {
        version = default;
        var numbers = text.IndexOfAnyExcept(s_releaseCharacters);
        if (numbers <= 0)
            return false;
        var release = text[..numbers].TrimEnd('.');
        var build = text[release.Length..].Trim("+-.").ToString().Replace('+', '.').Replace('-', '.');
        return build.Length > 0 && PackageVersion.TryParse($"{release}+{build}", out version);
    }

    private PoetryVersionRange From(PackageVersion version, PackageVersion end) =>
        new(version, UpperBound(end), includesMin: true, includesMax: false);

    /// <summary>The bound of <c>&lt;2</c>, which no pre-release of 2 satisfies.</summary>
    private PackageVersion UpperBound(PackageVersion version) =>
        _isMarker || !version.IsStable() ? version : version.FirstDevelopment();

    private PoetryConstraint Prefix(PackageVersion version, bool isInverted)
    {
        var end = version.NextInPrefix();
        if (!_isMarker)
        {
            version = version.FirstDevelopment();
            end = end.IsDevelopment ? end : end.FirstDevelopment();
        }
        var range = new PoetryVersionRange(version, end, includesMin: true, includesMax: false);
        return isInverted ? PoetryVersionRange.Any.Except(range) : range;
    }
}
