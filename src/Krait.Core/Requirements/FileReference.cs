namespace Krait.Requirements;

/// <summary>Paths and addresses that files mention, as seen from the file that mentions them.</summary>
internal static class FileReference
{
    /// <summary>True for <c>scheme://…</c> and <c>file:…</c>; a Windows drive is no scheme.</summary>
    public static bool IsAddress(ReadOnlySpan<char> text)
    {
        var colon = text.IndexOf(':');
        if (colon < 2 || !char.IsAsciiLetter(text[0]))
        {
            return false;
        }
        foreach (var character in text[..colon])
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('+' or '-' or '.'))
            {
                return false;
            }
        }
        return text[(colon + 1)..].StartsWith("//")
            || text[..colon].Equals("file", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>True for what another machine serves; <c>file:</c> and paths are of this one.</summary>
    public static bool IsRemote(string text) =>
        IsAddress(text) && !text.StartsWith("file:", StringComparison.OrdinalIgnoreCase);

    public static string Resolve(string file, string reference)
    {
        if (IsAddress(reference))
        {
            return
                reference.StartsWith("file:", StringComparison.OrdinalIgnoreCase)
                && Uri.TryCreate(reference, UriKind.Absolute, out var local)
                ? local.LocalPath
                : reference;
        }
        if (IsAddress(file))
        {
            return
                Uri.TryCreate(file, UriKind.Absolute, out var origin)
                && Uri.TryCreate(origin, reference, out var joined)
                ? joined.AbsoluteUri
                : reference;
        }
        if (Path.IsPathRooted(reference))
        {
            return reference;
        }
        var path = Path.Combine(Path.GetDirectoryName(file) ?? "", reference);
        // Only a rooted path can be tidied up without asking for the working directory.
        return Path.IsPathFullyQualified(path) ? Path.GetFullPath(path) : path;
    }
}
