using Krait.Markers;
using Krait.Versions;

namespace Krait.Resolver;

/// <summary>
/// The packages of an explanation: their conditions have one text however they were written, without what follows from the
/// Python that is resolved for.
/// </summary>
internal sealed class SpokenPackages(PackageTable packages, PythonRequirement python)
{
    private readonly MarkerAlgebra _algebra = new();
    private readonly Dictionary<string, string> _texts = [];

    public SolverPackage this[int package]
    {
        get
        {
            var solved = packages[package];
            return solved.Marker.Length == 0 ? solved : solved with { Marker = Text(solved.Marker) };
        }
    }

    private string Text(string marker)
    {
        if (!_texts.TryGetValue(marker, out var text))
            _texts.Add(marker, text = Simplified(marker));
        return text;
    }

    private string Simplified(string marker)
    {
        if (!_algebra.TryBuild(Marker.Parse(marker), out var node, out _))
            return marker;
        var known = _algebra.PythonRange(VersionSpecifiers.Parse($">={python.Target}"));
        return _algebra.ToText(_algebra.Simplify(node, known)) ?? "";
    }
}
