namespace Krait.Installer;

/// <summary>Files to be removed, by folder.</summary>
internal sealed class RemovalTree
{
    /// <summary>Folders inside that hold something to be removed.</summary>
    public Dictionary<string, RemovalTree> Folders { get; } = new(StringComparer.Ordinal);

    /// <summary>Names of files and links of this folder.</summary>
    public HashSet<string> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the folder goes with all that is in it: it belongs to one distribution alone.</summary>
    public bool IsWhole { get; set; }

    /// <summary>Adds a path with slashes, relative to this folder.</summary>
    public void Add(ReadOnlySpan<char> path)
    {
        var folder = this;
        for (int slash; (slash = path.IndexOf('/')) >= 0; path = path[(slash + 1)..])
        {
            folder = folder.Folder(path[..slash]);
        }

        _ = folder.Files.Add(path.ToString());
    }

    /// <summary>The folder at a path, made where it is missing.</summary>
    public RemovalTree At(ReadOnlySpan<char> path)
    {
        var folder = this;
        foreach (var part in path.Split('/'))
        {
            if (part.Start.Value != part.End.Value)
            {
                folder = folder.Folder(path[part]);
            }
        }

        return folder;
    }

    private RemovalTree Folder(ReadOnlySpan<char> name)
    {
        var folders = Folders.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!folders.TryGetValue(name, out var folder))
        {
            folders[name] = folder = new RemovalTree();
        }

        return folder;
    }
}
