namespace Krait.Metadata;

/// <summary>
/// Patterns of <c>license-files</c>: segments joined by slashes, in them <c>*</c>, <c>?</c> and <c>[…]</c>, and <c>**</c> for any
/// number of folders. Implements the glob dialect of PEP 639.
/// </summary>
internal static class PathPattern
{
    /// <summary>Whether a pattern stays inside the project: relative, slashes only, no <c>..</c>.</summary>
    public static bool IsInside(string pattern)
    {
        if (pattern.Length == 0 || pattern[0] == '/' || pattern.AsSpan().ContainsAny('\\', ':'))
            return false;
        foreach (var range in pattern.AsSpan().Split('/'))
        {
            if (pattern.AsSpan()[range] is "..")
                return false;
        }
        return true;
    }

    /// <summary>Whether a path (relative, with slashes) matches.</summary>
    public static bool Matches(string pattern, string path) =>
        MatchesSegments(pattern.Split('/'), path.Split('/'));

    // Row by row over the path, so that no pattern costs more than the product of both lengths.
    private static bool MatchesSegments(string[] patterns, string[] path)
    {
        var reached = new bool[path.Length + 1];
        reached[0] = true;
        foreach (var pattern in patterns)
        {
            var next = new bool[path.Length + 1];
            if (pattern == "**")
            {
                var isReached = false;
                for (var i = 0; i <= path.Length; i++)
                    next[i] = isReached |= reached[i];
            }
            else
            {
                for (var i = 0; i < path.Length; i++)
                    next[i + 1] = reached[i] && MatchesSegment(pattern, path[i]);
            }
            reached = next;
        }
        return reached[^1];
    }

    private static bool MatchesSegment(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        // Where to go on if what follows the last star does not fit.
        var star = -1;
        var retry = 0;
        int p = 0,
            t = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                retry = t;
            }
            else if (p < pattern.Length && MatchesOne(pattern[p..], text[t], out var length))
            {
                p += length;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++retry;
            }
            else
                return false;
        }
        return pattern[p..].TrimStart('*').IsEmpty;
    }

    private static bool MatchesOne(ReadOnlySpan<char> pattern, char c, out int length)
    {
        length = 1;
        if (pattern[0] == '?')
            return true;
        var end = pattern[0] == '[' ? pattern[1..].IndexOf(']') : -1;
        if (end <= 0)
            return pattern[0] == c;
        length = end + 2;
        var set = pattern.Slice(1, end);
        for (var i = 0; i < set.Length; i++)
        {
            if (i + 2 < set.Length && set[i + 1] == '-')
            {
                if (c >= set[i] && c <= set[i + 2])
                    return true;
                i += 2;
            }
            else if (set[i] == c)
                return true;
        }
        return false;
    }
}
