using Krait.Requirements;
using Krait.Versions;

namespace Krait.Resolver;

/// <content>Looks ahead: orders what was met, and has fetched what will be needed.</content>
internal sealed partial class ResolutionRun
{
    private readonly Dictionary<int, int> _visited = [];
    private readonly Dictionary<int, HashSet<PackageVersion>> _tried = [];
    private readonly Dictionary<int, int> _lastBatch = [];

    /// <summary>Notes what a version needs: addresses, order, projects to fetch.</summary>
    private void Meet(int package, List<Dependency> dependencies)
    {
        foreach (var (target, range, address) in dependencies)
        {
            var what = _packages[target];
            if (!what.IsNamed)
                continue;
            if (what.HasExtra)
                NoteExtra(what.Name, what.Extra);
            var project = _packages.ProjectOf(target);
            if (address is not null)
                SetAddress(package, project, address);
            if (package == Root)
                WarnIfUnpinned(project, range, dependencies);
            var isPinned = IsPinned(_ranges[range]);
            var hasAddress = _addresses[project] is not null;
            _priorities.Meet(target, isPinned, hasAddress);
            if (what.IsProxy)
            {
                var plain = NumberOf(SolverPackage.Plain(what.Name));
                _priorities.Meet(plain, isPinned, hasAddress);
            }
        }
        foreach (var (target, _, _) in dependencies)
        {
            if (!_packages[target].IsNamed)
                continue;
            var project = _packages.ProjectOf(target);
            if (_addresses[project] is null && _projects[project] is null)
                _provider.PrefetchProject(_packages.NameOf(project));
        }
    }

    private void SetAddress(int package, int project, Requirement address)
    {
        var known = _addresses[project];
        if (known is null)
        {
            var owner = _packages.ProjectOf(package);
            if (
                package != Root
                && _addresses[owner] is null
                && _manifest.DirectAddressOf(address.Name) is null
            )
            {
                throw new ResolutionException(
                    $"Package `{address.Name}` was included as a URL dependency. "
                        + "URL dependencies must be expressed as direct requirements or constraints. "
                        + $"Consider adding `{address.Name} @ {address.Url}` to your dependencies or constraints file."
                );
            }
            _addresses[project] = new(address, _provider.ReadDirect(address));
        }
        else if (known.Requirement.Url != address.Url)
        {
            if (known.Distribution.Join(_provider.ReadDirect(address)) is not { } joined)
            {
                throw new ResolutionException(
                    $"Requirements contain conflicting URLs for package `{address.Name}`:\n- {known.Requirement.Url}\n- {address.Url}"
                );
            }
            // The mention with a hash is the one to write down.
            var said = known.Distribution.Hashes.Count > 0 ? known.Requirement : address;
            _addresses[project] = new(said, joined);
        }
    }

    private void WarnIfUnpinned(int project, int range, List<Dependency> dependencies)
    {
        if (_input.Mode == ResolutionMode.Highest || _addresses[project] is not null || HasLowerBound(range))
            return;
        foreach (var other in dependencies)
        {
            if (_packages.ProjectOf(other.Package) == project && HasLowerBound(other.Range))
                return;
        }
        var text =
            $"The direct dependency `{_packages.NameOf(project)}` is unpinned. Consider setting a lower bound when "
            + "using `--resolution lowest` or `--resolution lowest-direct` to avoid using outdated versions.";
        if (!_toldUnpinned.Add(text))
            return;
        if (_progress is null)
            _warnings.Add(text);
        else
            _progress.Report(new KraitEvent.Warning(text, []));
    }

    private bool HasLowerBound(int range) =>
        !_ranges[range].IsEmpty && _ranges[range][0].Lower != VersionBound.Minimum;

    /// <summary>Whether the range is one version, or some, each with its local labels.</summary>
    private static bool IsPinned(VersionRanges ranges)
    {
        for (var i = 0; i < ranges.Count; i++)
        {
            var (lower, upper) = ranges[i];
            if (lower == VersionBound.Minimum || upper == VersionBound.Maximum || !lower.IsBefore)
                return false;
            if (upper == VersionBound.AfterLocals(lower.Version))
                continue;
            if (ranges.Count != 1 || upper != VersionBound.After(lower.Version))
                return false;
        }
        return true;
    }

    /// <summary>Has the metadata fetched of what would be chosen by all that is known now.</summary>
    private void VisitCandidates()
    {
        foreach (var (package, range) in _solver.Solution.FreshNeeds)
        {
            var project = _packages.ProjectOf(package);
            if (!_packages[package].IsPlain || _addresses[project] is not null)
                continue;
            if (_visited.TryGetValue(package, out var last) && last == range)
                continue;
            _visited[package] = range;
            if (_projects[project] is { } candidates)
            {
                Follow(candidates, _ranges[range]);
                continue;
            }
            var listing = _provider.GetProjectAsync(_packages.NameOf(project), CancellationToken.None);
            if (listing.IsCompletedSuccessfully)
                Follow(Keep(project, listing.Result), _ranges[range]);
            else
                _arrivals.Expect(
                    listing,
                    come => Follow(_projects[project] ?? Keep(project, come), _ranges[range], isLate: true)
                );
        }
    }

    private void Prefetch(in Candidate candidate)
    {
        if (candidate.Reader is { } reader && reader.Files.IsWheel(candidate.Release.File))
            _provider.PrefetchMetadata(reader.Files, candidate.Release.File);
    }

    private void CountTried(int package, PackageVersion version)
    {
        if (!_packages[package].IsPlain)
            return;
        if (!_tried.TryGetValue(package, out var versions))
            _tried.Add(package, versions = []);
        versions.Add(version);
    }

    /// <summary>
    /// After 2, 4, 8 and 16 versions tried in vain, and after every 16 more, has the metadata of twice as many more (at most
    /// 50) fetched at once: first of what the range allows, then of what lies beyond it in order. What is tried next is then
    /// there already, and waiting for one answer after the other ends early.
    /// </summary>
    private void PrefetchBatch(int package, ProjectCandidates candidates, PackageVersion version, int range)
    {
        if (!_packages[package].IsPlain || !_tried.TryGetValue(package, out var versions))
            return;
        var tried = versions.Count;
        _lastBatch.TryGetValue(package, out var last);
        if (tried < 2 || tried - last < Math.Clamp(last, 1, 16))
            return;
        _lastBatch[package] = tried;
        var rest = _ranges[range];
        var previous = version;
        var inOrder = false;
        for (var i = 0; i < Math.Min(2 * tried, 50); i++)
        {
            if (_selector.SelectListed(candidates, rest) is not { } candidate)
            {
                if (inOrder)
                    return;
                inOrder = true;
                rest = Beyond(package, candidates, previous);
                continue;
            }
            previous = candidate.Version;
            rest = rest.Except(VersionRanges.Singleton(previous));
            if (!candidate.IsUsable || candidate.IsInstalled)
                continue;
            if (candidate.RequiresPython is not { } python || _input.Python.IsSupportedBy(python))
                Prefetch(candidate);
        }
    }

    private VersionRanges Beyond(int package, ProjectCandidates candidates, PackageVersion version)
    {
        var beyond = _selector.TakesHighest(candidates.Name)
            ? VersionRanges.Between(VersionBound.Minimum, VersionBound.Before(version))
            : VersionRanges.Between(VersionBound.After(version), VersionBound.Maximum);
        if (!_solver.Solution.TryGetUnchanging(package, out var fixedTerm))
            return beyond;
        var allowed = _ranges[fixedTerm.Range];
        return beyond.Intersect(fixedTerm.IsPositive ? allowed : allowed.Complement());
    }
}
