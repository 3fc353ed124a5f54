namespace Krait.Pythons;

/// <summary>The folders of one installation scheme, absolute (<c>sysconfig.get_paths()</c>).</summary>
/// <param name="PureLibrary">Packages without compiled parts.</param>
/// <param name="PlatformLibrary">Packages with compiled parts; mostly the same folder.</param>
/// <param name="Scripts">Executables of packages.</param>
/// <param name="Include">C headers of packages, each in a folder of its name.</param>
/// <param name="Data">Everything else: the root.</param>
public sealed record PythonPaths(
    string PureLibrary,
    string PlatformLibrary,
    string Scripts,
    string Include,
    string Data
);
