using System.Runtime.InteropServices;
using Krait.Requirements;
using Krait.Sources;
using Krait.Versions;

namespace Krait.Resolver;

internal sealed partial class ResolutionRun
{
    private readonly Dictionary<(int Project, PackageVersion Version), WheelMetadata> _metadata = [];
    private readonly Dictionary<(int Project, PackageVersion Version, ExtraName Extra), List<Need>> _needs =
    [];
    private readonly HashSet<string> _toldUnpinned = new(StringComparer.Ordinal);

    /// <summary>What a version of a package needs: a package, and which versions of it.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Dependency(int Package, int Range, Requirement? Address);

    /// <summary>Tries a version: learns what it needs, and decides for it unless that conflicts.</summary>
    private async ValueTask TryAsync(int package, PackageVersion version, CancellationToken cancellation)
    {
        var what = _packages[package];
        CountTried(package, version);
        if (what.IsNamed)
            _progress?.Report(new KraitEvent.Resolving(what.Name.Value, version.ToString()));
        var singleton = SingletonOf(package, version);
        if (_dependencies.ContainsKey((package, singleton)))
        {
            _solver.Solution.Decide(package, singleton);
            return;
        }
        var dependencies = await DependenciesAsync(package, version, cancellation).ConfigureAwait(false);
        if (dependencies is null)
            return;
        _dependencies.Add((package, singleton), dependencies);
        Meet(package, dependencies);
        foreach (var dependency in dependencies)
        {
            var target = _packages[dependency.Package];
            if (!target.IsProxy)
                continue;
            var plain = NumberOf(SolverPackage.Plain(target.Name));
            _solver.AddDependency(dependency.Package, dependency.Range, plain, dependency.Range);
        }
        var pairs = new (int, int)[dependencies.Count];
        for (var i = 0; i < pairs.Length; i++)
            pairs[i] = (dependencies[i].Package, dependencies[i].Range);
        var conflict = _solver.AddDependenciesAndDecide(
            package,
            singleton,
            WidenedRange(package, version),
            pairs
        );
        if (conflict >= 0)
            _conflicts.Record(package, package, _solver.Store.TermsOf(conflict));
    }

    /// <summary>What a version needs; null if that made it unusable, which the solver then knows.</summary>
    private async ValueTask<List<Dependency>?> DependenciesAsync(
        int package,
        PackageVersion version,
        CancellationToken cancellation
    )
    {
        var what = _packages[package];
        switch (what.Kind)
        {
            case SolverPackageKind.Root:
                return Convert(package, version, _manifest.RootNeeds());
            case SolverPackageKind.Marker:
                return
                [
                    Exactly(SolverPackage.Plain(what.Name), version),
                    Exactly(new(SolverPackageKind.Package, what.Name, default, what.Marker), version),
                ];
            case SolverPackageKind.Extra:
                List<Dependency> both =
                [
                    Exactly(SolverPackage.Plain(what.Name), version),
                    Exactly(new(SolverPackageKind.Package, what.Name, what.Extra, ""), version),
                ];
                if (what.Marker.Length > 0)
                {
                    both.Add(
                        Exactly(new(SolverPackageKind.Package, what.Name, default, what.Marker), version)
                    );
                    both.Add(
                        Exactly(new(SolverPackageKind.Package, what.Name, what.Extra, what.Marker), version)
                    );
                }
                return both;
        }
        if (_input.NoDependencies)
            return [];
        var project = _packages.ProjectOf(package);
        var key = (project, version, what.Extra);
        if (!_needs.TryGetValue(key, out var needs))
        {
            var metadata = await GetMetadataAsync(package, project, version, cancellation)
                .ConfigureAwait(false);
            if (metadata is null)
                return null;
            needs = _manifest.NeedsOf(what.Name, metadata.Requires, what.Extra.Value);
            _needs.Add(key, needs);
        }
        var dependencies = Convert(package, version, needs);
        if (CudaOf(project, version) is { } cuda)
            dependencies?.Add(new(NumberOf(SolverPackage.Cuda), _ranges.SingletonOf(NoProject, cuda), null));
        return dependencies;
    }

    /// <summary>The CUDA that what is chosen was built for; null where that does not matter.</summary>
    private PackageVersion? CudaOf(int project, PackageVersion version) =>
        _addresses[project] is null ? _pins[(project, version)].Reader?.Files.Index.Cuda : null;

    private Dependency Exactly(SolverPackage package, PackageVersion version)
    {
        var number = NumberOf(package);
        return new(number, SingletonOf(number, version), null);
    }

