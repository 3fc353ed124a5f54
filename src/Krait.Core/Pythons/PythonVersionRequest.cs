using System.Buffers;
using Krait.Versions;

namespace Krait.Pythons;

/// <summary>
/// Which versions will do: a beginning of a version (<c>3</c>, <c>3.12</c>, <c>3.12.1</c>), a pre-release
/// (<c>3.14rc1</c>), or specifiers (<c>&gt;=3.11,&lt;3.13</c>); and how built.
/// </summary>
public sealed record PythonVersionRequest
{
    private static readonly SearchValues<char> s_releaseCharacters = SearchValues.Create("0123456789.");
    private static readonly SearchValues<char> s_operators = SearchValues.Create("<>=!~,");
    private readonly string? _prerelease;

    private PythonVersionRequest(
        int? major,
        int? minor,
        int? patch,
        string? prerelease,
        PythonVariant variant
    )
    {
        Major = major;
        Minor = minor;
        Patch = patch;
        _prerelease = prerelease;
        Variant = variant;
    }

    private PythonVersionRequest(VersionSpecifiers specifiers, PythonVariant variant)
    {
        Specifiers = specifiers;
        Variant = variant;
    }

    /// <summary>Null when specifiers, or any version, were asked for.</summary>
    public int? Major { get; }

    public int? Minor { get; }

    public int? Patch { get; }

    public VersionSpecifiers? Specifiers { get; }

    public PythonVariant Variant { get; }

    /// <summary>Whether a pre-release was named, so that it is not a surprise.</summary>
    public bool AllowsPrerelease => _prerelease is not null || Specifiers is { NamesPrerelease: true };

    /// <summary>Whether exactly one release can match.</summary>
    public bool IsExact => Patch is not null || _prerelease is not null;

    /// <summary>
    /// All versions that satisfy these specifiers. <c>==3.12</c> alone names a version, as it does on a command line: no
    /// Python is of release 3.12 without more.
    /// </summary>
    public static PythonVersionRequest Of(VersionSpecifiers specifiers) =>
        specifiers is [{ Operator: VersionOperator.Equal }]
        && specifiers.ToString().TrimStart('=') is { Length: > 0 } version
        && TryParse(version, out var request)
            ? request
            : new(specifiers, PythonVariant.Default);

    /// <summary>Any version of a variant.</summary>
    public static PythonVersionRequest Of(PythonVariant variant) => new(null, null, null, null, variant);

    public static PythonVersionRequest Of(int major, int minor) =>
        new(major, minor, null, null, PythonVariant.Default);

    /// <summary>
    /// Reads <c>3</c>, <c>312</c>, <c>3.12</c>, <c>3.12.1</c>, <c>3.13rc1</c>, <c>3.13.0b5</c>, specifiers, and the
    /// suffixes <c>t</c>, <c>d</c>, <c>td</c>, <c>+freethreaded</c>, <c>+debug</c>, <c>+gil</c>.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out PythonVersionRequest request)
    {
        request = null!;
        text = text.Trim();
        if (text.IsEmpty || text.Length > 256 || !TryCutVariant(ref text, out var variant))
        {
            return false;
        }

        if (text.IndexOfAny(s_operators) >= 0)
        {
            return TryParseSpecifiers(text, variant, out request);
        }

        if (text.IndexOf('.') < 0 && text.IndexOfAnyExceptInRange('0', '9') < 0)
        {
            return TryParseDigits(text, variant, out request);
        }

        var end = text.IndexOfAnyExcept(s_releaseCharacters);
        var release = end < 0 ? text : text[..end];
        var prerelease = end < 0 ? null : text[end..].ToString();
        Span<Range> parts = stackalloc Range[4];
        var count = release.Split(parts, '.');
        Span<int> numbers = [-1, -1, -1];
        for (var i = 0; i < count; i++)
        {
            if (i == 3 || !TryNumber(release[parts[i]], out numbers[i]))
            {
                return false;
            }
        }

        if (prerelease is not null && (count < 2 || !IsPrerelease(prerelease)))
        {
            return false;
        }

        request = new PythonVersionRequest(
            numbers[0],
            count > 1 ? numbers[1] : null,
            count > 2 ? numbers[2]
                : prerelease is null ? null
                : 0,
            prerelease,
            variant
        );
        return true;
    }

    /// <summary>Whether a version, and a build, are among those asked for.</summary>
    public bool Matches(PythonInterpreter interpreter) =>
        MatchesVersion(interpreter.FullVersion)
        && MatchesVariant(interpreter.IsFreeThreaded, interpreter.IsDebug, interpreter.Minor);

    public bool MatchesVersion(PackageVersion version)
    {
        if (Specifiers is not null)
        {
            // A pre-release of an interpreter counts as what it is; whether it is wanted is asked elsewhere.
            return Specifiers.ToRanges().Contains(version);
        }

        return Fits(Major, version.GetRelease(0))
            && Fits(Minor, version.GetRelease(1))
            && Fits(Patch, version.GetRelease(2))
            && (
                _prerelease is null
                    ? Patch is null || !version.IsPrerelease
                    : version.ToString().EndsWith(_prerelease, StringComparison.Ordinal)
                        && version.IsPrerelease
            );

        static bool Fits(int? wanted, ulong actual) => wanted is null || (ulong)wanted.Value == actual;
    }

