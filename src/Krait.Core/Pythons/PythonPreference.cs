namespace Krait.Pythons;

/// <summary>Whether interpreters that Krait installed come before those of the system.</summary>
public enum PythonPreference
{
    /// <summary>Managed ones first.</summary>
    Managed,

    /// <summary>Those of the system first.</summary>
    System,
    OnlyManaged,
    OnlySystem,
}

/// <summary>Whether environments, installations, or both will do.</summary>
public enum EnvironmentPreference
{
    /// <summary>Active environments and those nearby first, then installations.</summary>
    Any,

    /// <summary>Environments only.</summary>
    OnlyVirtual,

    /// <summary>Environments; an installation only when the request points at it by path.</summary>
    ExplicitSystem,

    /// <summary>Installations only.</summary>
    OnlySystem,
}

/// <summary>Where an interpreter was found.</summary>
public enum PythonSource
{
    /// <summary>Given by path.</summary>
    ProvidedPath,

    /// <summary><c>VIRTUAL_ENV</c>.</summary>
    ActiveEnvironment,

    /// <summary>A conda environment that is active and not the base.</summary>
    CondaEnvironment,

    /// <summary><c>.venv</c> here or above.</summary>
    DiscoveredEnvironment,

    /// <summary>The base of conda, active.</summary>
    CondaBase,

    /// <summary>Installed by Krait.</summary>
    Managed,

    /// <summary>The search path.</summary>
    SearchPath,
}
