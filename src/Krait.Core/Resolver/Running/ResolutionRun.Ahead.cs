using Krait.Indexes;
using Krait.Requirements;
using Krait.Sources;
using Krait.Versions;

namespace Krait.Resolver;

/// <content>
/// Follows what likely versions need while the resolution waits, as far as it leads: a long chain of packages then costs a wait a
/// link, not one for each package in turn. None of it is decided here, and the solver knows nothing of it.
/// </content>
internal sealed partial class ResolutionRun
{
    private readonly Arrivals _arrivals = new();
    private readonly Dictionary<PackageName, ProjectCandidates> _foreseen = [];
    private readonly HashSet<PackageName> _sought = [];
    private readonly HashSet<(PackageName Name, PackageVersion Version)> _followed = [];
    private readonly Dictionary<PackageName, HashSet<ExtraName>> _extras = [];

    /// <summary>Follows the version that would be chosen within a range.</summary>
    /// <param name="candidates">The project.</param>
    /// <param name="range">What is known to be asked of it.</param>
    /// <param name="isLate">Whether its listing had to be waited for.</param>
    private void Follow(ProjectCandidates candidates, VersionRanges range, bool isLate = false)
    {
        if (_selector.Select(candidates, range) is not { IsUsable: true } candidate)
            return;
        if (candidate.RequiresPython is not { } python || _input.Python.IsSupportedBy(python))
            Follow(candidates.Name, candidate, isLate);
    }

    /// <summary>
    /// Has a version's metadata fetched, and then what it needs. Where all is at hand nothing is: the solver is there at once, and
    /// the way would be gone twice.
    /// </summary>
    private void Follow(PackageName name, in Candidate candidate, bool isLate)
    {
        if (candidate.Reader is not { } reader || !reader.Files.IsWheel(candidate.Release.File))
            return;
        var version = candidate.Version;
        var answer = _provider.GetMetadataAsync(reader.Files, candidate.Release.File, CancellationToken.None);
        if (isLate || !answer.IsCompleted)
            _arrivals.Expect(answer, come => Foresee(name, version, come.Metadata));
    }

    /// <summary>Follows what a version needs.</summary>
    private void Foresee(PackageName name, PackageVersion version, WheelMetadata? metadata)
    {
        if (metadata is null || !_followed.Add((name, version)))
            return;
        if (metadata.RequiresPython is { } python && !_input.Python.IsSupportedBy(python))
            return;
        Foresee(_manifest.NeedsOf(name, metadata.Requires, ""));
        if (!_extras.TryGetValue(name, out var extras))
            return;
        foreach (var extra in extras.ToArray())
            Foresee(_manifest.NeedsOf(name, metadata.Requires, extra.Value));
    }

    /// <summary>Follows what is needed of projects that the solver does not know yet.</summary>
    private void Foresee(List<Need> needs)
    {
        foreach (var (requirement, _) in needs)
        {
            var name = requirement.Name;
            foreach (var extra in requirement.Extras)
                NoteExtra(name, extra);
            if (requirement.Url is not null || _packages.TryGetProject(name, out _) || !_sought.Add(name))
                continue;
            var range = requirement.Specifiers.ToRanges();
            _arrivals.Expect(
                _provider.GetProjectAsync(name, CancellationToken.None),
                come => Follow(Foreseen(come), range, isLate: true)
            );
        }
    }

    private void NoteExtra(PackageName name, ExtraName extra)
    {
        if (!_extras.TryGetValue(name, out var extras))
            _extras[name] = extras = [];
        extras.Add(extra);
    }

    /// <summary>A project's candidates; the solver gets the same ones.</summary>
    private ProjectCandidates Foreseen(ProjectListing listing)
    {
        if (!_foreseen.TryGetValue(listing.Name, out var candidates))
        {
            candidates = new(_input, listing, _manifest.AllowedYanksOf(listing.Name));
            _foreseen.Add(listing.Name, candidates);
        }
        return candidates;
    }
}
