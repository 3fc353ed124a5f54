using Krait.Requirements;
using Krait.Versions;

namespace Krait.Resolver;

/// <summary>Chooses which version of a project to try next.</summary>
internal sealed partial class CandidateSelector(ResolverInput input, Manifest manifest)
{
    private enum Stage
    {
        All,
        Stable,
        Prerelease,
    }

    /// <summary>What to do with pre-releases of a package.</summary>
    public PrereleaseMode PrereleasesOf(PackageName name)
    {
        var mode = input.PrereleasesOf.TryGetValue(name, out var own) ? own : input.Prereleases;
        if (mode != PrereleaseMode.Explicit)
            return mode;
        return manifest.NamesPrerelease(name) ? PrereleaseMode.IfNecessary : PrereleaseMode.Disallow;
    }

    /// <summary>Whether higher versions come first.</summary>
    public bool TakesHighest(PackageName name) =>
        input.Mode switch
        {
            ResolutionMode.Highest => true,
            ResolutionMode.Lowest => false,
            _ => !manifest.IsDirect(name),
        };

    /// <summary>
    /// The version to try within a range. It need not be usable: the solver then learns why. Null if there is none.
    /// </summary>
    public Candidate? Select(ProjectCandidates project, VersionRanges range)
    {
        var prereleases = PrereleasesOf(project.Name);
        if (SelectPreferred(project, range, prereleases) is { } preferred)
            return preferred;
        var installed =
            input.Installed.TryGetValue(project.Name, out var known) && range.Contains(known.Version)
                ? new Candidate(known.Version, null, default)
                : (Candidate?)null;
        if (installed is not null && !input.Upgrade && !input.UpgradeOf.Contains(project.Name))
            return installed;
        var best = SelectListed(project, range, prereleases);
        if (installed is not { } kept)
            return best;
        if (best is not { } found)
            return kept;
        var order = kept.Version.CompareTo(found.Version);
        return (TakesHighest(project.Name) ? order >= 0 : order <= 0) ? kept : found;
    }

    /// <summary>As <see cref="Select"/>, of what indexes have alone.</summary>
    public Candidate? SelectListed(ProjectCandidates project, VersionRanges range) =>
        SelectListed(project, range, PrereleasesOf(project.Name));

    private Candidate? SelectListed(
        ProjectCandidates project,
        VersionRanges range,
        PrereleaseMode prereleases
    )
    {
        var highest = TakesHighest(project.Name);
        foreach (var group in project.Groups)
        {
            var found = prereleases switch
            {
                PrereleaseMode.Allow => SelectFrom(group, range, Stage.All, highest),
                PrereleaseMode.Disallow => SelectFrom(group, range, Stage.Stable, highest),
                _ => SelectFrom(group, range, Stage.Stable, highest)
                    ?? SelectFrom(group, range, Stage.Prerelease, highest),
            };
            if (found is not null)
                return found;
        }
        return null;
    }

    private static Candidate? SelectFrom(
        ReleaseReader[] group,
        VersionRanges range,
        Stage stage,
        bool highest
    ) =>
        group is [var only]
            ? SelectFrom(only, range, stage, highest)
            : SelectAcross(group, range, stage, highest);

    /// <summary>Walks the intervals of the range, and the releases in each, best first.</summary>
    private static Candidate? SelectFrom(ReleaseReader reader, VersionRanges range, Stage stage, bool highest)
    {
        var versions = reader.Files.Versions;
        for (var i = 0; i < range.Count; i++)
        {
            var (lower, upper) = range[highest ? range.Count - 1 - i : i];
            var start = FirstAbove(versions, lower);
            var end = FirstAbove(versions, upper);
            for (var step = 0; step < end - start; step++)
            {
                var at = highest ? end - 1 - step : start + step;
                if (IsSkipped(versions[at], stage) || !reader.IsOldEnough(at, orUnknown: true))
                    continue;
                var release = reader[at];
                if (release.State != ReleaseState.TooNew)
                    return new(versions[at], reader, release);
            }
        }
        return null;
    }

    /// <summary>The best version that any index has; of one version the first index where it can be used.</summary>
    private static Candidate? SelectAcross(
        ReadOnlySpan<ReleaseReader> readers,
        VersionRanges range,
        Stage stage,
        bool highest
    )
    {
        Candidate? best = null;
        foreach (var reader in readers)
        {
            if (SelectFrom(reader, range, stage, highest) is not { } found)
                continue;
            var order = best is { } known ? found.Version.CompareTo(known.Version) : 0;
            if (
                best is null
                || (highest ? order > 0 : order < 0)
                || (order == 0 && found.IsUsable && !best.Value.IsUsable)
            )
                best = found;
        }
        return best;
    }

    private static bool IsSkipped(PackageVersion version, Stage stage) =>
        stage switch
        {
            Stage.Stable => version.IsPrerelease,
            Stage.Prerelease => !version.IsPrerelease,
            _ => false,
        };

    private static int FirstAbove(ReadOnlySpan<PackageVersion> versions, VersionBound bound)
    {
        var low = 0;
        var high = versions.Length;
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (bound.IsBelow(versions[middle]))
                high = middle;
            else
                low = middle + 1;
        }
        return low;
    }
}
