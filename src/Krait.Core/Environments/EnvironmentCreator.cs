using Krait.Pythons;
using Krait.Storage;

namespace Krait.Environments;

/// <summary>
/// Makes virtual environments. A new one is built beside its place and moved there in one step, so that a crash, a
/// full disk or an interruption leaves nothing that looks like an environment; what was there before stays until then.
/// </summary>
public static partial class EnvironmentCreator
{
    private const string StagingPrefix = ".krait-new-";

    /// <summary>Makes the environment and opens it. Blocks; touches the disk only. When cancelled, everything is as it was.</summary>
    /// <exception cref="EnvironmentException">The place is taken, or the path cannot be that of an environment.</exception>
    /// <exception cref="StorageException">The file system refuses; everything is as it was.</exception>
    public static PythonEnvironment Create(
        EnvironmentOptions options,
        CancellationToken cancellation = default
    )
    {
        options = options with { Path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.Path)) };
        Check(options.Path);
        if (options.Copies && options.Interpreter.Implementation != PythonImplementation.CPython)
        {
            throw Failure(
                $"Only CPython can be copied into an environment, not {options.Interpreter.Description}",
                "Leave `--copies` out: the environment then links to the interpreter"
            );
        }

        if (OperatingSystem.IsWindows())
        {
            throw new EnvironmentException("Environments cannot be made on Windows yet") { ExitCode = 2 };
        }

        if (!FileStatus.TryGet(options.Path, out var status, followLinks: false))
        {
            CreateNew(options, cancellation);
        }
        else if (status.IsSymbolicLink && !FileStatus.TryGet(options.Path, out _))
        {
            throw Failure(
                $"A broken link stands at: {options.Shown}",
                "Remove the link and run the command again"
            );
        }
        else
        {
            CreateInPlace(options, status, cancellation);
        }

        return PythonEnvironment.Made(options);
    }

    private static void Check(string path)
    {
        if (path.Contains(Path.PathSeparator))
        {
            throw Failure(
                $"The path of an environment must not contain `{Path.PathSeparator}`, which separates the entries of PATH: {path}"
            );
        }

        if (path.Contains('\uFFFD') || path.Contains('\0'))
        {
            throw Failure($"Virtual environment path is not valid UTF-8: {path}");
        }
    }

    private static void CreateInPlace(
        EnvironmentOptions options,
        FileStatus status,
        CancellationToken cancellation
    )
    {
        var real = status.IsSymbolicLink ? RealPath(options.Path) : options.Path;
        if (!FileStatus.TryGet(real, out var target) || !target.IsDirectory)
        {
            throw Failure($"File exists at `{options.Shown}`");
        }

        using var folder = DirectoryHandle.Open(real);
        var isEnvironment = folder.Contains(VirtualEnvironmentFile.FileName);
        var isEmpty = !isEnvironment && IsEmpty(folder);
        switch (options.Existing)
        {
            case ExistingEnvironment.Refuse when !isEmpty:
                var kind = isEnvironment ? "virtual environment" : "directory";
                throw Failure(
                    $"A {kind} already exists at: {options.Shown}",
                    $"Use the `--clear` flag or set `KRAIT_VENV_CLEAR=1` to replace the existing {kind}"
                );
            case ExistingEnvironment.Replace when !isEnvironment && !isEmpty:
                throw Failure(
                    "krait will not clear a directory that is not a virtual environment",
                    "Use the `--force` flag to remove the existing directory anyway"
                );
            case ExistingEnvironment.Replace or ExistingEnvironment.ReplaceAnything when !isEmpty:
                Replace(options, real, folder, cancellation);
                break;
            default:
                FillInside(options, folder, cancellation);
                break;
        }
    }

    /// <summary>Whether nothing is in the folder but what an interrupted creation may have left.</summary>
    private static bool IsEmpty(DirectoryHandle folder) =>
        folder.ReadEntries().TrueForAll(e => e.Name.StartsWith(StagingPrefix, StringComparison.Ordinal));

    private static string RealPath(string path) =>
        new DirectoryInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;

    private static EnvironmentException Failure(string reason, params string[] hints) =>
        new("Failed to create virtual environment", new KraitException(reason))
        {
            ExitCode = 2,
            Hints = hints,
        };
}
