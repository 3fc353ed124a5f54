using Krait.Storage;

namespace Krait.Pythons;

/// <summary>The file by which the owner of an installation keeps others from installing into it (PEP 668).</summary>
internal static class ExternallyManaged
{
    private const string FileName = "EXTERNALLY-MANAGED";
    private const long Limit = 1 << 20;

    /// <summary>
    /// The owner's words, one empty text when the file has none or cannot be understood; null when there is no file.
    /// </summary>
    public static string? TryRead(string standardLibrary)
    {
        var path = Path.Join(standardLibrary, FileName);
        if (FileContent.ReadIfPossible(path, Limit) is { } bytes)
        {
            return Message(FileContent.TextOf(bytes));
        }

        return FileStatus.TryGet(path, out var status) && status.IsFile ? "" : null;
    }

    /// <summary>The value of <c>Error</c> in the file's one section; continued lines are indented.</summary>
    internal static string Message(string text)
    {
        var isSection = false;
        List<string>? lines = null;
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            var line = raw.TrimEnd();
            if (lines is not null && (line.IsEmpty || char.IsWhiteSpace(line[0])))
            {
                lines.Add(line.Trim().ToString());
                continue;
            }

            if (lines is not null)
            {
                break;
            }

            if (line.StartsWith("["))
            {
                isSection = line.SequenceEqual("[externally-managed]");
                continue;
            }

            var mark = line.IndexOfAny('=', ':');
            if (
                isSection
                && mark > 0
                && line[..mark].Trim().Equals("Error", StringComparison.OrdinalIgnoreCase)
            )
            {
                lines = [line[(mark + 1)..].Trim().ToString()];
            }
        }

        return lines is null ? "" : string.Join('\n', lines).Trim();
    }
}
