using Krait.Storage;
using Krait.Versions;

namespace Krait.Pythons;

public sealed partial class PythonDiscovery
{
    /// <summary>
    /// Whether the folder holds pyenv's shims: scripts that start the chosen version, and fail where none is chosen
    /// or the chosen one has no such program. They are never run; what they would choose is read.
    /// </summary>
    private bool IsShims(string folder)
    {
        if (Path.GetFileName(folder) != "shims" || Path.GetDirectoryName(folder) is not { } root)
        {
            return false;
        }

        return root == _surroundings.PyenvRoot
            || (
                FileStatus.TryGet(Path.Join(root, "versions"), out var status)
                && status.IsDirectory
                && !FileStatus.TryGet(Path.Join(root, "installs"), out _)
            );
    }

    /// <summary>Folders of executables behind the shims: the chosen versions, then, if wanted, all, newest first.</summary>
    private List<string> PyenvFolders(string shims, bool all)
    {
        var versions = Path.Join(Path.GetDirectoryName(shims), "versions");
        var names = Chosen(Path.GetDirectoryName(shims)!);
        using var handle = DirectoryHandle.TryOpen(versions);
        var installed = new List<(PackageVersion Version, string Name)>();
        foreach (var entry in handle?.ReadEntries() ?? [])
        {
            if (PackageVersion.TryParse(entry.Name, out var version))
            {
                installed.Add((version, entry.Name));
            }
        }

        installed.Sort(static (a, b) => b.Version.CompareTo(a.Version));
        var folders = new List<string>();
        foreach (var name in names)
        {
            // `3.12` stands for the newest of its patch releases.
            var exact = FileStatus.TryGet(Path.Join(versions, name), out _)
                ? name
                : installed.Find(v => v.Name.StartsWith(name + ".", StringComparison.Ordinal)).Name;
            if (exact is not null)
            {
                folders.Add(Path.Join(versions, exact, "bin"));
            }
        }

        if (all)
        {
            folders.AddRange(installed.ConvertAll(v => Path.Join(versions, v.Name, "bin")));
        }

        return folders;
    }

    private List<string> Chosen(string root)
    {
        var text = _surroundings.PyenvVersion?.Replace(':', '\n');
        for (
            var folder = _surroundings.WorkingDirectory;
            text is null && folder is not null;
            folder = Path.GetDirectoryName(folder)
        )
        {
            text = Read(Path.Join(folder, PythonVersionFile.FileName));
        }

        text ??= Read(Path.Join(root, "version")) ?? "";
        var names = new List<string>();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var name = line.Trim();
            if (!name.IsEmpty && name[0] != '#' && name is not "system" && name.IndexOf('/') < 0)
            {
                names.Add(name.ToString());
            }
        }

        return names;

        static string? Read(string path) =>
            FileContent.ReadIfPossible(path, 1 << 20) is { } bytes ? FileContent.TextOf(bytes) : null;
    }
}
