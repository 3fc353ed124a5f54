using Krait.Storage;
using Krait.Versions;

namespace Krait.Pythons;

public sealed partial class PythonDiscovery
{
    private static readonly string[] s_otherPrograms = ["pypy", "graalpy"];

    private static string Suffix => OperatingSystem.IsWindows() ? ".exe" : "";

    /// <summary>Every executable of this name in the search path that answers.</summary>
    private IEnumerable<PythonInstallation> Named(string name)
    {
        foreach (var folder in SearchFolders())
        {
            var programs = IsShims(folder)
                ? PyenvFolders(folder, all: true).Select(f => Path.Join(f, name))
                :
                [
                    Path.Join(folder, name),
                    .. Suffix.Length > 0 ? new[] { Path.Join(folder, name + Suffix) } : [],
                ];
            foreach (var program in programs)
            {
                if (IsProgram(program) && TryInspect(program, PythonSource.ProvidedPath) is { } found)
                {
                    yield return found;
                }
            }
        }
    }

    private IEnumerable<PythonInstallation> SearchPath(PythonRequest request)
    {
        string? shims = null;
        foreach (var folder in SearchFolders())
        {
            if (IsShims(folder))
            {
                shims = folder;
                var all = request is not PythonRequest.DefaultRequest;
                foreach (var behind in PyenvFolders(folder, all))
                {
                    foreach (var installation in InFolder(behind, request))
                    {
                        yield return installation;
                    }
                }
            }
            else
            {
                foreach (var installation in InFolder(folder, request))
                {
                    yield return installation;
                }
            }
        }

        // Nothing in the path: pyenv's versions are there all the same, though none is chosen.
        if (shims is not null && request is PythonRequest.DefaultRequest)
        {
            foreach (var behind in PyenvFolders(shims, all: true))
            {
                foreach (var installation in InFolder(behind, request))
                {
                    yield return installation;
                }
            }
        }
    }

    private IEnumerable<string> SearchFolders()
    {
        var seen = new HashSet<(ulong, ulong)>();
        foreach (var entry in _surroundings.SearchPath)
        {
            if (entry.Length == 0)
            {
                continue;
            }

            var folder = Path.GetFullPath(entry, _surroundings.WorkingDirectory);
            if (!FileStatus.TryGet(folder, out var status) || !status.IsDirectory)
            {
                continue;
            }

            var identity = (status.Identity.Device, status.Identity.Inode);
            if (identity == default || seen.Add(identity))
            {
                yield return folder;
            }
        }
    }

    private IEnumerable<PythonInstallation> InFolder(string folder, PythonRequest request)
    {
        foreach (var name in UsualNames(request))
        {
            var program = Path.Join(folder, name + Suffix);
            if (IsProgram(program) && TryInspect(program, PythonSource.SearchPath) is { } found)
            {
                yield return found;
            }
        }

        // `python3.9` and its like, newest first, where no version was named.
        if (request.Version is null or { Minor: null })
        {
            foreach (var name in NumberedNames(folder, request))
            {
                var program = Path.Join(folder, name);
                if (IsProgram(program) && TryInspect(program, PythonSource.SearchPath) is { } found)
                {
                    yield return found;
                }
            }
        }
    }

    private static IEnumerable<string> UsualNames(PythonRequest request)
    {
        var version = request.Version ?? PythonVersionRequest.Of(PythonVariant.Default);
        if (request.Implementation is { } implementation && implementation != PythonImplementation.CPython)
        {
            foreach (var name in version.ExecutableNames(PythonImplementations.Key(implementation)))
            {
                yield return name;
            }
        }

        foreach (var name in version.ExecutableNames("python"))
        {
            yield return name;
        }

        if (request is PythonRequest.AnyRequest)
        {
            foreach (var program in s_otherPrograms)
            {
                foreach (var name in version.ExecutableNames(program))
                {
                    yield return name;
                }
            }
        }
    }

    private static List<string> NumberedNames(string folder, PythonRequest request)
    {
        var found = new List<(int Minor, bool IsThreaded, string Name)>();
        try
        {
            using var handle = DirectoryHandle.Open(folder);
            handle.VisitEntries(
                (Found: found, Request: request),
                static (state, name, _) =>
                {
                    if (name.StartsWith("python3."u8))
                    {
                        Consider(state.Found, state.Request, name);
                    }
                }
            );
        }
        catch (StorageException)
        {
            return [];
        }

        found.Sort(
            static (a, b) => b.Minor != a.Minor ? b.Minor - a.Minor : a.IsThreaded.CompareTo(b.IsThreaded)
        );
        return found.ConvertAll(static f => f.Name);

        static void Consider(List<(int, bool, string)> found, PythonRequest request, ReadOnlySpan<byte> name)
        {
            var rest = name["python3.".Length..];
            rest = Suffix.Length > 0 && rest.EndsWith(".exe"u8) ? rest[..^4] : rest;
            var isThreaded = rest.EndsWith("t"u8);
            rest = isThreaded ? rest[..^1] : rest;
            if (
                rest.Length is 1 or 2
                && System.Buffers.Text.Utf8Parser.TryParse(rest, out int minor, out var used)
                && used == rest.Length
                && CouldMatch(request, minor)
            )
            {
                found.Add((minor, isThreaded, System.Text.Encoding.UTF8.GetString(name)));
            }
        }
    }

    /// <summary>Whether some release of a minor version might fit; saves looking into those that cannot.</summary>
    private static bool CouldMatch(PythonRequest request, int minor) =>
        request.Version is not { Specifiers: { } specifiers }
        || !specifiers.ToRanges().IsDisjoint(VersionSpecifiers.Parse($"=={3}.{minor}.*").ToRanges());

    private static bool IsProgram(string path) =>
        FileStatus.TryGet(path, out var status) && status.IsFile && status.IsExecutable;

    private IEnumerable<PythonInstallation> Managed(PythonRequest request)
    {
        foreach (var root in _surroundings.ManagedFolders)
        {
            using var handle = DirectoryHandle.TryOpen(root);
            if (handle is null)
            {
                continue;
            }

            var found = new List<(PackageVersion Version, string Name)>();
            foreach (var entry in handle.ReadEntries())
            {
                // IMPLEMENTATION-VERSION-OS-ARCHITECTURE-LIBC; links name a minor version only.
                var parts = entry.Name.Split('-');
                if (
                    parts.Length == 5
                    && entry.Kind == EntryKind.Directory
                    && PackageVersion.TryParse(parts[1].Split('+')[0], out var version)
                    && (request.Version?.MatchesVersion(version) ?? true)
                )
                {
                    found.Add((version, entry.Name));
                }
            }

            found.Sort(static (a, b) => b.Version.CompareTo(a.Version));
            foreach (var (_, name) in found)
            {
                var program = ExecutableIn(Path.Join(root, name));
                if (TryInspect(program, PythonSource.Managed) is { } installation)
                {
                    yield return installation;
                }
            }
        }
    }
}
