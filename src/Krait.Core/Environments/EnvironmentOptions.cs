using Krait.Pythons;

namespace Krait.Environments;

/// <summary>A virtual environment to be made.</summary>
public sealed record EnvironmentOptions
{
    /// <summary>Absolute path of the environment's folder; folders above are made where missing.</summary>
    public required string Path { get; init; }

    /// <summary>The path as the user gave it, for messages.</summary>
    public string? ShownPath { get; init; }

    /// <summary>What it is made with. The Python of another environment stands for the installation behind it.</summary>
    public required PythonInterpreter Interpreter { get; init; }

    /// <summary>What shells show; null for the folder's name.</summary>
    public string? Prompt { get; init; }

    /// <summary>Whether packages of the installation are seen.</summary>
    public bool SystemSitePackages { get; init; }

    /// <summary>Whether scripts find the environment relative to themselves.</summary>
    public bool Relocatable { get; init; }

    /// <summary>Whether the interpreter, and the library that it is linked to, are copied instead of linked to.</summary>
    public bool Copies { get; init; }

    /// <summary>Whether the environment is noted as one that brings pip along; installing it is the caller's work.</summary>
    public bool Seeded { get; init; }

    public ExistingEnvironment Existing { get; init; } = ExistingEnvironment.Refuse;

    /// <summary>The tool's version, noted in <c>pyvenv.cfg</c>.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>Working directory of the user: a folder that contains it is emptied, not replaced.</summary>
    public string? WorkingDirectory { get; init; }

    internal string Shown => ShownPath ?? Path;
}
