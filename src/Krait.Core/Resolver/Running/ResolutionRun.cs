using Krait.Requirements;
using Krait.Sources;
using Krait.Versions;

namespace Krait.Resolver;

/// <summary>One resolution from beginning to end.</summary>
internal sealed partial class ResolutionRun
{
    private const int Root = 0;

    /// <summary>In the place of a project's number for what is none: the root, Python, CUDA.</summary>
    private const int NoProject = -1;

    private readonly IDistributionProvider _provider;
    private readonly IProgress<KraitEvent>? _progress;
    private readonly ResolverInput _input;
    private readonly Manifest _manifest;
    private readonly CandidateSelector _selector;
    private readonly RangeTable _ranges = new();
    private readonly PackageTable _packages = new();
    private readonly Priorities _priorities;
    private readonly ConflictTracker _conflicts;
    private readonly Solver<RangeTable> _solver;
    private readonly List<UnavailableReason> _reasons = [];
    private readonly Dictionary<UnavailableReason, int> _reasonNumbers = [];
    private readonly List<ProjectCandidates?> _projects = [];
    private readonly List<Address?> _addresses = [];
    private readonly Dictionary<(int Project, PackageVersion Version), Candidate> _pins = [];
    private readonly Dictionary<(int Package, int Singleton), List<Dependency>> _dependencies = [];
    private readonly Dictionary<int, (int Range, PackageVersion Version)> _selected = [];
    private readonly HashSet<int> _looked = [];
    private readonly HashSet<PackageName> _dated = [];
    private readonly List<string> _warnings = [];

    /// <summary>A requirement that says where its package is, and what is there.</summary>
    private sealed record Address(Requirement Requirement, Distribution Distribution);

    public ResolutionRun(IDistributionProvider provider, IProgress<KraitEvent>? progress, ResolverInput input)
    {
        _provider = provider;
        _progress = progress;
        _input = input;
        _manifest = new(input);
        _selector = new(input, _manifest);
        _priorities = new(_packages);
        _conflicts = new(_packages, _priorities);
        _packages.NumberOf(SolverPackage.Root, out _);
        _solver = new(_ranges, _ranges.SingletonOf(NoProject, default));
    }

