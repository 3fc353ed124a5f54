namespace Krait.Pythons;

/// <summary>
/// What discovery needs to know of the world, read once at the edge. Texts that are null or empty count as unset.
/// </summary>
public sealed record PythonSurroundings
{
    /// <summary>Absolute. Relative requests start here, and the search for <c>.venv</c>.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Folders of <c>PATH</c>, in order.</summary>
    public IReadOnlyList<string> SearchPath { get; init; } = [];

    /// <summary><c>VIRTUAL_ENV</c>.</summary>
    public string? VirtualEnvironment { get; init; }

    /// <summary><c>CONDA_PREFIX</c>.</summary>
    public string? CondaPrefix { get; init; }

    /// <summary><c>CONDA_DEFAULT_ENV</c>.</summary>
    public string? CondaDefaultEnvironment { get; init; }

    /// <summary><c>_CONDA_ROOT</c>.</summary>
    public string? CondaRoot { get; init; }

    /// <summary><c>PYENV_ROOT</c>; the usual place (<c>~/.pyenv</c>) is recognised without it.</summary>
    public string? PyenvRoot { get; init; }

    /// <summary><c>PYENV_VERSION</c>.</summary>
    public string? PyenvVersion { get; init; }

    /// <summary>Folders of managed installations, best first; they need not exist.</summary>
    public IReadOnlyList<string> ManagedFolders { get; init; } = [];

    /// <summary>The search for <c>.venv</c> does not go above this folder; null for no limit.</summary>
    public string? SearchLimit { get; init; }

    /// <summary>Environment of programs that must be asked, as <c>NAME=value</c> lines.</summary>
    public IReadOnlyList<string> Environment { get; init; } = [];

    /// <summary>The cache's bucket for facts of interpreters; null keeps none.</summary>
    public string? CacheFolder { get; init; }

    public PythonPreference Preference { get; init; } = PythonPreference.Managed;
}
