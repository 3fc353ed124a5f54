using Krait.Storage;

namespace Krait.Installer;

/// <summary>
/// Turns files to be removed into as few renames as possible: a folder in which nothing else lies goes as a whole.
/// Folders that the environment itself consists of never go, links are removed and not followed, and what lies behind a
/// linked folder is touched only while that stays inside the environment.
/// </summary>
internal sealed class RemovalPlanner(
    TransactionArea area,
    byte number,
    IReadOnlySet<string> fixedFolders,
    SwitchPlan plan
)
{
    private const string BytecodeFolder = "__pycache__";

    public void Plan(RemovalTree tree) => _ = Visit(area.Root, "", tree, isLinked: false);

    /// <summary>Whether the folder may go as a whole; if not, steps for the parts that may have been added.</summary>
    private bool Visit(DirectoryHandle folder, string path, RemovalTree tree, bool isLinked)
    {
        var isOurs = !isLinked && !fixedFolders.Contains(path);
        var isWhole = isOurs;
        var entries = isWhole ? folder.ReadEntries() : Named(folder, tree);
        var parts = new List<string>();
        var hasModules = false;
        DirectoryEntry? bytecode = null;
        foreach (var entry in entries)
        {
            if (entry is { Kind: EntryKind.Directory, Name: BytecodeFolder })
            {
                bytecode = entry;
                continue;
            }

            if (IsCovered(folder, path, tree, entry))
            {
                parts.Add(entry.Name);
            }
            else
            {
                isWhole = false;
                hasModules |= entry.Name.EndsWith(".py", StringComparison.Ordinal);
            }
        }

        if (bytecode is not null)
        {
            if (VisitBytecode(folder, path, tree, ownsAll: isOurs && !hasModules))
            {
                parts.Add(BytecodeFolder);
            }
            else
            {
                isWhole = false;
            }
        }

        if (!isWhole)
        {
            foreach (var part in parts)
            {
                plan.Remove(number, Join(path, part));
            }
        }

        return isWhole;
    }

    private bool IsCovered(DirectoryHandle folder, string path, RemovalTree tree, DirectoryEntry entry)
    {
        if (entry.Kind != EntryKind.Directory)
        {
            if (tree.Files.Contains(entry.Name) || tree.IsWhole)
            {
                return true;
            }

            if (entry.Kind == EntryKind.SymbolicLink && tree.Folders.TryGetValue(entry.Name, out var behind))
            {
                VisitLinked(folder, path, entry.Name, behind);
            }

            return false;
        }

        if (!tree.Folders.TryGetValue(entry.Name, out var inner))
        {
            if (!tree.IsWhole)
            {
                return false;
            }

            inner = new RemovalTree { IsWhole = true };
        }

        inner.IsWhole |= tree.IsWhole;
        using var child = PresentFolder.Open(folder, entry.Name, followLinks: false);
        return child is not null && Visit(child, Join(path, entry.Name), inner, isLinked: false);
    }

    private void VisitLinked(DirectoryHandle folder, string path, string name, RemovalTree tree)
    {
        using var child = PresentFolder.Open(folder, name, followLinks: true);
        if (child is null)
        {
            return;
        }

        if (CanonicalPath.Below(area.Path, CanonicalPath.Of(child)) is null)
        {
            plan.Warn(
                $"`{folder.PathOf(name)}` is a link that leads out of the environment; what lies behind it is left as it is"
            );
            return;
        }

        _ = Visit(child, Join(path, name), tree, isLinked: true);
    }

    /// <summary>
    /// What was made of a source goes with it: compiled by any version, at any level, half written, or by other tools that
    /// keep their files there. Where no source stays, nothing in the folder is of use. It goes itself if nothing else is in it.
    /// </summary>
    private bool VisitBytecode(DirectoryHandle parent, string path, RemovalTree tree, bool ownsAll)
    {
        using var folder = PresentFolder.Open(parent, BytecodeFolder, followLinks: false);
        if (folder is null)
        {
            return false;
        }

        _ = tree.Folders.TryGetValue(BytecodeFolder, out var listed);
        var parts = new List<string>();
        var entries = folder.ReadEntries();
        foreach (var (name, kind) in entries)
        {
            if (kind != EntryKind.Directory && (listed?.Files.Contains(name) == true || IsOfSource(name)))
            {
                parts.Add(name);
            }
        }

        var inner = Join(path, BytecodeFolder);
        if (parts.Count == entries.Count)
        {
            return true;
        }

        foreach (var part in parts)
        {
            plan.Remove(number, Join(inner, part));
        }

        return false;

        bool IsOfSource(string name)
        {
            var dot = name.IndexOf('.', StringComparison.Ordinal);
            return ownsAll || (dot > 0 && tree.Files.Contains($"{name[..dot]}.py"));
        }
    }

    /// <summary>Those of the names to be removed that are there: for folders that are too large, or not ours, to list.</summary>
    private static List<DirectoryEntry> Named(DirectoryHandle folder, RemovalTree tree)
    {
        var entries = new List<DirectoryEntry>();
        foreach (var name in tree.Folders.Keys.Concat(tree.Files).Append(BytecodeFolder))
        {
            if (folder.TryStatus(name, out var status))
            {
                entries.Add(new(name, status.Kind));
            }
        }

        entries.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        return entries;
    }

    private static string Join(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";
}