    private async ValueTask<WheelMetadata?> GetMetadataAsync(
        int package,
        int project,
        PackageVersion version,
        CancellationToken cancellation
    )
    {
        if (_metadata.TryGetValue((project, version), out var known))
            return known;
        var name = _packages.NameOf(project);
        var answer = _addresses[project] is { } address
            ? await WaitAsync(_provider.GetMetadataAsync(address.Distribution, cancellation))
                .ConfigureAwait(false)
            : await GetListedMetadataAsync(project, version, cancellation).ConfigureAwait(false);
        if (answer.Metadata is not { } metadata)
        {
            if (answer.State == MetadataState.NeedsBuild)
                throw NeedsBuild(name, version);
            var reason = new UnavailableReason(
                answer.State switch
                {
                    MetadataState.Offline => UnavailableKind.NotDownloaded,
                    MetadataState.Invalid => UnavailableKind.InvalidMetadata,
                    MetadataState.Inconsistent => UnavailableKind.InconsistentMetadata,
                    MetadataState.InvalidStructure => UnavailableKind.InvalidStructure,
                    _ => UnavailableKind.VersionRefused,
                },
                answer.State == MetadataState.Refused ? answer.Detail : ""
            );
            NoteIncomplete(name, version, answer);
            _solver.AddUnavailable(package, WidenedRange(package, version), NumberOf(reason));
            return null;
        }
        if (metadata.RequiresPython is { } python && !_input.Python.IsSupportedBy(python))
        {
            var reason = new UnavailableReason(UnavailableKind.RequiresPython, python.ToString());
            _solver.AddUnavailable(package, WidenedRange(package, version), NumberOf(reason));
            return null;
        }
        _metadata.Add((project, version), metadata);
        return metadata;
    }

    private async ValueTask<MetadataAnswer> GetListedMetadataAsync(
        int project,
        PackageVersion version,
        CancellationToken cancellation
    )
    {
        var pin = _pins[(project, version)];
        if (pin.IsInstalled)
        {
            return _input.Installed[_packages.NameOf(project)].ReadMetadata() is { } installed
                ? MetadataAnswer.Of(installed)
                : new(MetadataState.Invalid, null);
        }
        var files = pin.Reader!.Files;
        return await WaitAsync(_provider.GetMetadataAsync(files, pin.Release.File, cancellation))
            .ConfigureAwait(false);
    }

    private List<Dependency>? Convert(int package, PackageVersion version, List<Need> needs)
    {
        List<Dependency> dependencies = new(needs.Count);
        foreach (var (requirement, marker) in needs)
        {
            var ranges = requirement.Url is null ? requirement.Specifiers.ToRanges() : VersionRanges.All;
            if (ranges.IsEmpty)
            {
                var reason = new UnavailableReason(
                    UnavailableKind.EmptyRequirement,
                    TextOfEmpty(requirement)
                );
                _solver.AddUnavailable(package, WidenedRange(package, version), NumberOf(reason));
                return null;
            }
            var range = _ranges.NumberOfWritten(_packages.ProjectNumberOf(requirement.Name), ranges);
            var address = requirement.Url is null ? null : requirement;
            if (requirement.Extras.Count == 0)
            {
                dependencies.Add(
                    new(NumberOf(SolverPackage.For(requirement.Name, default, marker)), range, address)
                );
                continue;
            }
            foreach (var extra in requirement.Extras)
            {
                dependencies.Add(
                    new(NumberOf(SolverPackage.For(requirement.Name, extra, marker)), range, address)
                );
            }
        }
        return dependencies;
    }

    private static string TextOfEmpty(Requirement requirement)
    {
        var name = new Requirement(requirement.Name) { Extras = requirement.Extras }.ToString();
        var list = string.Join(
            " and ",
            requirement
                .Specifiers.OrderBy(specifier => specifier.Version)
                .ThenBy(specifier => specifier.Operator)
                .Select(specifier => name + specifier)
        );
        return requirement.Specifiers.Count > 1
            ? $"{list}, which are incompatible"
            : $"{list}, which does not allow any versions";
    }

    /// <summary>The gap around the version: nothing else lies there, so what is true of the version is true of it.</summary>
    private int WidenedRange(int package, PackageVersion version)
    {
        var project = _packages.ProjectOf(package);
        return project >= 0 && _addresses[project] is null && _projects[project] is { } candidates
            ? _ranges.NumberOf(project, candidates.GapAround(version))
            : _ranges.SingletonOf(project, version);
    }
}
