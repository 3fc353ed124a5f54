using System.Diagnostics.CodeAnalysis;
using Krait.Requirements;
using Krait.Versions;

namespace Krait.Tags;

/// <summary>
/// The name of a wheel, <c>NAME-VERSION[-BUILD]-PYTHON-ABI-PLATFORM.whl</c>, in parts. Names that build tools wrote before the
/// escaping rules were settled (dots and capitals in the name, a version that is not in canonical form) are read; whatever could
/// leave a folder or be read in two ways is not. Implements the binary distribution format (PEP 427).
/// </summary>
public sealed class WheelFileName
{
    /// <summary>The longest file name that is read; longer ones exist on no file system in use.</summary>
    public const int LongestText = 1024;

    private const string Extension = ".whl";

    private WheelFileName(
        string text,
        PackageName name,
        PackageVersion version,
        BuildTag build,
        WheelTags tags
    )
    {
        Text = text;
        Name = name;
        Version = version;
        Build = build;
        Tags = tags;
    }

    /// <summary>The file name as it was given.</summary>
    public string Text { get; }

    public PackageName Name { get; }

    public PackageVersion Version { get; }

    /// <summary>The build tag; empty in most wheels.</summary>
    public BuildTag Build { get; }

    public WheelTags Tags { get; }

    /// <summary>Reads a file name (no folder, no percent-encoding).</summary>
    /// <returns>false for anything that is not the name of a wheel, wheel variants (<see cref="IsVariant"/>) among it.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out WheelFileName? wheel)
    {
        wheel = null;
        if (text.Length > LongestText || !text.EndsWith(Extension, StringComparison.Ordinal))
            return false;
        var stem = text[..^Extension.Length];
        Span<Range> parts = stackalloc Range[8];
        var count = stem.Split(parts, '-');
        if (count is not (5 or 6))
            return false;
        BuildTag build = default;
        if (count == 6 && !BuildTag.TryParse(stem[parts[2]], out build))
            return false;
        var name = stem[parts[0]];
        var version = stem[parts[1]];
        if (
            !IsName(name)
            || version.ContainsAny(" \t")
            || !PackageName.TryParse(name, out var packageName)
            || !PackageVersion.TryParse(version, out var packageVersion)
            || !WheelTags.TryParse(stem[parts[count - 3].Start..], out var tags)
        )
            return false;
        wheel = new WheelFileName(text.ToString(), packageName, packageVersion, build, tags);
        return true;
    }

    /// <summary>Reads a file name.</summary>
    /// <exception cref="FormatException">The text is not the name of a wheel.</exception>
    public static WheelFileName Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var wheel)
            ? wheel
            : throw new FormatException($"`{text}` is not the name of a wheel");

    /// <summary>
    /// Whether the text is the name of a wheel with a variant label (PEP 825, draft): one part more, of lower-case letters, digits,
    /// underscores and dots, at the end. Such wheels are no candidates; this tells the reason.
    /// </summary>
    public static bool IsVariant(ReadOnlySpan<char> text)
    {
        if (!text.EndsWith(Extension, StringComparison.Ordinal))
            return false;
        var stem = text[..^Extension.Length];
        var dash = stem.LastIndexOf('-');
        if (dash < 0 || dash == stem.Length - 1)
            return false;
        foreach (var c in stem[(dash + 1)..])
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c is not ('_' or '.'))
                return false;
        }
        return stem.Length <= LongestText && TryParse(string.Concat(stem[..dash], Extension), out _);
    }

    public override string ToString() => Text;

    /// <summary>Letters, digits, dots and single underscores: a double one is what a faulty escape leaves.</summary>
    private static bool IsName(ReadOnlySpan<char> name)
    {
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.'))
                return false;
        }
        return !name.IsEmpty && !name.Contains("__", StringComparison.Ordinal);
    }
}
