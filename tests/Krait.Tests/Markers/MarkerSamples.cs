using System.Globalization;
using Krait.Markers;

namespace Krait.Tests.Markers;

/// <summary>Random markers over few values, so that they meet, and random environments that can be.</summary>
internal sealed class MarkerSamples(int seed)
{
    private static readonly string[] Pythons = ["3.8", "3.9", "3.10", "3.11.4", "3.12.0", "3.13.2", "3.14.0"];

    private static readonly (string OsName, string SysPlatform, string System)[] Platforms =
    [
        ("posix", "linux", "Linux"),
        ("posix", "darwin", "Darwin"),
        ("nt", "win32", "Windows"),
        ("posix", "cygwin", "CYGWIN_NT-10.0"),
        ("posix", "freebsd13", "FreeBSD"),
        ("java", "linux", "Linux"),
    ];

    private static readonly string[] Machines = ["x86_64", "arm64", "AMD64"];

    private readonly Random _random = new(seed);

    public static readonly string[] Extras = ["a", "b", "c"];

    public string Marker(int depth = 3)
    {
        if (depth == 0 || _random.Next(4) == 0)
            return Term();
        var joint = _random.Next(2) == 0 ? " and " : " or ";
        var parts = Enumerable
            .Range(0, _random.Next(2, 4))
            .Select(_ => Marker(depth - 1))
            .Select(part => $"({part})");
        return string.Join(joint, parts);
    }

    public MarkerEnvironment Environment()
    {
        var platform = Pick(Platforms);
        var python = Pick(Pythons);
        if (python.Count(c => c == '.') == 1)
            python += ".1";
        var minor = python[..python.LastIndexOf('.')];
        return new MarkerEnvironment
        {
            ImplementationName = Pick(["cpython", "pypy"]),
            ImplementationVersion = Pick(["7.3", "3.12"]),
            OsName = platform.OsName,
            PlatformMachine = Pick(Machines),
            PlatformPythonImplementation = Pick(["CPython", "PyPy"]),
            PlatformRelease = Pick(["20.6.0", "5.15.0-generic", "22.1"]),
            PlatformSystem = platform.System,
            PlatformVersion = Pick(["#1 SMP", "10.0.19041"]),
            PythonFullVersion = python,
            PythonVersion = minor,
            SysPlatform = platform.SysPlatform,
        };
    }

    public string[] AskedExtras() => [.. Extras.Where(_ => _random.Next(2) == 0)];

    public string RequiresPython() =>
        _random.Next(3) switch
        {
            0 => $">={Pick(Pythons)}",
            1 => $">={Pick(Pythons)},<3.14",
            _ => string.Create(CultureInfo.InvariantCulture, $">3.{_random.Next(8, 12)}"),
        };

    private string Term()
    {
        var sign = Pick(["==", "!=", "<", "<=", ">", ">="]);
        var same = Pick(["==", "!="]);
        return _random.Next(11) switch
        {
            0 => $"python_version {sign} '{Pick(["3.8", "3.9", "3.10", "3.12", "3.13"])}'",
            1 => $"python_full_version {sign} '{Pick(Pythons)}'",
            2 => $"'{Pick(Pythons)}' {sign} python_full_version",
            3 => $"os_name {same} '{Pick(["posix", "nt", "java"])}'",
            4 => $"sys_platform {same} '{Pick(["linux", "darwin", "win32", "cygwin"])}'",
            5 => $"platform_system {same} '{Pick(["Linux", "Windows", "FreeBSD"])}'",
            6 => $"platform_machine {same} '{Pick(Machines)}'",
            7 => $"extra {same} '{Pick(Extras)}'",
            8 => $"platform_release {sign} '{Pick(["20.6.0", "22.1", "5"])}'",
            9 => $"'{Pick(["linux", "win"])}' {Pick(["in", "not in"])} sys_platform",
            _ => $"python_version {Pick(["in", "not in"])} '{Pick(["3.8 3.9", "3.9 3.10 3.12", "3.13"])}'",
        };
    }

    private T Pick<T>(IReadOnlyList<T> values) => values[_random.Next(values.Count)];
}
