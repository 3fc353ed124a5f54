using Krait.Markers;
using Krait.Storage;
using Krait.Tags;
using Krait.Versions;

namespace Krait.Pythons;

/// <summary>
/// A Python that can be run: which it is, where its files lie, what it takes. Inside a virtual environment it is the
/// environment's Python. Immutable; made by <see cref="PythonDiscovery"/>.
/// </summary>
public sealed partial class PythonInterpreter
{
    private readonly PythonFacts _facts;
    private readonly SystemNames _system;
    private readonly bool? _ownAnswer;
    private MarkerEnvironment? _markers;
    private CompatibilityTags? _tags;

    internal PythonInterpreter(
        PythonFacts facts,
        string executable,
        string? environmentRoot,
        VirtualEnvironmentFile? environment,
        SystemNames system,
        bool? ownAnswer = null
    )
    {
        _facts = facts;
        _ownAnswer = ownAnswer;
        _system = system;
        Executable = executable;
        Prefix = environmentRoot ?? facts.Prefix;
        Environment = environment;
        Paths = environmentRoot is null ? facts.Paths : PathsIn(environmentRoot);
        FullVersion = PackageVersion.TryParse(facts.Version.TrimEnd('+'), out var version)
            ? version
            : default;
    }

    /// <summary>The executable as it was found, absolute; links are not resolved.</summary>
    public string Executable { get; }

    /// <summary>The executable of the installation behind it, where links that only lead there are followed.</summary>
    public string BaseExecutable => _facts.Executable;

    /// <summary><c>sys.prefix</c>: the environment's root, or the installation's.</summary>
    public string Prefix { get; }

    /// <summary><c>sys.base_prefix</c>: the installation's root.</summary>
    public string BasePrefix => _facts.Prefix;

    /// <summary>Where a <c>_manylinux</c> module of the environment's own would lie (PEP 600); null for an installation.</summary>
    internal string? OwnPlatformModule =>
        IsVirtual ? Path.Join(Paths.PureLibrary, PythonReader.PlatformModule) : null;

    private bool RefusesManylinux =>
        _facts.RefusesManylinux
        || (
            _ownAnswer
            ?? (_facts.PackagesRefuseManylinux && Environment?.IncludesSystemPackages is null or true)
        );

    /// <summary>Whether this is the Python of a virtual environment.</summary>
    public bool IsVirtual => Environment is not null;

    /// <summary>The environment's <c>pyvenv.cfg</c>; null for an installation.</summary>
    public VirtualEnvironmentFile? Environment { get; }

    /// <summary>Where packages go.</summary>
    public PythonPaths Paths { get; }

    /// <summary>Folder of the standard library.</summary>
    public string StandardLibrary => _facts.StandardLibrary;

    /// <summary>Name of the folder that holds <c>site-packages</c> below <c>lib</c>, as <c>python3.12</c>.</summary>
    public string LibraryName => _facts.LibraryName;

    /// <summary><c>sys.implementation.name</c>, as <c>cpython</c>.</summary>
    public string ImplementationName => _facts.Implementation;

    public PythonImplementation Implementation => PythonImplementations.Of(_facts.Implementation);

    /// <summary>The language version, as <c>3.12.1</c>; the <c>+</c> of a build between releases is left out.</summary>
    public PackageVersion FullVersion { get; }

    /// <summary><see cref="FullVersion"/> as text.</summary>
    public string VersionText => _facts.Version.TrimEnd('+');

    /// <summary>Of the language version.</summary>
    public int Major => (int)FullVersion.GetRelease(0);

    /// <summary>Of the language version.</summary>
    public int Minor => (int)FullVersion.GetRelease(1);

    /// <summary>Whether it runs without the global interpreter lock.</summary>
    public bool IsFreeThreaded => _facts.IsFreeThreaded;

    /// <summary>Whether it was built with <c>Py_DEBUG</c>.</summary>
    public bool IsDebug => _facts.IsDebug;

    /// <summary>Whether it was built to be moved, as the managed ones are.</summary>
    public bool IsStandalone => _facts.IsStandalone;

    /// <summary>Suffix of extension modules, as <c>.cpython-312-x86_64-linux-gnu.so</c>.</summary>
    public string ExtensionSuffix => _facts.ExtensionSuffix;

    /// <summary>8 or 4.</summary>
    public int PointerBytes => _facts.PointerBytes;

    /// <summary><c>sys.platform</c>.</summary>
    public string SystemPlatform => _facts.SystemPlatform;

    /// <summary><c>CPython 3.12.1</c>, for messages.</summary>
    public string Description => $"{PythonImplementations.DisplayName(ImplementationName)} {VersionText}";

    /// <summary>The values that markers ask about.</summary>
    public MarkerEnvironment Markers => _markers ??= MakeMarkers();

    /// <summary>The wheels it takes, best first. Computed once.</summary>
    public CompatibilityTags Tags => _tags ??= CompatibilityTags.For(MakeTarget());

    /// <summary>
    /// Why packages must not be installed here (PEP 668), in the words of who manages it; null when they may. Reads
    /// one file; always null in an environment.
    /// </summary>
    public string? ExternallyManagedReason =>
        IsVirtual ? null : ExternallyManaged.TryRead(_facts.StandardLibrary);

    /// <summary>Where packages of an environment at this root go.</summary>
    public PythonPaths PathsIn(string root)
    {
        if (_facts.OsName == "nt")
        {
            var windows = Path.Join(root, "Lib", "site-packages");
            return new PythonPaths(
                windows,
                windows,
                Path.Join(root, "Scripts"),
                Path.Join(root, "Include"),
                root
            );
        }

        var packages = Path.Join(root, "lib", _facts.LibraryName, "site-packages");
        return new PythonPaths(
            packages,
            packages,
            Path.Join(root, "bin"),
            Path.Join(root, "include", "site", _facts.LibraryName),
            root
        );
    }

    /// <summary>The same Python as that of the environment at a root, whose file is read.</summary>
    internal PythonInterpreter InEnvironment(string root) =>
        new(_facts, Path.Join(root, "bin", "python"), root, VirtualEnvironmentFile.TryRead(root), _system);

    public override string ToString() => $"{Description} at {Executable}";
}
