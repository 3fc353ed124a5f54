using System.Buffers;

namespace Krait.Requirements;

/// <summary>What can be told of a path or address by its looks.</summary>
internal static class RequirementAddress
{
    private static readonly SearchValues<char> EndOfName = SearchValues.Create("[;<>=!~(@ \t");

    private static readonly string[] Archives =
    [
        ".whl",
        ".zip",
        ".tar.gz",
        ".tgz",
        ".tar.bz2",
        ".tbz",
        ".tar.xz",
        ".txz",
        ".tlz",
        ".tar.lz",
        ".tar.lzma",
        ".tar.zst",
        ".tar",
    ];

    private static readonly string[] VersionControls = ["git", "hg", "svn", "bzr"];

    /// <summary>True for text that is no dependency specifier but a path, an archive's name or an address.</summary>
    public static bool IsAddress(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny(EndOfName);
        var head = end < 0 ? text : text[..end];
        return head.StartsWith('.') || head.ContainsAny('/', '\\', ':') || IsArchive(head);
    }

    public static bool IsArchive(ReadOnlySpan<char> path)
    {
        foreach (var extension in Archives)
        {
            if (path.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>True for <c>git+https://…</c> and its like.</summary>
    public static bool IsVersionControl(ReadOnlySpan<char> address)
    {
        foreach (var system in VersionControls)
        {
            if (
                address.StartsWith(system, StringComparison.OrdinalIgnoreCase)
                && address.Length > system.Length
                && address[system.Length] == '+'
            )
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>True for an http address with nothing where the host belongs.</summary>
    public static bool LacksHost(ReadOnlySpan<char> address)
    {
        var separator = address.IndexOf("://");
        return separator >= 0
            && address.StartsWith("http", StringComparison.OrdinalIgnoreCase)
            && address[(separator + 3)..].TrimStart('/').IsEmpty;
    }

    /// <summary>
    /// Index of the semicolon before a marker, or the length of the text. Uv wants white space on one of its sides; pip does not before
    /// a path's and wants it behind an address's, whose own semicolons are none.
    /// </summary>
    public static int MarkerStart(ReadOnlySpan<char> text, bool isUrl, RequirementsDialect dialect)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != ';')
            {
                continue;
            }
            var isSeparator =
                dialect == RequirementsDialect.Uv
                    ? i > 0 && char.IsWhiteSpace(text[i - 1])
                        || i + 1 < text.Length && char.IsWhiteSpace(text[i + 1])
                    : !isUrl || i + 1 < text.Length && text[i + 1] == ' ';
            if (isSeparator)
            {
                return i;
            }
        }
        return text.Length;
    }

    /// <summary>
    /// Takes <c>[a,b]</c> from the end of an address and adds the names to <paramref name="extras"/>. What does not read as extras stays.
    /// </summary>
    public static ReadOnlySpan<char> TakeExtras(
        ReadOnlySpan<char> address,
        RequirementsDialect dialect,
        List<ExtraName> extras
    )
    {
        var open = address.LastIndexOf('[');
        if (open <= 0 || address[^1] != ']')
        {
            return address;
        }
        var list = address[(open + 1)..^1];
        var found = new List<ExtraName>();
        foreach (var range in list.Split(','))
        {
            var part = dialect == RequirementsDialect.Uv ? list[range].Trim() : list[range];
            if (part.IsEmpty)
            {
                continue;
            }
            if (!ExtraName.TryParse(part, out var extra))
            {
                return address;
            }
            found.Add(extra);
        }
        extras.AddRange(found);
        return address[..open].TrimEnd();
    }
}
