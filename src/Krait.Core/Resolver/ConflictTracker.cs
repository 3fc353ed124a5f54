namespace Krait.Resolver;

/// <summary>
/// Counts how often packages are refused, and how often they are the reason: after five times their order changes,
/// and what was decided too early is undone.
/// </summary>
internal sealed class ConflictTracker(PackageTable packages, Priorities priorities)
{
    private const int Threshold = 5;

    private readonly Dictionary<int, int> _affected = [];
    private readonly Dictionary<int, int> _culprits = [];
    private readonly List<int> _prioritize = [];
    private readonly List<int> _deprioritize = [];

    /// <summary>Notes a conflict: versions of <paramref name="affected"/> fell to <paramref name="terms"/> while <paramref name="current"/> was looked at.</summary>
    public void Record(int affected, int current, ReadOnlySpan<PackageTerm> terms)
    {
        var isReal = false;
        foreach (ref readonly var term in terms)
        {
            // What stands for a project copies the project's obligations: no conflict of two projects.
            if (term.Package == affected || packages.ProjectOf(term.Package) == packages.ProjectOf(affected))
                continue;
            isReal = true;
            if (Count(_culprits, term.Package) == Threshold)
                _deprioritize.Add(term.Package);
        }
        if (isReal && Count(_affected, current) == Threshold)
            _prioritize.Add(current);
    }

    /// <summary>Changes the order of what reached the threshold since the last call.</summary>
    public void Apply<TRanges>(PartialSolution<TRanges> solution)
        where TRanges : IRangeAlgebra
    {
        foreach (var package in _prioritize)
            priorities.MarkConflictEarly(package);
        _prioritize.Clear();
        foreach (var package in _deprioritize)
        {
            if (priorities.MarkConflictLate(package))
                solution.TryBacktrackBefore(package);
        }
        _deprioritize.Clear();
    }

    private static int Count(Dictionary<int, int> counts, int package)
    {
        counts.TryGetValue(package, out var count);
        return counts[package] = count + 1;
    }
}
