using Krait.Storage;

namespace Krait.Pythons;

/// <summary>
/// Where the installation behind an executable lies on Linux. Links of the executable are followed one by one until
/// the standard library stands beside one: a link to the executable alone is left behind, while a link that stands for
/// a whole installation (a stable name of a numbered folder) is kept.
/// </summary>
/// <param name="Executable">The executable inside the installation.</param>
/// <param name="Prefix">The installation's root.</param>
/// <param name="LibraryName">As <c>python3.12</c>.</param>
/// <param name="StandardLibrary">Folder of the standard library.</param>
internal sealed record PythonLayout(
    string Executable,
    string Prefix,
    string LibraryName,
    string StandardLibrary
)
{
    private const int MostLinks = 40;

    /// <summary>The paths that a path stands for, link by link, itself first. Folders above are not resolved.</summary>
    public static List<string> LinkChain(string path)
    {
        var chain = new List<string> { path };
        for (var i = 0; i < MostLinks && ReadLink(path) is { } target; i++)
        {
            path = Join(Path.GetDirectoryName(path) ?? "/", target);
            chain.Add(path);
        }

        return chain;
    }

    /// <summary>Looks beside each of the paths for a standard library of one of the names.</summary>
    public static PythonLayout? TryFind(IReadOnlyList<string> chain, IReadOnlyList<string> libraryNames)
    {
        foreach (var path in chain)
        {
            // A linked folder of executables (/bin of today's systems) stands for no installation of its own.
            var folderOfPrograms = LinkChain(Path.GetDirectoryName(path) ?? "/")[^1];
            var executable = Path.Join(folderOfPrograms, Path.GetFileName(path));
            if (Path.GetDirectoryName(Path.GetDirectoryName(executable)) is not { Length: > 0 } prefix)
            {
                continue;
            }

            foreach (var name in libraryNames)
            {
                foreach (var library in (ReadOnlySpan<string>)["lib", "lib64"])
                {
                    var folder = Path.Join(prefix, library, name);
                    if (FileStatus.TryGet(Path.Join(folder, "os.py"), out _))
                    {
                        return new PythonLayout(executable, prefix, name, folder);
                    }
                }
            }
        }

        return null;
    }

    private static string? ReadLink(string path)
    {
        if (!Native.IsAvailable)
        {
            return new FileInfo(path).LinkTarget;
        }

        return Native.ReadLink(Native.CurrentDirectory, path, out var target) == ErrorNumber.None
            ? target
            : null;
    }

    private static string Join(string folder, string target)
    {
        // `..` of a target may not be cut off by text where a folder before it is a link; only the plain case is.
        var joined = Path.IsPathRooted(target) ? target : Path.Join(folder, target);
        if (!target.Contains("..", StringComparison.Ordinal))
        {
            return joined;
        }

        var plain = Path.GetFullPath(joined);
        return
            FileStatus.TryGet(joined, out var real)
            && FileStatus.TryGet(plain, out var shortened)
            && real.Identity == shortened.Identity
            ? plain
            : joined;
    }
}
