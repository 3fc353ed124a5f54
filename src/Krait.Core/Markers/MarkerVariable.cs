namespace Krait.Markers;

/// <summary>What a marker can ask about: the eleven facts of an interpreter and its platform, and the names of extras and groups.</summary>
public enum MarkerVariable
{
    OsName,
    SysPlatform,
    PlatformSystem,
    PlatformMachine,
    PlatformPythonImplementation,
    PlatformRelease,
    PlatformVersion,
    ImplementationName,
    ImplementationVersion,
    PythonVersion,
    PythonFullVersion,

    /// <summary><c>extra == 'name'</c>: true of every extra that is asked for.</summary>
    Extra,

    /// <summary><c>'name' in extras</c>, of lock files (PEP 751).</summary>
    Extras,

    /// <summary><c>'name' in dependency_groups</c>, of lock files (PEP 751).</summary>
    DependencyGroups,
}
