namespace Krait.Tags;

/// <summary>Which wheels a Python takes, in its own terms: implementation, language version, ABI and platform.</summary>
/// <param name="Implementation">As <c>sys.implementation.name</c>: <c>cpython</c>, <c>pypy</c>, <c>graalpy</c>, or another.</param>
/// <param name="Major">Of the language version.</param>
/// <param name="Minor">Of the language version.</param>
/// <param name="Abis">The ABI tags of its own that it loads, best first, as <c>cp313t</c> or <c>pypy311_pp73</c>.</param>
/// <param name="IsFreeThreaded">Whether it is a CPython built without the global interpreter lock.</param>
/// <param name="Platform">What it runs on.</param>
public sealed record PythonTarget(
    string Implementation,
    int Major,
    int Minor,
    IReadOnlyList<string> Abis,
    bool IsFreeThreaded,
    TargetPlatform Platform
)
{
    /// <summary>
    /// A CPython. Up to 3.7 its ABI carries <c>m</c>, and on 2.7 the width of its characters: <paramref name="legacyFlags"/>, as
    /// <c>m</c> or <c>mu</c>. A debug build from 3.8 on loads what was built for the release build too.
    /// </summary>
    public static PythonTarget CPython(
        int major,
        int minor,
        TargetPlatform platform,
        bool isFreeThreaded = false,
        bool isDebug = false,
        string? legacyFlags = null
    )
    {
        var hasFlags = (major, minor).CompareTo((3, 8)) < 0;
        var flags =
            hasFlags ? legacyFlags ?? (major == 2 ? "mu" : "m")
            : isFreeThreaded ? "t"
            : "";
        var abi = $"cp{major}{minor}{flags}";
        string[] abis =
            !isDebug ? [abi]
            : hasFlags ? [$"cp{major}{minor}d{flags}"]
            : [abi + "d", abi];
        return new("cpython", major, minor, abis, isFreeThreaded, platform);
    }

    /// <summary>A PyPy of version <paramref name="implementationMajor"/>.<paramref name="implementationMinor"/>.</summary>
    public static PythonTarget PyPy(
        int major,
        int minor,
        int implementationMajor,
        int implementationMinor,
        TargetPlatform platform
    ) =>
        new(
            "pypy",
            major,
            minor,
            [$"pypy{major}{minor}_pp{implementationMajor}{implementationMinor}"],
            false,
            platform
        );

    /// <summary>A GraalPy of version <paramref name="implementationMajor"/>.<paramref name="implementationMinor"/>, native build.</summary>
    public static PythonTarget GraalPy(
        int major,
        int minor,
        int implementationMajor,
        int implementationMinor,
        TargetPlatform platform
    ) =>
        new(
            "graalpy",
            major,
            minor,
            [$"graalpy{implementationMajor}{implementationMinor}_{major}{minor}_native"],
            false,
            platform
        );
}
