using Krait.Pythons;
using Krait.Versions;

namespace Krait.Cli.Commands.Environments;

/// <summary>
/// Which Python an environment is to be made with: what the user says, else the nearest version file, else what the
/// project requires, else the first usual one.
/// </summary>
/// <param name="Request">What to look for.</param>
/// <param name="RequiresPython">What the project requires; null where there is no project, or it does not say.</param>
/// <param name="VersionFile">The version file that the request comes from; null when it comes from elsewhere.</param>
internal sealed record EnvironmentPython(
    PythonRequest Request,
    VersionSpecifiers? RequiresPython,
    PythonVersionFile? VersionFile
)
{
    /// <param name="asked">What the user asks for; null for nothing.</param>
    /// <param name="project">The project around; null for none.</param>
    /// <param name="folder">Where version files are looked for, and above; null where none counts.</param>
    public static EnvironmentPython Choose(PythonRequest? asked, ProjectPython? project, string? folder)
    {
        if (asked is not null)
            return new(asked, project?.RequiresPython, null);
        var file = folder is null ? null : PythonVersionFile.Find(folder, project?.Folder);
        if (file is { Requests: [var first, ..] })
            return new(first, project?.RequiresPython, file);
        return project?.RequiresPython is { } required
            ? new(PythonRequest.OfVersion(PythonVersionRequest.Of(required)), required, file)
            : new(PythonRequest.Default, null, file);
    }

    /// <summary>Lines of the version file that name no version: they are passed over, and said to be.</summary>
    public IEnumerable<string> IgnoredLines() =>
        VersionFile is null
            ? []
            : VersionFile.Ignored.Select(line =>
                $"Ignoring unsupported Python request `{line}` in version file: {VersionFile.Path}"
            );

    /// <summary>What to say when the interpreter is not one the project allows; null when it is.</summary>
    public string? Conflict(PythonInterpreter interpreter)
    {
        if (RequiresPython is null || RequiresPython.ToRanges().Contains(interpreter.FullVersion))
            return null;
        var required =
            $"the project's Python requirement: `{RequiresPython}` (from `project.requires-python`)";
        return VersionFile is { Requests.Count: > 0 }
            ? $"The Python request from `{Path.GetFileName(VersionFile.Path)}` resolved to Python {interpreter.VersionText}, which is incompatible with {required}\nChange the `{Path.GetFileName(VersionFile.Path)}` file to a compatible version"
            : $"The requested interpreter resolved to Python {interpreter.VersionText}, which is incompatible with {required}";
    }
}
