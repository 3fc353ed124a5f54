using System.Diagnostics.CodeAnalysis;
using Krait.Markers;
using Krait.Tags;

namespace Krait.Resolver;

/// <summary>
/// A platform to resolve for that is not the one at hand, by the names that uv gives to platforms:
/// <c>windows</c>, <c>x86_64-unknown-linux-gnu</c>, <c>aarch64-manylinux_2_28</c> and so on.
/// </summary>
public sealed class TargetTriple
{
    private static readonly string[] Glibcs =
    [
        "2014",
        "_2_17",
        "_2_28",
        "_2_31",
        "_2_32",
        "_2_33",
        "_2_34",
        "_2_35",
        "_2_36",
        "_2_37",
        "_2_38",
        "_2_39",
        "_2_40",
    ];

    private readonly string _osName;
    private readonly string _machine;
    private readonly string _system;
    private readonly string _sysPlatform;
    private readonly string _release;
    private readonly string _systemVersion;

    private TargetTriple(
        TargetPlatform platform,
        string machine,
        string system,
        string sysPlatform,
        string osName = "posix",
        string release = "",
        string systemVersion = ""
    )
    {
        Platform = platform;
        _machine = machine;
        _system = system;
        _sysPlatform = sysPlatform;
        _osName = osName;
        _release = release;
        _systemVersion = systemVersion;
    }

    /// <summary>Every name, in the order of help.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "windows",
        "linux",
        "macos",
        "x86_64-pc-windows-msvc",
        "aarch64-pc-windows-msvc",
        "i686-pc-windows-msvc",
        "x86_64-unknown-linux-gnu",
        "aarch64-apple-darwin",
        "x86_64-apple-darwin",
        "aarch64-unknown-linux-gnu",
        "aarch64-unknown-linux-musl",
        "x86_64-unknown-linux-musl",
        "riscv64-unknown-linux",
        .. Glibcs.Select(version => $"x86_64-manylinux{version}"),
        .. Glibcs.Select(version => $"aarch64-manylinux{version}"),
        "aarch64-linux-android",
        "x86_64-linux-android",
        "wasm32-pyodide2024",
        "wasm32-pyodide2025",
        "arm64-apple-ios",
        "arm64-apple-ios-simulator",
        "x86_64-apple-ios-simulator",
    ];

    /// <summary>The wheels that it takes, as far as the platform goes.</summary>
    public TargetPlatform Platform { get; }

    /// <summary>Reads a name; false for a platform that is not known.</summary>
    public static bool TryParse(string name, [NotNullWhen(true)] out TargetTriple? target)
    {
        target = name switch
        {
            "windows" or "x86_64-pc-windows-msvc" => Windows("win_amd64", "AMD64"),
            "aarch64-pc-windows-msvc" => Windows("win_arm64", "ARM64"),
            "i686-pc-windows-msvc" => Windows("win32", "x86"),
            "linux" or "x86_64-unknown-linux-gnu" => Glibc(28, "x86_64"),
            "aarch64-unknown-linux-gnu" => Glibc(28, "aarch64"),
            "riscv64-unknown-linux" => Glibc(39, "riscv64"),
            "x86_64-unknown-linux-musl" => Musl("x86_64"),
            "aarch64-unknown-linux-musl" => Musl("aarch64"),
            "macos" or "aarch64-apple-darwin" => MacOS("arm64"),
            "x86_64-apple-darwin" => MacOS("x86_64"),
            "aarch64-linux-android" => Android("arm64_v8a", "aarch64"),
            "x86_64-linux-android" => Android("x86_64", "x86_64"),
            "wasm32-pyodide2024" => Pyodide("2024_0", "3.1.58"),
            "wasm32-pyodide2025" => Pyodide("2025_0", "4.0.9"),
            "arm64-apple-ios" => Ios("arm64_iphoneos", "arm64"),
            "arm64-apple-ios-simulator" => Ios("arm64_iphonesimulator", "arm64"),
            "x86_64-apple-ios-simulator" => Ios("x86_64_iphonesimulator", "x86_64"),
            _ => Manylinux(name),
        };
        return target is not null;
    }

    /// <summary>The environment as markers see it when it runs there.</summary>
    public MarkerEnvironment On(MarkerEnvironment interpreter) =>
        interpreter with
        {
            OsName = _osName,
            PlatformMachine = _machine,
            PlatformSystem = _system,
            SysPlatform = _sysPlatform,
            PlatformRelease = _release,
            PlatformVersion = _systemVersion,
        };

    /// <summary><c>x86_64-manylinux_2_28</c>, or the other way round as wheels write it.</summary>
    private static TargetTriple? Manylinux(string name)
    {
        foreach (var machine in new[] { "x86_64", "aarch64" })
        {
            var prefix = $"{machine}-manylinux";
            var suffix = $"_{machine}";
            var version =
                name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..]
                : name.StartsWith("manylinux", StringComparison.Ordinal)
                && name.EndsWith(suffix, StringComparison.Ordinal)
                    ? name["manylinux".Length..^suffix.Length]
                : "";
            if (version == "2014")
                return Glibc(17, machine);
            if (Array.IndexOf(Glibcs, version) > 0)
                return Glibc(
                    int.Parse(version.AsSpan(3), System.Globalization.CultureInfo.InvariantCulture),
                    machine
                );
        }
        return null;
    }

    private static TargetTriple Windows(string tag, string machine) =>
        new(TargetPlatform.Windows(tag), machine, "Windows", "win32", "nt");

    private static TargetTriple Glibc(int minor, string machine) =>
        new(TargetPlatform.Glibc(2, minor, machine), machine, "Linux", "linux");

    private static TargetTriple Musl(string machine) =>
        new(TargetPlatform.Musl(1, 2, machine), machine, "Linux", "linux");

    private static TargetTriple MacOS(string machine) =>
        new(TargetPlatform.MacOS(13, 0, machine), machine, "Darwin", "darwin");

    private static TargetTriple Android(string abi, string machine) =>
        new(TargetPlatform.Android(24, abi), machine, "Android", "android");

    private static TargetTriple Ios(string kind, string machine) =>
        new(TargetPlatform.Ios(13, 0, kind), machine, "iOS", "ios");

    private static TargetTriple Pyodide(string version, string release) =>
        new(
            TargetPlatform.Emscripten(null, version, null),
            "wasm32",
            "Emscripten",
            "emscripten",
            release: release,
            systemVersion: "#1"
        );
}
