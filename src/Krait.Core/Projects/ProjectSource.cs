using Krait.Requirements;
using Krait.Toml;

namespace Krait.Projects;

/// <summary>Where a requirement comes from instead of an index: a value of <c>tool.uv.sources</c>.</summary>
public sealed record ProjectSource
{
    public string? Git { get; init; }

    public string? Url { get; init; }

    public string? Path { get; init; }

    public string? Index { get; init; }

    public string? Subdirectory { get; init; }

    public string? Revision { get; init; }

    public string? Tag { get; init; }

    public string? Branch { get; init; }

    public bool LargeFiles { get; init; }

    public bool IsEditable { get; init; }

    public bool IsWorkspace { get; init; }

    /// <summary>The source that a requirement's address stands for; null if it has none.</summary>
    public static ProjectSource? Of(Requirement requirement)
    {
        if (requirement.Url is not { } url)
            return null;
        string? subdirectory = null;
        if (url.IndexOf('#', StringComparison.Ordinal) is >= 0 and var hash)
        {
            foreach (var part in url[(hash + 1)..].Split('&'))
            {
                if (part.StartsWith("subdirectory=", StringComparison.Ordinal))
                    subdirectory = part["subdirectory=".Length..];
            }
            url = url[..hash];
        }
        if (!url.StartsWith("git+", StringComparison.Ordinal))
            return new ProjectSource { Url = url, Subdirectory = subdirectory };
        url = url[4..];
        string? revision = null;
        // An at sign before the path belongs to a user.
        var path = url.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme
            ? url.IndexOf('/', scheme + 3)
            : 0;
        if (path >= 0 && url.LastIndexOf('@') is var at && at > path)
        {
            revision = url[(at + 1)..];
            url = url[..at];
        }
        return new ProjectSource
        {
            Git = url,
            Subdirectory = subdirectory,
            Revision = revision,
        };
    }

    /// <summary>The inline table.</summary>
    public string ToToml()
    {
        var entries = new List<KeyValuePair<string, string>>();
        Text("git", Git);
        Text("url", Url);
        Text("path", Path);
        Text("index", Index);
        Text("subdirectory", Subdirectory);
        Text("rev", Revision);
        Text("tag", Tag);
        Text("branch", Branch);
        Flag("lfs", LargeFiles);
        Flag("editable", IsEditable);
        Flag("workspace", IsWorkspace);
        return TomlWriter.InlineTable(entries);

        void Text(string key, string? value)
        {
            if (value is not null)
                entries.Add(new(key, TomlWriter.String(value)));
        }

        void Flag(string key, bool value)
        {
            if (value)
                entries.Add(new(key, TomlWriter.Boolean(true)));
        }
    }
}
