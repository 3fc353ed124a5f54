using Krait.Storage;

namespace Krait.Pythons;

public sealed partial class PythonDiscovery
{
    private const string EnvironmentName = ".venv";

    /// <summary>The Python of an environment or an installation at this folder, whether or not it is there.</summary>
    public static string ExecutableIn(string root)
    {
        if (OperatingSystem.IsWindows())
        {
            return Path.Join(root, "Scripts", "python.exe");
        }

        var python = Path.Join(root, "bin", "python");
        if (root.Length > 0 && !FileStatus.TryGet(python, out _, followLinks: false))
        {
            var numbered = Path.Join(root, "bin", "python3");
            return FileStatus.TryGet(numbered, out _, followLinks: false) ? numbered : python;
        }

        return python;
    }

    /// <summary>
    /// The environment that <c>.venv</c> stands for, here or in a folder above; null when there is none. A folder
    /// that is an environment itself counts; a file redirects to the environment it names.
    /// </summary>
    /// <exception cref="EnvironmentException">A redirecting file is empty or names nothing, or the folder is no environment.</exception>
    public string? NearestEnvironment()
    {
        for (
            var folder = _surroundings.WorkingDirectory;
            folder is not null;
            folder = Path.GetDirectoryName(folder)
        )
        {
            if (FileStatus.TryGet(Path.Join(folder, VirtualEnvironmentFile.FileName), out _))
            {
                return folder;
            }

            var nested = Path.Join(folder, EnvironmentName);
            if (FileStatus.TryGet(nested, out var status))
            {
                if (status.IsFile)
                {
                    return Redirected(nested);
                }

                // Without its file it is no environment: one further up is not meant either.
                return FileStatus.TryGet(Path.Join(nested, VirtualEnvironmentFile.FileName), out _)
                    ? nested
                    : throw new EnvironmentException(
                        $"Broken virtual environment `{nested}`: missing `pyvenv.cfg`"
                    )
                    {
                        ExitCode = 2,
                        Hints = ["Remove the directory, or make an environment of it with `krait venv`"],
                    };
            }

            if (folder == _surroundings.SearchLimit)
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>What the variable of the active environment names, where that has no Python; else null.</summary>
    internal string? StaleEnvironment =>
        _surroundings.VirtualEnvironment is { Length: > 0 } named
        && !FileStatus.TryGet(
            ExecutableIn(Path.GetFullPath(named, _surroundings.WorkingDirectory)),
            out _,
            followLinks: false
        )
            ? named
            : null;

    internal static string Redirected(string file)
    {
        const long LongestPath = 64 * 1024;
        var target = FileContent.TryReadText(file, LongestPath)?.Trim() ?? "";
        if (target.Length == 0)
        {
            throw new EnvironmentException(
                $"Virtual environment redirect file at `{Path.GetFileName(file)}` is empty"
            )
            {
                ExitCode = 2,
            };
        }

        var root = Path.GetFullPath(target, Path.GetDirectoryName(file)!);
        return FileStatus.TryGet(Path.Join(root, VirtualEnvironmentFile.FileName), out _)
            ? root
            : throw new EnvironmentException(
                $"Virtual environment redirect file at `{Path.GetFileName(file)}` names no environment: {target}"
            )
            {
                ExitCode = 2,
            };
    }

    private IEnumerable<PythonInstallation> Environments(bool skipBroken)
    {
        if (!string.IsNullOrEmpty(_surroundings.VirtualEnvironment))
        {
            var root = Path.GetFullPath(_surroundings.VirtualEnvironment, _surroundings.WorkingDirectory);
            if (InEnvironment(root, PythonSource.ActiveEnvironment, skipBroken) is { } active)
            {
                yield return active;
            }
        }

        var conda = _surroundings.CondaPrefix;
        var isBase = IsCondaBase();
        if (!string.IsNullOrEmpty(conda) && !isBase)
        {
            if (InEnvironment(conda, PythonSource.CondaEnvironment, skipBroken) is { } environment)
            {
                yield return environment;
            }
        }

        if (Nearest(skipBroken) is { } nearest)
        {
            if (InEnvironment(nearest, PythonSource.DiscoveredEnvironment, skipBroken) is { } found)
            {
                yield return found;
            }
        }

        if (!string.IsNullOrEmpty(conda) && isBase)
        {
            if (InEnvironment(conda, PythonSource.CondaBase, skipBroken: true) is { } condaBase)
            {
                yield return condaBase;
            }
        }
    }

    private string? Nearest(bool skipBroken)
    {
        try
        {
            return NearestEnvironment();
        }
        catch (EnvironmentException) when (skipBroken)
        {
            return null;
        }
    }

    private PythonInstallation? InEnvironment(string root, PythonSource source, bool skipBroken)
    {
        if (!FileStatus.TryGet(root, out var status) || !status.IsDirectory)
        {
            // A variable that outlived its environment.
            return null;
        }

        var executable = ExecutableIn(root);
        if (_inspector.TryInspect(executable, out var problem) is { } interpreter)
        {
            return new PythonInstallation(source, interpreter);
        }

        _passedOver ??= problem;
        var isEnvironment = FileStatus.TryGet(Path.Join(root, VirtualEnvironmentFile.FileName), out _);
        return skipBroken || (!isEnvironment && problem!.IsMissing)
            ? null
            : throw BrokenEnvironment(Shown(executable), problem!, NameOf(source));
    }

    private static EnvironmentException BrokenEnvironment(
        string shown,
        InspectionProblem problem,
        string source
    )
    {
        var reason = problem.IsMissing
            ? $"There is no Python in the environment: {shown}"
            : problem.Reason.Replace(problem.Path, shown, StringComparison.Ordinal);
        return new EnvironmentException(
            $"Failed to inspect Python interpreter from {source} at `{shown}`",
            new KraitException(reason)
        )
        {
            ExitCode = 2,
            Hints = problem.IsHidden
                ? []
                : ["Consider recreating the environment (e.g., with `krait venv --clear`)"],
        };
    }

    private static string NameOf(PythonSource source) =>
        source switch
        {
            PythonSource.ActiveEnvironment => "active virtual environment",
            PythonSource.CondaEnvironment or PythonSource.CondaBase => "conda prefix",
            _ => "virtual environment",
        };

    /// <summary>Below the working directory a path is shown relative to it.</summary>
    private string Shown(string path)
    {
        var prefix = _surroundings.WorkingDirectory.TrimEnd('/') + "/";
        return path.StartsWith(prefix, StringComparison.Ordinal) ? path[prefix.Length..] : path;
    }

    /// <summary>
    /// Whether the active conda environment is the base, which counts as an installation. conda does not say it
    /// outright: by the root it names, by the reserved names, or by an environment's folder not bearing its name.
    /// </summary>
    private bool IsCondaBase()
    {
        var prefix = _surroundings.CondaPrefix?.TrimEnd('/', '\\');
        if (string.IsNullOrEmpty(prefix))
        {
            return false;
        }

        if (FileStatus.TryGet(Path.Join(prefix, "conda-meta", "pixi"), out _))
        {
            return false;
        }

        if (prefix == _surroundings.CondaRoot?.TrimEnd('/', '\\'))
        {
            return true;
        }

        var name = _surroundings.CondaDefaultEnvironment;
        if (string.IsNullOrEmpty(name))
        {
            return false;
        }

        return name is "base" or "root"
            || (name.TrimEnd('/', '\\') != prefix && name != Path.GetFileName(prefix));
    }
}
