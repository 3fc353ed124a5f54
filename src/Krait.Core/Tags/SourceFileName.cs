using System.Diagnostics.CodeAnalysis;
using Krait.Requirements;
using Krait.Versions;

namespace Krait.Tags;

/// <summary>
/// The name of a source distribution, <c>NAME-VERSION.tar.gz</c> (or <c>.zip</c>), in parts. Older names hold further dashes;
/// they are split at the last one, or, where the project is known, where its name ends. Implements PEP 625 with its compatibility notes.
/// </summary>
public sealed class SourceFileName
{
    /// <summary>The longest file name that is read.</summary>
    public const int LongestText = 1024;

    // The longer endings stand before those they end in.
    private static ReadOnlySpan<char> LegacyEndings =>
        ".tar.bz2|.tar.xz|.tar.zst|.tar.lzma|.tar.lz|.tar.z|.tar|.tgz|.tbz2|.tbz|.txz|.tlz|.tzst|.egg";

    private SourceFileName(string text, PackageName name, PackageVersion version, SourceFormat format)
    {
        Text = text;
        Name = name;
        Version = version;
        Format = format;
    }

    /// <summary>The file name as it was given.</summary>
    public string Text { get; }

    public PackageName Name { get; }

    public PackageVersion Version { get; }

    /// <summary>How it is packed; never <see cref="SourceFormat.Legacy"/>.</summary>
    public SourceFormat Format { get; }

    /// <summary>Reads a file name whose project is not known: it is split at the last dash.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out SourceFileName? source)
    {
        source = null;
        if (!TryStem(text, out var stem, out var format) || format == SourceFormat.Legacy)
            return false;
        return TrySplit(text, stem, stem.LastIndexOf('-'), format, out source);
    }

    /// <summary>
    /// Reads a file name as that of <paramref name="project"/>: split at the first dash before which the name reads as the
    /// project's and behind which a version stands, so that <c>foo-1.0-1.tar.gz</c> is version <c>1.0-1</c> of <c>foo</c>.
    /// </summary>
    public static bool TryParse(
        ReadOnlySpan<char> text,
        PackageName project,
        [NotNullWhen(true)] out SourceFileName? source
    )
    {
        source = null;
        if (!TryStem(text, out var stem, out var format) || format == SourceFormat.Legacy)
            return false;
        for (var dash = stem.IndexOf('-'); dash >= 0; )
        {
            if (TrySplit(text, stem, dash, format, out source) && source.Name == project)
                return true;
            var next = stem[(dash + 1)..].IndexOf('-');
            dash = next < 0 ? -1 : dash + 1 + next;
        }
        source = null;
        return false;
    }

    /// <summary>Reads a file name.</summary>
    /// <exception cref="FormatException">The text is not the name of a source distribution in a format that is read.</exception>
    public static SourceFileName Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var source)
            ? source
            : throw new FormatException($"`{text}` is not the name of a source distribution");

    /// <summary>Tells by its ending how an archive is packed; false if no source distribution ends so.</summary>
    public static bool TryFormat(ReadOnlySpan<char> text, out SourceFormat format) =>
        TryStem(text, out _, out format);

    public override string ToString() => Text;

    private static bool TryStem(ReadOnlySpan<char> text, out ReadOnlySpan<char> stem, out SourceFormat format)
    {
        stem = default;
        format = default;
        if (text.Length > LongestText)
            return false;
        if (text.EndsWith(".tar.gz", StringComparison.Ordinal))
        {
            stem = text[..^".tar.gz".Length];
            return true;
        }
        if (text.EndsWith(".zip", StringComparison.Ordinal))
        {
            stem = text[..^".zip".Length];
            format = SourceFormat.Zip;
            return true;
        }
        format = SourceFormat.Legacy;
        foreach (var range in LegacyEndings.Split('|'))
        {
            var ending = LegacyEndings[range];
            if (text.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                stem = text[..^ending.Length];
                return true;
            }
        }
        return false;
    }

    private static bool TrySplit(
        ReadOnlySpan<char> text,
        ReadOnlySpan<char> stem,
        int dash,
        SourceFormat format,
        [NotNullWhen(true)] out SourceFileName? source
    )
    {
        source = null;
        if (dash <= 0)
            return false;
        var version = stem[(dash + 1)..];
        if (
            version.ContainsAny(" \t")
            || !PackageName.TryParse(stem[..dash], out var name)
            || !PackageVersion.TryParse(version, out var packageVersion)
        )
            return false;
        source = new SourceFileName(text.ToString(), name, packageVersion, format);
        return true;
    }
}
