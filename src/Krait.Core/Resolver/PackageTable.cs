using Krait.Requirements;

namespace Krait.Resolver;

/// <summary>Numbers the packages of one solve in step with the solver, and projects beside them.</summary>
internal sealed class PackageTable
{
    private readonly Dictionary<SolverPackage, int> _numbers = [];
    private readonly List<SolverPackage> _packages = [];
    private readonly List<int> _projects = [];
    private readonly Dictionary<PackageName, int> _projectNumbers = [];
    private readonly List<PackageName> _projectNames = [];

    public int Count => _packages.Count;

    public int ProjectCount => _projectNames.Count;

    public SolverPackage this[int package] => _packages[package];

    /// <summary>The project that a package is or stands for; -1 for what has no name.</summary>
    public int ProjectOf(int package) => _projects[package];

    public PackageName NameOf(int project) => _projectNames[project];

    /// <summary>The number of a package; <paramref name="isNew"/> if it had none yet.</summary>
    public int NumberOf(SolverPackage package, out bool isNew)
    {
        isNew = !_numbers.TryGetValue(package, out var number);
        if (!isNew)
            return number;
        number = _packages.Count;
        _numbers.Add(package, number);
        _packages.Add(package);
        _projects.Add(package.IsNamed ? ProjectNumberOf(package.Name) : -1);
        return number;
    }

    public int ProjectNumberOf(PackageName name)
    {
        if (_projectNumbers.TryGetValue(name, out var number))
            return number;
        number = _projectNames.Count;
        _projectNumbers.Add(name, number);
        _projectNames.Add(name);
        return number;
    }

    public bool TryGetProject(PackageName name, out int project) =>
        _projectNumbers.TryGetValue(name, out project);
}
