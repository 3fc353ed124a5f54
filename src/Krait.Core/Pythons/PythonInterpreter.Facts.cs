using Krait.Markers;
using Krait.Tags;
using Krait.Versions;

namespace Krait.Pythons;

public sealed partial class PythonInterpreter
{
    /// <summary>The operating system in the words of keys: <c>linux</c>, <c>macos</c>, <c>windows</c>.</summary>
    public string OperatingSystemKey =>
        _facts.SystemPlatform switch
        {
            "darwin" => "macos",
            "win32" => "windows",
            var other => other.StartsWith("linux", StringComparison.Ordinal) ? "linux" : other,
        };

    /// <summary>The processor in the words of keys: <c>x86_64</c>, <c>aarch64</c>, <c>x86</c>.</summary>
    public string ArchitectureKey =>
        _facts.Machine switch
        {
            "AMD64" => "x86_64",
            "arm64" or "ARM64" => "aarch64",
            "i386" or "i686" or "x86" => "x86",
            var other => other,
        };

    /// <summary>The C library in the words of keys: <c>gnu</c>, <c>musl</c>, <c>none</c>.</summary>
    public string LibcKey =>
        _facts.Libc switch
        {
            PythonLibc.Glibc => "gnu",
            PythonLibc.Musl => "musl",
            _ => "none",
        };

    /// <summary>As <c>cpython-3.12.1-linux-x86_64-gnu</c>; variants follow the version: <c>3.13.0+freethreaded</c>.</summary>
    public string Key
    {
        get
        {
            var variant = (IsFreeThreaded ? "+freethreaded" : "") + (IsDebug ? "+debug" : "");
            var version = $"{VersionText}{variant}";
            return $"{ImplementationName}-{version}-{OperatingSystemKey}-{ArchitectureKey}-{LibcKey}";
        }
    }

    private MarkerEnvironment MakeMarkers() =>
        new()
        {
            ImplementationName = _facts.Implementation,
            ImplementationVersion = _facts.ImplementationVersion.TrimEnd('+'),
            OsName = _facts.OsName,
            PlatformMachine = _facts.Machine,
            PlatformPythonImplementation = PythonImplementations.DisplayName(_facts.Implementation),
            PlatformRelease = _system.Release ?? "",
            PlatformSystem = SystemName(),
            PlatformVersion = _system.Version ?? "",
            PythonFullVersion = VersionText,
            PythonVersion = $"{Major}.{Minor}",
            SysPlatform = _facts.SystemPlatform,
        };

    private string SystemName() =>
        _facts.SystemPlatform switch
        {
            "darwin" => "Darwin",
            "win32" => "Windows",
            _ => string.IsNullOrEmpty(_system.System) ? "Linux" : _system.System,
        };

    private PythonTarget MakeTarget()
    {
        var platform = MakePlatform();
        var version = ImplementationRelease();
        return Implementation switch
        {
            PythonImplementation.PyPy => PythonTarget.PyPy(
                Major,
                Minor,
                version.Major,
                version.Minor,
                platform
            ),
            PythonImplementation.GraalPy => PythonTarget.GraalPy(
                Major,
                Minor,
                version.Major,
                version.Minor,
                platform
            ),
            PythonImplementation.Other => new PythonTarget(
                ImplementationName,
                Major,
                Minor,
                [],
                false,
                platform
            ),
            _ => PythonTarget.CPython(
                Major,
                Minor,
                platform,
                IsFreeThreaded,
                IsDebug,
                _facts.AbiFlags.Replace("d", "", StringComparison.Ordinal) is { Length: > 0 } flags
                    ? flags
                    : null
            ),
        };
    }

    private (int Major, int Minor) ImplementationRelease() =>
        PackageVersion.TryParse(_facts.ImplementationVersion, out var version)
            ? ((int)version.GetRelease(0), (int)version.GetRelease(1))
            : default;

    private TargetPlatform MakePlatform()
    {
        var (major, minor) = (_facts.LibcMajor, _facts.LibcMinor);
        switch (OperatingSystemKey)
        {
            case "linux" when _facts.Libc == PythonLibc.Glibc:
                return TargetPlatform.Glibc(major, minor, _facts.Machine, !RefusesManylinux);
            case "linux" when _facts.Libc == PythonLibc.Musl:
                return TargetPlatform.Musl(major, minor, _facts.Machine);
            case "linux":
                return TargetPlatform.Linux(_facts.Machine);
            case "macos" when PackageVersion.TryParse(_facts.SystemVersion, out var system):
                return TargetPlatform.MacOS(
                    (int)system.GetRelease(0),
                    (int)system.GetRelease(1),
                    _facts.Machine
                );
            case "windows":
                return TargetPlatform.Windows(
                    _facts.PointerBytes == 4 ? "win32"
                    : ArchitectureKey == "aarch64" ? "win_arm64"
                    : "win_amd64"
                );
            default:
                return TargetPlatform.Other($"{_facts.SystemPlatform}-{_facts.Machine}");
        }
    }
}
