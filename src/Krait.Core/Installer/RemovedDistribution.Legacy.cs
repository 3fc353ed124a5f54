using Krait.Storage;

namespace Krait.Installer;

internal sealed partial record RemovedDistribution
{
    private const string EasyInstall = "easy-install.pth";

    /// <summary>
    /// An egg-info folder lists its files (installed-files.txt, written by pip) or at least its top-level modules
    /// (top_level.txt).
    /// </summary>
    private void CollectEggInfo(TransactionAreas areas, HashSet<string>[] files, RemovalTree[] trees)
    {
        var site = CanonicalPath.Of(System.IO.Path.GetDirectoryName(Path)!);
        void Add(string path)
        {
            if (areas.TryLocate(path, out var area, out var relative) && relative.Length > 0)
            {
                _ = files[area].Add(relative);
            }
        }

        if (Lines("installed-files.txt") is { } listed)
        {
            var folder = System.IO.Path.Join(site, System.IO.Path.GetFileName(Path));
            foreach (var file in listed)
            {
                Add(System.IO.Path.GetFullPath(file, folder));
            }
        }
        else
        {
            var modules =
                Lines("top_level.txt")
                ?? throw new EnvironmentException(
                    $"Cannot uninstall package; `top_level.txt` file not found at: {System.IO.Path.Join(Path, "top_level.txt")}"
                )
                {
                    ExitCode = 2,
                };
            // Others have a part in these; what is this distribution's own in them is nowhere written.
            var shared = Lines("namespace_packages.txt") ?? [];
            foreach (var module in modules.Where(m => IsModuleName(m) && !shared.Contains(m)))
            {
                Add(System.IO.Path.Join(site, module + ".py"));
                if (
                    Directory.Exists(System.IO.Path.Join(site, module))
                    && areas.TryLocate(System.IO.Path.Join(site, module), out var area, out var relative)
                )
                {
                    trees[area].At(relative).IsWhole = true;
                }
            }
        }

        if (Locate(areas, Path) is var (number, info))
        {
            trees[number].At(info).IsWhole = true;
        }
    }

    /// <summary>The link goes, and the line of easy-install.pth that names the same source tree; the tree itself stays.</summary>
    private void CollectEggLink(TransactionAreas areas, RemovalTree[] trees)
    {
        if (Locate(areas, Path) is not var (number, relative))
        {
            return;
        }

        trees[number].Add(relative);
        var link = FileContent.TryReadText(Path) ?? "";
        var source = link.Split('\n')[0].Trim();
        if (source.Length > 0)
        {
            DropLine(areas, trees, line => IsSamePath(line, source));
        }
    }

    /// <summary>The egg goes as a whole, and the line of easy-install.pth that puts it on the path.</summary>
    private void CollectEgg(TransactionAreas areas, RemovalTree[] trees)
    {
        CollectWhole(areas, trees);

        var folder = System.IO.Path.GetDirectoryName(Path)!;
        DropLine(
            areas,
            trees,
            line => line.Length > 0 && IsSamePath(System.IO.Path.GetFullPath(line, folder), Path)
        );
    }

    /// <summary>Takes lines out of the easy-install.pth beside it; without a line that names a place the file goes.</summary>
    private void DropLine(TransactionAreas areas, RemovalTree[] trees, Func<string, bool> isDropped)
    {
        var shared = System.IO.Path.Join(System.IO.Path.GetDirectoryName(Path)!, EasyInstall);
        if (Locate(areas, shared) is not var (number, place))
        {
            return;
        }

        // Several removed at once share the file: the last edit holds all of them.
        var stage = areas.All[number].Stage;
        var text = FileContent.TryReadText(stage.PathOf(place)) ?? FileContent.TryReadText(shared);
        if (text is null)
        {
            return;
        }

        var lines = text.Split('\n');
        var kept = lines
            .Where(line => line.Contains('\0', StringComparison.Ordinal) || !isDropped(line.Trim()))
            .ToList();
        if (kept.Count == lines.Length)
        {
            return;
        }

        trees[number].Add(place);
        _ = stage.Unlink(place);
        if (
            kept.Exists(line =>
                line.Trim().Length > 0 && !line.StartsWith("import ", StringComparison.Ordinal)
            )
        )
        {
            StageFile(stage, place, System.Text.Encoding.UTF8.GetBytes(string.Join('\n', kept)));
        }
    }

    private static void StageFile(DirectoryHandle stage, string path, byte[] content)
    {
        for (var at = path.IndexOf('/', StringComparison.Ordinal); at >= 0; at = path.IndexOf('/', at + 1))
        {
            _ = stage.CreateDirectory(path[..at]);
        }

        stage.CreateFile(path, content);
    }

    private static bool IsSamePath(string a, string b) =>
        string.Equals(
            System.IO.Path.TrimEndingDirectorySeparator(a),
            System.IO.Path.TrimEndingDirectorySeparator(b),
            StringComparison.Ordinal
        );

    private static bool IsModuleName(string name) =>
        name.AsSpan().IndexOfAny("/\\\0") < 0 && name is not ("." or "..");

    private List<string>? Lines(string name) =>
        FileContent.TryReadText(System.IO.Path.Join(Path, name)) is { } text
            ? [.. text.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0)]
            : null;
}
