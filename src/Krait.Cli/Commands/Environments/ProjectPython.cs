using Krait.Cli.Terminal;
using Krait.Toml;
using Krait.Versions;

namespace Krait.Cli.Commands.Environments;

/// <summary>What the nearest project says of Python.</summary>
/// <param name="Folder">The folder of its pyproject.toml.</param>
/// <param name="RequiresPython"><c>project.requires-python</c>; null when it does not say.</param>
internal sealed record ProjectPython(string Folder, VersionSpecifiers? RequiresPython)
{
    private const string FileName = "pyproject.toml";
    private const long LargestFile = 16 << 20;

    /// <summary>
    /// The project of a folder: in it, or above. Null when there is none, or its file cannot be understood, which is said and
    /// no obstacle: a Python can be chosen without.
    /// </summary>
    public static ProjectPython? Find(string folder, TerminalWriter terminal)
    {
        try
        {
            return Find(folder);
        }
        catch (KraitException wrong)
        {
            terminal.Warning($"{wrong.Message}\n  {wrong.InnerException?.Message}");
            return null;
        }
    }

    private static ProjectPython? Find(string folder)
    {
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            var path = Path.Combine(at, FileName);
            if (!File.Exists(path))
                continue;
            if (Read(path).Root["project"]?.AsTable() is not { } project)
                continue;
            var text = project["requires-python"]?.AsString();
            return new(at, text is null ? null : Parse(path, text));
        }
        return null;
    }

    private static TomlDocument Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > LargestFile)
                throw Failure(path, new KraitException("the file is too long"));
            return TomlDocument.Parse(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is TomlException or IOException or UnauthorizedAccessException)
        {
            throw Failure(path, e);
        }
    }

    private static VersionSpecifiers Parse(string path, string text) =>
        VersionSpecifiers.TryParse(text, out var specifiers, out _, out var reason)
            ? specifiers
            : throw Failure(path, new KraitException($"`project.requires-python` is `{text}`: {reason}"));

    private static KraitException Failure(string path, Exception cause) =>
        new($"Failed to parse: {path}", cause) { ExitCode = 2 };
}
