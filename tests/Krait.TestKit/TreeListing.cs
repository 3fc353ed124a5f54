namespace Krait.TestKit;

/// <summary>A folder as text, one line an entry in ordinal order, so that two states can be compared and a stray file shows.</summary>
public static class TreeListing
{
    /// <summary>
    /// Lines <c>MODE KIND PATH [-> TARGET | SIZE]</c>; with <paramref name="contents"/> a hash of the bytes stands for the
    /// size. Entries whose relative path <paramref name="skip"/> accepts are left out with everything below them.
    /// </summary>
    public static string Of(string folder, bool contents = false, Func<string, bool>? skip = null)
    {
        var lines = new List<string>();
        Walk(new DirectoryInfo(folder), folder, contents, skip, lines);
        lines.Sort(StringComparer.Ordinal);
        return string.Concat(lines.Select(line => line + "\n"));
    }

    private static void Walk(
        DirectoryInfo folder,
        string root,
        bool contents,
        Func<string, bool>? skip,
        List<string> lines
    )
    {
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            var path = Path.GetRelativePath(root, entry.FullName);
            if (skip?.Invoke(path) == true)
                continue;
            if (entry.LinkTarget is { } target)
            {
                lines.Add($"{path} link -> {target}");
                continue;
            }
            var mode = Convert.ToString((int)entry.UnixFileMode, 8);
            if (entry is DirectoryInfo below)
            {
                lines.Add($"{path} folder {mode}");
                Walk(below, root, contents, skip, lines);
                continue;
            }
            lines.Add($"{path} file {mode} {(contents ? Digest(entry.FullName) : ((FileInfo)entry).Length)}");
        }
    }

    private static string Digest(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(stream).AsSpan(0, 8));
    }
}
