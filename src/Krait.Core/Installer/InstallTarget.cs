namespace Krait.Installer;

/// <summary>
/// The folders that the files of distributions go to. All paths are absolute; folders that do not exist are made when
/// something is installed into them.
/// </summary>
public sealed record InstallTarget
{
    /// <summary>The root: the <c>data</c> scheme goes here, and work under way is kept in <c>.krait</c> below it.</summary>
    public required string Prefix { get; init; }

    /// <summary>Pure modules, and dist-info folders of pure wheels.</summary>
    public required string Purelib { get; init; }

    /// <summary>Modules with binaries; often the same folder as <see cref="Purelib"/>.</summary>
    public required string Platlib { get; init; }

    public required string Scripts { get; init; }

    /// <summary>C headers; each distribution has a folder of its name inside.</summary>
    public required string Headers { get; init; }

    /// <summary>The interpreter that scripts start with.</summary>
    public required string Interpreter { get; init; }

    /// <summary>Whether scripts find the interpreter beside themselves, so that the environment can be moved.</summary>
    public bool IsRelocatable { get; init; }

    /// <summary>The interpreter's version, <c>3.12</c>: pip's own scripts carry it. Null where it does not matter.</summary>
    public string? PythonVersion { get; init; }

    /// <summary>
    /// The file that is locked while the environment is read and changed. uv locks <c>.lock</c> in the root of a virtual
    /// environment; sharing it keeps the two apart.
    /// </summary>
    public required string LockPath { get; init; }

    /// <summary>The layout of <c>--target FOLDER</c>: modules at the top, scripts in <c>bin</c>.</summary>
    public static InstallTarget ForFolder(string folder, string interpreter) =>
        new()
        {
            Prefix = folder,
            Purelib = folder,
            Platlib = folder,
            Scripts = Path.Join(folder, "bin"),
            Headers = Path.Join(folder, "include"),
            Interpreter = interpreter,
            LockPath = Path.Join(folder, ".lock"),
        };

    internal string FolderOf(Scheme scheme, bool isPurelib, string distribution) =>
        scheme switch
        {
            Scheme.Site => isPurelib ? Purelib : Platlib,
            Scheme.Purelib => Purelib,
            Scheme.Platlib => Platlib,
            Scheme.Headers => Path.Join(Headers, distribution),
            Scheme.Scripts => Scripts,
            _ => Prefix,
        };
}
