namespace Krait.Pythons;

/// <summary>
/// What is known about one installation of Python, whatever environment it is used through: found by reading its files
/// or by asking it. Kept in the cache in this form.
/// </summary>
internal sealed record PythonFacts
{
    /// <summary><c>sys.implementation.name</c>: <c>cpython</c>, <c>pypy</c>, …</summary>
    public required string Implementation { get; init; }

    /// <summary>The implementation's own version, as <c>7.3.17</c> for a PyPy; that of the language for CPython.</summary>
    public required string ImplementationVersion { get; init; }

    /// <summary><c>platform.python_version()</c>, as <c>3.12.1</c> or <c>3.14.0rc1</c>, <c>3.13.0+</c>.</summary>
    public required string Version { get; init; }

    /// <summary>The executable in the installation itself: links that only lead there are followed, no further.</summary>
    public required string Executable { get; init; }

    /// <summary><c>sys.base_prefix</c>.</summary>
    public required string Prefix { get; init; }

    /// <summary>Folder of the standard library.</summary>
    public required string StandardLibrary { get; init; }

    /// <summary>Name of the folder below <c>lib</c> in an environment: <c>python3.12</c>, <c>python3.13t</c>, <c>pypy3.10</c>.</summary>
    public required string LibraryName { get; init; }

    /// <summary><c>sys.abiflags</c>.</summary>
    public string AbiFlags { get; init; } = "";

    /// <summary>The longest suffix of extension modules, as <c>.cpython-312-x86_64-linux-gnu.so</c>.</summary>
    public string ExtensionSuffix { get; init; } = "";

    public bool IsDebug { get; init; }

    public bool IsFreeThreaded { get; init; }

    public int PointerBytes { get; init; } = 8;

    /// <summary><c>os.name</c>.</summary>
    public string OsName { get; init; } = "posix";

    /// <summary><c>sys.platform</c>.</summary>
    public required string SystemPlatform { get; init; }

    /// <summary><c>platform.machine()</c>, corrected for 32-bit programs on 64-bit kernels.</summary>
    public required string Machine { get; init; }

    /// <summary>For macOS, its version; for Android the API level; else empty.</summary>
    public string SystemVersion { get; init; } = "";

    public PythonLibc Libc { get; init; }

    public int LibcMajor { get; init; }

    public int LibcMinor { get; init; }

    /// <summary>Whether a <c>_manylinux</c> module of the standard library forbids manylinux wheels, in every environment.</summary>
    public bool RefusesManylinux { get; init; }

    /// <summary>Whether one among the installation's packages does, which counts for whoever sees these.</summary>
    public bool PackagesRefuseManylinux { get; init; }

    /// <summary>Where packages of the installation itself go (Debian differs from the rule).</summary>
    public required PythonPaths Paths { get; init; }

    /// <summary>Whether it was built to be moved (python-build-standalone): its <c>home</c> must exist always.</summary>
    public bool IsStandalone { get; init; }
}