    public async ValueTask<Resolution> RunAsync(CancellationToken cancellation)
    {
        List<(int Package, int Incompatibility)> conflicts = [];
        var next = Root;
        while (true)
        {
            conflicts.Clear();
            if (!_solver.Propagate(next, conflicts))
                throw Failure();
            foreach (var (affected, incompatibility) in conflicts)
                _conflicts.Record(affected, next, _solver.Store.TermsOf(incompatibility));
            if (!_input.NoDependencies)
                VisitCandidates();
            _conflicts.Apply(_solver.Solution);
            if (!_solver.Solution.TryPick(_priorities, out next))
                return Answer();
            cancellation.ThrowIfCancellationRequested();
            await DecideAsync(next, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Decides a version of a package, or learns why there is none.</summary>
    private async ValueTask DecideAsync(int package, CancellationToken cancellation)
    {
        var what = _packages[package];
        if (what.Kind == SolverPackageKind.Root)
        {
            await TryAsync(package, default, cancellation).ConfigureAwait(false);
            return;
        }
        _solver.Solution.TryGetKnown(package, out var known);
        if (what.Kind == SolverPackageKind.TargetPython)
        {
            // Only named where a release does not support it.
            _solver.AddNoVersions(package, known.Range);
            return;
        }
        if (what.Kind == SolverPackageKind.Cuda)
        {
            // Whoever names it names one version.
            _solver.Solution.Decide(package, known.Range);
            return;
        }
        var project = _packages.ProjectOf(package);
        var version = _addresses[project] is { } address
            ? await ChooseAtAsync(package, address, known.Range, cancellation).ConfigureAwait(false)
            : await ChooseListedAsync(package, project, known.Range, cancellation).ConfigureAwait(false);
        if (version is { } chosen)
            await TryAsync(package, chosen, cancellation).ConfigureAwait(false);
    }

    /// <summary>The version at an address, if it is in the range.</summary>
    private async ValueTask<PackageVersion?> ChooseAtAsync(
        int package,
        Address address,
        int range,
        CancellationToken cancellation
    )
    {
        var distribution = address.Distribution;
        var answer = await WaitAsync(_provider.GetMetadataAsync(distribution, cancellation))
            .ConfigureAwait(false);
        if (answer.Metadata is not { } metadata)
            throw Unreadable($"`{distribution.Describe()}`", answer);
        var version = distribution.Version;
        if (!_ranges[range].Contains(version))
        {
            _solver.AddNoVersions(package, range);
            return null;
        }
        if (metadata.RequiresPython is { } python && !_input.Python.IsSupportedBy(python))
        {
            RequirePython(package, version, WidenedRange(package, version), python);
            return null;
        }
        return version;
    }

    /// <summary>The version to try of what indexes have.</summary>
    private async ValueTask<PackageVersion?> ChooseListedAsync(
        int package,
        int project,
        int range,
        CancellationToken cancellation
    )
    {
        var candidates = await GetProjectAsync(project, cancellation).ConfigureAwait(false);
        _looked.Add(project);
        if (_selected.TryGetValue(package, out var last) && last.Range == range)
        {
            PrefetchBatch(package, candidates, last.Version, range);
            return last.Version;
        }
        if (_selector.Select(candidates, _ranges[range]) is not { } candidate)
        {
            if (
                StateReason(candidates.State) is { } reason
                && _packages[package].Kind == SolverPackageKind.Package
            )
                _solver.AddUnavailable(package, range, NumberOf(reason));
            else
                _solver.AddNoVersions(package, range);
            return null;
        }
        var version = candidate.Version;
        if (!candidate.IsUsable)
        {
            _solver.AddUnavailable(
                package,
                WidenedRange(package, version),
                NumberOf(candidate.Release.Reason!)
            );
            return null;
        }
        if (candidate.RequiresPython is { } python && !_input.Python.IsSupportedBy(python))
        {
            RequirePython(package, version, WidenedRange(package, version), python);
            return null;
        }
        Pin(package, project, candidate);
        _selected[package] = (range, version);
        PrefetchBatch(package, candidates, version, range);
        return version;
    }

    private void Pin(int package, int project, in Candidate candidate)
    {
        var name = _packages.NameOf(project);
        if (_input.RequireHashes && !candidate.IsInstalled && !_input.Hashes.ContainsKey(name))
        {
            throw new ResolutionException(
                $"Hash-checking is required, but no trusted hash was provided for: `{name}`"
            );
        }
        _pins[(project, candidate.Version)] = candidate;
        if (_packages[package].Kind == SolverPackageKind.Package && !_input.NoDependencies)
            Follow(name, candidate, isLate: false);
    }

    /// <summary>A release that does not support the Python depends on another Python, which nobody has.</summary>
    private void RequirePython(int package, PackageVersion version, int range, VersionSpecifiers python)
    {
        var pythonPackage = NumberOf(SolverPackage.Python);
        _solver.AddDependency(
            package,
            range,
            pythonPackage,
            _ranges.NumberOf(NoProject, PythonRequirement.RangesOf(python))
        );
        _solver.Solution.Decide(package, SingletonOf(package, version));
    }

    private int SingletonOf(int package, PackageVersion version) =>
        _ranges.SingletonOf(_packages.ProjectOf(package), version);

    private int NumberOf(SolverPackage package)
    {
        var number = _packages.NumberOf(package, out var isNew);
        if (isNew)
        {
            _solver.AddPackage();
            while (_projects.Count < _packages.ProjectCount)
            {
                _projects.Add(null);
                _addresses.Add(null);
            }
        }
        return number;
    }

    private int NumberOf(UnavailableReason reason)
    {
        if (!_reasonNumbers.TryGetValue(reason, out var number))
        {
            number = _reasons.Count;
            _reasons.Add(reason);
            _reasonNumbers.Add(reason, number);
        }
        return number;
    }

    private static UnavailableReason? StateReason(ProjectState state) =>
        state switch
        {
            ProjectState.NotFound => new(UnavailableKind.NotFound),
            ProjectState.NoIndex => new(UnavailableKind.NoIndex),
            ProjectState.Offline => new(UnavailableKind.NotInCache),
            _ => null,
        };
}
