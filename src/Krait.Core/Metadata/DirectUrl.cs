namespace Krait.Metadata;

/// <summary>
/// Where a distribution came from if not from an index: the content of <c>direct_url.json</c>. Implements the direct URL data
/// structure (PEP 610). Credentials are taken out of the URL on reading and on writing, save variables (<c>${NAME}</c>) and the
/// user <c>git</c>.
/// </summary>
public abstract partial record DirectUrl
{
    private protected DirectUrl(string url, string? subdirectory) =>
        (Url, Subdirectory) = (WithoutCredentials(url), subdirectory);

    /// <summary>The URL, without credentials.</summary>
    public string Url { get; }

    /// <summary>The project's folder inside what the URL names, with slashes; null for its root.</summary>
    public string? Subdirectory { get; }

    /// <summary>A folder of this machine.</summary>
    public sealed record Folder(string Url, bool? IsEditable, string? Subdirectory = null)
        : DirectUrl(Url, Subdirectory);

    /// <summary>An archive, with its hashes by algorithm in the order of the file.</summary>
    public sealed record Archive(
        string Url,
        IReadOnlyList<KeyValuePair<string, string>> Hashes,
        string? Subdirectory = null
    ) : DirectUrl(Url, Subdirectory);

    /// <summary>A commit of a repository; <paramref name="Vcs"/> is <c>git</c>, <c>hg</c>, <c>bzr</c> or <c>svn</c>.</summary>
    public sealed record Repository(
        string Url,
        string Vcs,
        string Commit,
        string? RequestedRevision = null,
        string? Subdirectory = null
    ) : DirectUrl(Url, Subdirectory);

    /// <summary>The URL with its credentials taken out; as it is if it holds none, or only variables or the user <c>git</c>.</summary>
    public static string WithoutCredentials(string url)
    {
        var start = url.IndexOf("://", StringComparison.Ordinal);
        if (start < 0)
            return url;
        start += 3;
        var end = url.AsSpan(start).IndexOfAny('/', '?', '#');
        var authority = end < 0 ? url.AsSpan(start) : url.AsSpan(start, end);
        var at = authority.LastIndexOf('@');
        if (at < 0 || authority[..at] is "git" || IsVariables(authority[..at]))
            return url;
        return string.Concat(url.AsSpan(0, start), url.AsSpan(start + at + 1));
    }

    private static bool IsVariables(ReadOnlySpan<char> credentials)
    {
        foreach (var range in credentials.Split(':'))
        {
            var part = credentials[range];
            if (
                part.Length < 4
                || !part.StartsWith("${")
                || !part.EndsWith("}")
                || part[2..^1].ContainsAny("${}")
            )
                return false;
        }
        return credentials.Count(':') <= 1;
    }
}
