using Krait.Requirements;
using Krait.Sources;
using Krait.Versions;

namespace Krait.Resolver;

/// <content>Turns the decisions into the answer.</content>
internal sealed partial class ResolutionRun
{
    private Resolution Answer()
    {
        SortedDictionary<PackageName, Found> found = [];
        Dictionary<int, int> decided = [];
        foreach (var (package, range) in _solver.Solution.Decisions)
            decided.Add(package, range);
        foreach (var (package, range) in _solver.Solution.Decisions)
        {
            var what = _packages[package];
            if (what.Kind != SolverPackageKind.Package || what.Marker.Length > 0)
                continue;
            if (!found.TryGetValue(what.Name, out var entry))
                found.Add(what.Name, entry = new(_packages.ProjectOf(package), VersionOf(range)));
            if (what.HasExtra)
                entry.Extras.Add(what.Extra);
        }
        var edges = Edges(decided, found);
        var packages = found.Select(pair => Package(pair.Key, pair.Value)).ToList();
        CheckWheels(packages);
        WarnAboutExtras(packages);
        WarnAboutYanks(packages);
        if (_input.Mode == ResolutionMode.Lowest)
            WarnAboutLowerBounds(packages);
        return new(packages, edges, _warnings);
    }

    private List<ResolutionEdge> Edges(
        Dictionary<int, int> decided,
        SortedDictionary<PackageName, Found> found
    )
    {
        List<ResolutionEdge> edges = [];
        foreach (var (package, range) in decided)
        {
            var source = _packages[package];
            if (
                source.Kind is not (SolverPackageKind.Package or SolverPackageKind.Root)
                || !_dependencies.TryGetValue((package, range), out var dependencies)
            )
                continue;
            var isRoot = source.Kind == SolverPackageKind.Root;
            foreach (var dependency in dependencies)
            {
                var target = _packages[dependency.Package];
                if (!target.IsNamed || target.Name == source.Name || !decided.ContainsKey(dependency.Package))
                    continue;
                if (!isRoot)
                    found[target.Name].RequiredBy.Add(source.Name);
                ResolutionEdge edge = new(
                    isRoot ? null : source.Name,
                    source.HasExtra ? source.Extra : null,
                    target.Name,
                    null,
                    target.Marker
                );
                edges.Add(edge);
                if (target.HasExtra)
                    edges.Add(edge with { ToExtra = target.Extra });
            }
        }
        return edges;
    }

    private sealed record Found(int Project, PackageVersion Version)
    {
        public SortedSet<ExtraName> Extras { get; } = [];

        public SortedSet<PackageName> RequiredBy { get; } = [];
    }

    private PackageVersion VersionOf(int singleton) => _ranges[singleton][0].Lower.Version;

    private ResolvedPackage Package(PackageName name, Found found)
    {
        _metadata.TryGetValue((found.Project, found.Version), out var metadata);
        return new(HashesOf(name, found), ReleaseOf(found))
        {
            Name = name,
            Version = _pins.TryGetValue((found.Project, found.Version), out var pin)
                ? pin.Version
                : _addresses[found.Project]!.Distribution.Version,
            Distribution = DistributionOf(name, found),
            Extras = [.. found.Extras],
            RequiredBy = [.. found.RequiredBy],
            Metadata = metadata,
        };
    }

    private Distribution? DistributionOf(PackageName name, Found found)
    {
        if (_addresses[found.Project] is { } address)
            return address.Distribution;
        var pin = _pins[(found.Project, found.Version)];
        return pin.Reader?.Files is { } files
            ? new RegistryDistribution(name, files.File(pin.Release.Installed), files.Index)
            : null;
    }

    /// <summary>Where what is chosen was listed; null for what is installed or has an address of its own.</summary>
    private ReleaseFiles? ReleaseOf(Found found) =>
        _addresses[found.Project] is null && _pins[(found.Project, found.Version)].Reader is { } reader
            ? new ReleaseFiles(reader, reader.Files.Find(found.Version))
            : null;

    /// <summary>Hashes kept with a preferred version, which stand for those of the files; null if there are none.</summary>
    private IReadOnlyList<string>? HashesOf(PackageName name, Found found)
    {
        foreach (var preference in _manifest.PreferencesOf(name))
        {
            if (preference.Version == found.Version && preference.Hashes.Count > 0)
                return preference.Hashes;
        }
        return null;
    }

    /// <summary>What will be installed must be a wheel, as long as nothing is built.</summary>
    private void CheckWheels(List<ResolvedPackage> packages)
    {
        if (!_input.RequireWheels)
            return;
        foreach (var package in packages)
        {
            if (package.Distribution is RegistryDistribution { IsWheel: false })
                throw NeedsBuild(package.Name, package.Version);
        }
    }

    private void WarnAboutExtras(List<ResolvedPackage> packages)
    {
        foreach (var package in packages)
        {
            foreach (var extra in package.Extras)
            {
                if (package.Metadata is { } metadata && !metadata.Extras.Contains(extra))
                    _warnings.Add($"The package `{Spelled(package)}` does not have an extra named `{extra}`");
            }
        }
    }

    private static string Spelled(ResolvedPackage package) =>
        package.Distribution?.Describe() ?? $"{package.Name}=={package.Version}";

    private void WarnAboutYanks(List<ResolvedPackage> packages)
    {
        foreach (var package in packages)
        {
            if (package.Distribution is not RegistryDistribution { File.IsYanked: true } listed)
                continue;
            var reason = listed.File.YankReason;
            _warnings.Add(
                string.IsNullOrEmpty(reason)
                    ? $"`{Spelled(package)}` is yanked"
                    : $"`{Spelled(package)}` is yanked (reason: \"{reason}\")"
            );
        }
    }

    /// <summary>With the lowest versions of all, a requirement without a lower bound leads far back.</summary>
    private void WarnAboutLowerBounds(List<ResolvedPackage> packages)
    {
        var byName = packages.ToDictionary(package => package.Name);
        foreach (var package in packages)
        {
            if (_manifest.IsDirect(package.Name) || _manifest.HasLowerBound(package.Name))
                continue;
            var isBound = package.RequiredBy.Any(parent =>
                byName[parent]
                    .Metadata?.Requires.Any(requirement =>
                        requirement.Name == package.Name && Manifest.HasLowerBound(requirement)
                    ) == true
            );
            if (!isBound)
                _warnings.Add(
                    $"The transitive dependency `{package.Name}` is unpinned. Consider setting a lower bound with a "
                        + "constraint when using `--resolution lowest` to avoid using outdated versions."
                );
        }
    }
}
