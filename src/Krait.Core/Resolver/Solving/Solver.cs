namespace Krait.Resolver;

/// <summary>
/// The PubGrub algorithm over numbered packages and numbered ranges. It knows nothing of versions, names or
/// files: the caller decides which version to try next and tells what depends on what. Deterministic.
/// </summary>
/// <remarks>See https://github.com/dart-lang/pub/blob/master/doc/solver.md for the algorithm and its terms.</remarks>
internal sealed partial class Solver<TRanges>
    where TRanges : IRangeAlgebra
{
    private readonly Dictionary<(int Dependent, int Dependency, int Range), int> _merged = [];
    private readonly List<int> _changed = [];
    private readonly TRanges _ranges;
    private readonly int _root;
    private readonly int _rootRange;
    private List<int>[] _byPackage = [];

    /// <summary>Starts a solve whose root package is number 0, at the one version of <paramref name="rootRange"/>.</summary>
    public Solver(TRanges ranges, int rootRange)
    {
        _ranges = ranges;
        _rootRange = rootRange;
        Solution = new(ranges, Store);
        _root = AddPackage();
        Attach(Store.AddNotRoot(_root, rootRange));
    }

    public IncompatibilityStore Store { get; } = new();

    public PartialSolution<TRanges> Solution { get; }

    public int PackageCount { get; private set; }

    /// <summary>The incompatibility that proves that there is no solution; -1 while there may be one.</summary>
    public int Terminal { get; private set; } = -1;

    /// <summary>The incompatibilities that name a package and still count, oldest first.</summary>
    public IReadOnlyList<int> IncompatibilitiesOf(int package) => _byPackage[package];

    /// <summary>Numbers one more package.</summary>
    public int AddPackage()
    {
        var package = PackageCount++;
        if (package >= _byPackage.Length)
            Array.Resize(ref _byPackage, Math.Max(64, _byPackage.Length * 2));
        _byPackage[package] = [];
        Solution.Grow(PackageCount);
        return package;
    }

    public void AddNoVersions(int package, int range) => Attach(Store.AddNoVersions(package, range));

    public void AddUnavailable(int package, int range, int reason) =>
        Attach(Store.AddUnavailable(package, range, reason));

    public void AddDependency(int package, int range, int dependency, int dependencyRange) =>
        Attach(Store.AddDependency(package, range, dependency, dependencyRange));

    /// <summary>
    /// Says what versions <paramref name="range"/> of the package depend on, and decides for
    /// <paramref name="singleton"/>, one of them, unless a dependency already conflicts: then returns that
    /// incompatibility, else -1.
    /// </summary>
    public int AddDependenciesAndDecide(
        int package,
        int singleton,
        int range,
        ReadOnlySpan<(int Package, int Range)> dependencies
    )
    {
        var first = Store.Count;
        foreach (var (dependency, dependencyRange) in dependencies)
            Store.AddDependency(package, range, dependency, dependencyRange);
        var end = Store.Count;
        for (var id = first; id < end; id++)
            Attach(id);

        // Until something has gone wrong, checking costs more than the rare step back.
        if (Solution.HasBacktracked)
        {
            var exact = Term.Positive(singleton);
            for (var id = first; id < end; id++)
            {
                var relation = Solution.RelationTo(id, package, exact, out _);
                if (relation == IncompatibilityRelation.Satisfied)
                    return id;
            }
        }
        Solution.Decide(package, singleton);
        return -1;
    }

    /// <summary>
    /// Files an incompatibility under its packages. Versions of a package that depend on the same range of another
    /// are told in one incompatibility.
    /// </summary>
    private void Attach(int id)
    {
        if (Store[id].Kind == IncompatibilityKind.Dependency && Store[id].First != Store[id].Second)
        {
            var dependent = Store[id].First;
            var dependency = Store[id].Second;
            var range = Store.TryGetTerm(id, dependency, out var term) ? term.Range : IRangeAlgebra.Empty;
            var key = (dependent, dependency, range);
            if (_merged.TryGetValue(key, out var past))
            {
                var joined = _ranges.Union(
                    Store.TermOf(id, dependent).Range,
                    Store.TermOf(past, dependent).Range
                );
                id = Store.AddDependency(dependent, joined, dependency, range);
                foreach (var entry in Store.TermsOf(id))
                    _byPackage[entry.Package].Remove(past);
            }
            _merged[key] = id;
        }
        foreach (var entry in Store.TermsOf(id))
            _byPackage[entry.Package].Add(id);
    }
}
