using Krait.Versions;

namespace Krait.Markers;

/// <summary>
/// The facts of one interpreter that markers ask about: the values of PEP 508, as that interpreter gives them. A value
/// that is unknown is the empty string.
/// </summary>
public sealed record MarkerEnvironment
{
    private readonly PackageVersion? _implementationVersion;
    private readonly PackageVersion? _platformRelease;
    private readonly PackageVersion? _pythonFullVersion;
    private readonly PackageVersion? _pythonVersion;

    /// <summary><c>sys.implementation.name</c>, as <c>cpython</c>.</summary>
    public required string ImplementationName { get; init; }

    /// <summary><c>sys.implementation.version</c>, as <c>3.12.1</c>.</summary>
    public required string ImplementationVersion
    {
        get;
        init => _implementationVersion = Read(field = value);
    }

    /// <summary><c>os.name</c>, as <c>posix</c>.</summary>
    public required string OsName { get; init; }

    /// <summary><c>platform.machine()</c>, as <c>x86_64</c>.</summary>
    public required string PlatformMachine { get; init; }

    /// <summary><c>platform.python_implementation()</c>, as <c>CPython</c>.</summary>
    public required string PlatformPythonImplementation { get; init; }

    /// <summary><c>platform.release()</c>, as <c>6.1.0</c>.</summary>
    public required string PlatformRelease
    {
        get;
        init => _platformRelease = Read(field = value);
    }

    /// <summary><c>platform.system()</c>, as <c>Linux</c>.</summary>
    public required string PlatformSystem { get; init; }

    /// <summary><c>platform.version()</c>, as <c>#1 SMP Debian</c>.</summary>
    public required string PlatformVersion { get; init; }

    /// <summary><c>platform.python_version()</c>, as <c>3.12.1</c>; a build between releases ends in <c>+</c>.</summary>
    public required string PythonFullVersion
    {
        get;
        init => _pythonFullVersion = Read(field = value.EndsWith('+') ? value + "local" : value);
    }

    /// <summary>Major and minor, as <c>3.12</c>.</summary>
    public required string PythonVersion
    {
        get;
        init => _pythonVersion = Read(field = value);
    }

    /// <summary><c>sys.platform</c>, as <c>linux</c>.</summary>
    public required string SysPlatform { get; init; }

    /// <summary>What <c>dependency_groups</c> holds when a lock file (PEP 751) is used: names of groups. No fact of the interpreter.</summary>
    public IReadOnlyCollection<string> DependencyGroups { get; init; } = [];

    /// <summary>The value of a variable.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The variable is no fact of an interpreter (<c>extra</c> and the sets).</exception>
    public string this[MarkerVariable variable] =>
        variable switch
        {
            MarkerVariable.ImplementationName => ImplementationName,
            MarkerVariable.ImplementationVersion => ImplementationVersion,
            MarkerVariable.OsName => OsName,
            MarkerVariable.PlatformMachine => PlatformMachine,
            MarkerVariable.PlatformPythonImplementation => PlatformPythonImplementation,
            MarkerVariable.PlatformRelease => PlatformRelease,
            MarkerVariable.PlatformSystem => PlatformSystem,
            MarkerVariable.PlatformVersion => PlatformVersion,
            MarkerVariable.PythonFullVersion => PythonFullVersion,
            MarkerVariable.PythonVersion => PythonVersion,
            MarkerVariable.SysPlatform => SysPlatform,
            _ => throw new ArgumentOutOfRangeException(nameof(variable)),
        };

    /// <summary>The value of a variable as a version; false if it cannot be read as one.</summary>
    public bool TryGetVersion(MarkerVariable variable, out PackageVersion version)
    {
        var found = variable switch
        {
            MarkerVariable.PythonVersion => _pythonVersion,
            MarkerVariable.PythonFullVersion => _pythonFullVersion,
            MarkerVariable.ImplementationVersion => _implementationVersion,
            MarkerVariable.PlatformRelease => _platformRelease,
            _ => null,
        };
        version = found.GetValueOrDefault();
        return found is not null;
    }

    private static PackageVersion? Read(string value) =>
        PackageVersion.TryParse(value, out var version) ? version : null;
}
