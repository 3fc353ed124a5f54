using System.Text;
using Krait.Cli.Terminal;
using Krait.Storage;

namespace Krait.Cli.Commands.Environments;

/// <summary>
/// The <c>.venv</c> file beside an environment of another name, by which tools find it (PEP 832): its content is the name of
/// the environment's folder and a line feed.
/// </summary>
internal static class EnvironmentRedirect
{
    private const string FileName = ".venv";

    /// <summary>A redirect holds a path; a longer file is none.</summary>
    private const long LongestRedirect = 4096;

    /// <summary>
    /// Writes the file where the environment lies in a project's folder and no <c>.venv</c> is there; when that was asked for,
    /// also without a project, and in place of a redirect. A folder or a link is never touched. Failing is a warning.
    /// </summary>
    public static void Write(string environment, bool isAskedFor, TerminalWriter terminal)
    {
        var name = Path.GetFileName(environment);
        if (name == FileName || Path.GetDirectoryName(environment) is not { } folder)
            return;
        var path = Path.Join(folder, FileName);
        var there = new FileInfo(path);
        var isTaken = Directory.Exists(path) || there.LinkTarget is not null || there.Exists;
        var isReplaceable =
            there is { Exists: true, LinkTarget: null, Length: <= LongestRedirect }
            && File.Exists(Path.Join(Path.GetFullPath(File.ReadAllText(path).Trim(), folder), "pyvenv.cfg"));
        if (
            isAskedFor
                ? isTaken && !isReplaceable
                : isTaken || !File.Exists(Path.Join(folder, "pyproject.toml"))
        )
            return;
        try
        {
            AtomicFile.Write(path, Encoding.UTF8.GetBytes(name + "\n"));
        }
        catch (StorageException failure)
        {
            terminal.Warning($"No redirect to the environment was written: {failure.Message}");
        }
    }
}
