using BenchmarkDotNet.Attributes;
using Krait.Markers;
using Krait.Versions;

/// <summary>Markers: reading, evaluating, and what a universal resolution does with them.</summary>
[MemoryDiagnoser, MinColumn]
public class MarkerBenchmarks
{
    private const string Text =
        "(python_version >= '3.8' and python_version < '3.13' and sys_platform == 'linux') or "
        + "(platform_machine == 'arm64' and sys_platform == 'darwin') or extra == 'all'";

    private static readonly MarkerEnvironment Environment = new()
    {
        ImplementationName = "cpython",
        ImplementationVersion = "3.12.1",
        OsName = "posix",
        PlatformMachine = "x86_64",
        PlatformPythonImplementation = "CPython",
        PlatformRelease = "6.1.0-18-amd64",
        PlatformSystem = "Linux",
        PlatformVersion = "#1 SMP Debian",
        PythonFullVersion = "3.12.1",
        PythonVersion = "3.12",
        SysPlatform = "linux",
    };

    private readonly Marker _marker = Marker.Parse(Text);
    private readonly MarkerAlgebra _algebra = new();
    private MarkerNode _node;
    private MarkerNode _other;
    private MarkerPythonRange _python;

    [GlobalSetup]
    public void Prepare()
    {
        _node = _algebra.Build(_marker);
        _other = _algebra.Build(Marker.Parse("python_version < '3.11' or os_name == 'nt'"));
        _python = _algebra.PythonRange(VersionSpecifiers.Parse(">=3.9"));
    }

    [Benchmark]
    public Marker Parse() => Marker.Parse(Text);

    [Benchmark]
    public bool Evaluate() => _marker.Evaluate(Environment, []);

    [Benchmark]
    public bool EvaluateDiagram() => _algebra.Evaluate(_node, Environment, []);

    [Benchmark]
    public MarkerNode BuildInNewAlgebra() => new MarkerAlgebra().Build(_marker);

    [Benchmark]
    public MarkerNode BuildAgain() => _algebra.Build(_marker);

    [Benchmark]
    public bool AreDisjointAgain() => _algebra.AreDisjoint(_node, _other);

    [Benchmark]
    public string SimplifyAndPrint() => _algebra.ToText(_algebra.Simplify(_node, _python));
}
