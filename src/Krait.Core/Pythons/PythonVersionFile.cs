using Krait.Storage;

namespace Krait.Pythons;

/// <summary>
/// A <c>.python-version</c> or <c>.python-versions</c> file: one request a line, comments with <c>#</c>. Other tools
/// write names of environments, <c>system</c> and the like into it: such lines are kept apart, never acted on.
/// </summary>
public sealed class PythonVersionFile
{
    public const string FileName = ".python-version";
    public const string ManyFileName = ".python-versions";
    private const long Limit = 1 << 20;

    private PythonVersionFile(
        string path,
        IReadOnlyList<PythonRequest> requests,
        IReadOnlyList<string> ignored
    )
    {
        Path = path;
        Requests = requests;
        Ignored = ignored;
    }

    public string Path { get; }

    /// <summary>What is asked for, in the order of the lines; only the first counts for most commands.</summary>
    public IReadOnlyList<PythonRequest> Requests { get; }

    /// <summary>Lines that are no version: worth a warning each.</summary>
    public IReadOnlyList<string> Ignored { get; }

    /// <summary>
    /// The nearest file in a folder or one above, up to and including <paramref name="limit"/>; null when there is
    /// none. <paramref name="many"/> prefers the file of several versions.
    /// </summary>
    /// <exception cref="PythonNotFoundException">A version is named that nothing here supports.</exception>
    public static PythonVersionFile? Find(string folder, string? limit = null, bool many = false)
    {
        for (var at = folder; at is not null; at = System.IO.Path.GetDirectoryName(at))
        {
            foreach (var name in many ? new[] { ManyFileName, FileName } : [FileName, ManyFileName])
            {
                var path = System.IO.Path.Join(at, name);
                if (FileContent.ReadIfPossible(path, Limit) is { } bytes)
                {
                    return Parse(path, FileContent.TextOf(bytes));
                }
            }

            if (at == limit)
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>Reads the content of a file; the path is for messages.</summary>
    public static PythonVersionFile Parse(string path, string text)
    {
        var requests = new List<PythonRequest>();
        var ignored = new List<string>();
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            var line = raw.Trim().Trim('\uFEFF').Trim();
            if (line.IsEmpty || line[0] == '#')
            {
                continue;
            }

            // A comment may follow; a version holds no such sign.
            var comment = line.IndexOf(" #", StringComparison.Ordinal);
            var entry = (comment < 0 ? line : line[..comment].TrimEnd()).ToString();
            if (PythonRequest.TryParseVersion(entry) is { } request)
            {
                requests.Add(request);
            }
            else
            {
                ignored.Add(entry);
            }
        }

        return new PythonVersionFile(path, requests, ignored);
    }
}