    /// <summary>Names of executables that would fit, most exact first, without the endings of systems.</summary>
    internal IEnumerable<string> ExecutableNames(string program)
    {
        if (Minor is not null)
        {
            if (Variant.HasFlag(PythonVariant.FreeThreaded))
            {
                yield return $"{program}{Major}.{Minor}t";
            }

            if (Patch is not null)
            {
                yield return $"{program}{Major}.{Minor}.{Patch}{_prerelease}";
            }

            yield return $"{program}{Major}.{Minor}";
        }

        if (Major is not null)
        {
            yield return $"{program}{Major}";
        }
        else
        {
            yield return $"{program}3";
        }

        yield return program;
    }

    public override string ToString()
    {
        var variant =
            (Variant.HasFlag(PythonVariant.FreeThreaded) ? "+freethreaded" : "")
            + (Variant.HasFlag(PythonVariant.Gil) ? "+gil" : "")
            + (Variant.HasFlag(PythonVariant.Debug) ? "+debug" : "");
        if (Specifiers is not null)
        {
            return Specifiers + variant;
        }

        var release = Major is null ? "" : $"{Major}";
        release += Minor is null ? "" : $".{Minor}";
        release += Patch is null || (_prerelease is not null && Patch == 0) ? "" : $".{Patch}";
        return release + _prerelease + variant;
    }

    private bool MatchesVariant(bool isFreeThreaded, bool isDebug, int minor)
    {
        const int LockIsOptional = 14;
        var threads =
            Variant.HasFlag(PythonVariant.FreeThreaded) ? isFreeThreaded
            : Variant.HasFlag(PythonVariant.Gil) ? !isFreeThreaded
            : !isFreeThreaded || minor >= LockIsOptional;
        return threads && Variant.HasFlag(PythonVariant.Debug) == isDebug;
    }

    private static bool TryParseSpecifiers(
        ReadOnlySpan<char> text,
        PythonVariant variant,
        out PythonVersionRequest request
    )
    {
        request = null!;
        if (!VersionSpecifiers.TryParse(text, out var specifiers))
        {
            return false;
        }

        // `==3.12.1` alone is a version in other words.
        var isPlain = specifiers is [{ Operator: VersionOperator.Equal }];
        if (isPlain && TryParse(text.Trim()[2..], out request) && !request.ToString().Contains('*'))
        {
            request = new PythonVersionRequest(
                request.Major,
                request.Minor,
                request.Patch,
                request._prerelease,
                variant
            );
            return true;
        }

        request = new PythonVersionRequest(specifiers, variant);
        return true;
    }

    /// <summary>Digits alone: a major version, or major and minor as tags write them.</summary>
    private static bool TryParseDigits(
        ReadOnlySpan<char> text,
        PythonVariant variant,
        out PythonVersionRequest request
    )
    {
        request = null!;
        var rest = text[1..];
        if (!TryNumber(text[..1], out var major))
        {
            return false;
        }

        if (rest.IsEmpty)
        {
            request = new PythonVersionRequest(major, null, null, null, variant);
            return true;
        }

        if (!TryNumber(rest, out var minor))
        {
            return false;
        }

        request = new PythonVersionRequest(major, minor, null, null, variant);
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out int number)
    {
        number = -1;
        return text.Length is > 0 and <= 4
            && text.IndexOfAnyExceptInRange('0', '9') < 0
            && int.TryParse(text, out number);
    }

    private static bool IsPrerelease(ReadOnlySpan<char> text)
    {
        var digits = text.IndexOfAnyInRange('0', '9');
        return digits > 0
            && text[..digits] is "a" or "b" or "rc"
            && text[digits..].IndexOfAnyExceptInRange('0', '9') < 0;
    }

    private static bool TryCutVariant(ref ReadOnlySpan<char> text, out PythonVariant variant)
    {
        variant = PythonVariant.Default;
        var plus = text.IndexOf('+');
        if (plus >= 0)
        {
            foreach (var part in text[(plus + 1)..].Split('+'))
            {
                PythonVariant? named = text[(plus + 1)..][part] switch
                {
                    "freethreaded" or "free-threaded" => PythonVariant.FreeThreaded,
                    "debug" => PythonVariant.Debug,
                    "gil" => PythonVariant.Gil,
                    _ => null,
                };
                if (named is null)
                {
                    return false;
                }

                variant |= named.Value;
            }

            text = text[..plus];
            return !text.IsEmpty;
        }

        // A letter counts only behind a digit: `3.13t`, `3.13td`.
        var letters = text.Length - text.TrimEnd("td").Length;
        var suffix = text[^letters..];
        if (letters > 0 && letters < text.Length && char.IsAsciiDigit(text[^(letters + 1)]))
        {
            PythonVariant? named = suffix switch
            {
                "t" => PythonVariant.FreeThreaded,
                "d" => PythonVariant.Debug,
                "td" => PythonVariant.FreeThreaded | PythonVariant.Debug,
                _ => null,
            };
            if (named is null)
            {
                return false;
            }

            variant = named.Value;
            text = text[..^letters];
        }

        return true;
    }
}
