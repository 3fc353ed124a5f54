using System.Globalization;
using Krait.Indexes;
using Krait.Requirements;
using Krait.Versions;

namespace Krait.Resolver;

/// <summary>What the reader of a proof can do next.</summary>
internal sealed partial class ExplanationHints(
    ResolverInput input,
    KnownVersions known,
    CandidateSelector selector,
    Func<PackageName, ProjectCandidates?> find,
    IReadOnlyList<(PackageName Name, PackageVersion Version, MetadataAnswer Answer)> incomplete
)
{
    private readonly List<string> _hints = [];
    private readonly HashSet<(string Kind, string Package)> _told = [];

    /// <summary>The hints for a proof, in the order of its facts; each kind once a package.</summary>
    public IReadOnlyList<string> Of(Proof proof)
    {
        var requested = RequestedRanges(proof);
        foreach (var fact in Proof.FactsInOrder(proof))
        {
            switch (fact)
            {
                case UnavailableFact { Reason.Kind: not UnavailableKind.EmptyRequirement } gone
                    when gone.Package.IsNamed:
                    Prereleases(gone.Package.Name, gone.Versions, requested);
                    Sources(gone.Package.Name, gone.Versions, gone.Reason.Kind);
                    LaterIndex(gone.Package.Name, gone.Versions);
                    Refusals(gone.Package.Name);
                    Files(gone.Package.Name, gone.Versions, gone.Reason.Kind);
                    break;
                case NoVersionsFact none when none.Package.IsNamed:
                    Prereleases(none.Package.Name, none.Versions, requested);
                    Sources(none.Package.Name, none.Versions, UnavailableKind.NoDistributions);
                    LaterIndex(none.Package.Name, none.Versions);
                    TooNew(none.Package.Name, none.Versions);
                    break;
                case DependencyFact { Dependency.Kind: SolverPackageKind.TargetPython } need
                    when !input.Python.IsInstalled:
                    Python(need);
                    break;
                default:
                    break;
            }
        }
        return _hints;
    }

    private void Tell(string kind, string package, string hint)
    {
        if (_told.Add((kind, package)))
            _hints.Add(hint);
    }

    private static Dictionary<PackageName, List<VersionRanges>> RequestedRanges(Proof proof)
    {
        Dictionary<PackageName, List<VersionRanges>> requested = [];
        foreach (var fact in Proof.FactsInOrder(proof))
        {
            if (fact is not DependencyFact need || !need.Dependency.IsNamed)
                continue;
            if (!requested.TryGetValue(need.Dependency.Name, out var ranges))
                requested.Add(need.Dependency.Name, ranges = []);
            ranges.Add(need.Needed);
        }
        return requested;
    }

    private void Prereleases(
        PackageName name,
        VersionRanges versions,
        Dictionary<PackageName, List<VersionRanges>> requested
    )
    {
        if (selector.PrereleasesOf(name) != PrereleaseMode.Disallow)
            return;
        var option = input.PrereleasesOf.ContainsKey(name)
            ? $"--prerelease-package {name}=allow"
            : "--prerelease=allow";
        var asked = requested.TryGetValue(name, out var ranges) ? ranges.Find(NamesPrerelease) : null;
        if (asked is not null)
        {
            var range = PackageRange.ForCompatibility(SolverPackage.Plain(name), asked);
            Tell(
                "requested",
                name.Value,
                $"`{name}` was requested with a pre-release marker (e.g., {range}), but pre-releases weren't enabled (try: `{option}`)"
            );
            return;
        }
        if (!known.TryGet(SolverPackage.Plain(name), out var all))
            return;
        for (var i = all.Count - 1; i >= 0; i--)
        {
            if (!all[i].IsPrerelease || !versions.Contains(all[i]))
                continue;
            Tell(
                "available",
                name.Value,
                $"Pre-releases are available for `{name}` in the requested range (e.g., {all[i]}), but pre-releases weren't enabled (try: `{option}`)"
            );
            return;
        }
    }

    private static bool NamesPrerelease(VersionRanges ranges)
    {
        for (var i = 0; i < ranges.Count; i++)
        {
            var (lower, upper) = ranges[i];
            if (lower != VersionBound.Minimum && IsNamed(lower.Version))
                return true;
            if (upper != VersionBound.Maximum && IsNamed(upper.Version))
                return true;
        }
        return false;

        // `.dev0` alone is how prefixes and "less than" are bounded.
        static bool IsNamed(PackageVersion version) =>
            version.IsPrerelease
            && version is not { DevelopmentNumber: 0, PrereleaseKind: PrereleaseKind.None };
    }

    private void Sources(PackageName name, VersionRanges versions, UnavailableKind kind)
    {
        switch (kind)
        {
            case UnavailableKind.NoIndex when !input.HasLinks:
                Tell(
                    "no-index",
                    "",
                    "Packages were unavailable because index lookups were disabled and no additional package locations were provided (try: `--find-links <uri>`)"
                );
                break;
            case UnavailableKind.NotInCache or UnavailableKind.NotDownloaded:
                Tell(
                    "offline",
                    "",
                    "Packages were unavailable because the network was disabled. When the network is disabled, registry packages may only be read from the cache."
                );
                break;
            default:
                break;
        }
        foreach (var (package, version, answer) in incomplete)
        {
            if (package != name || !versions.Contains(version) || answer.Detail.Length == 0)
                continue;
            var text = answer.State switch
            {
                MetadataState.Invalid =>
                    $"Metadata for `{name}` (v{version}) could not be parsed:\n  {answer.Detail}",
                MetadataState.Inconsistent =>
                    $"Metadata for `{name}` (v{version}) was inconsistent:\n  {answer.Detail}",
                MetadataState.InvalidStructure =>
                    $"The structure of `{name}` (v{version}) was invalid:\n  {answer.Detail}",
                MetadataState.Refused =>
                    $"Metadata for `{name}` (v{version}) could not be fetched; the server returned: `{answer.Detail}`",
                _ => null,
            };
            if (text is not null)
                Tell("incomplete", name.Value, text);
        }
    }

    private void TooNew(PackageName name, VersionRanges versions)
    {
        if (find(name) is not { } project || project.Readers.Length == 0)
            return;
        if (ReleaseReader.CutoffOf(input, name) is not { } cutoff || project.Known.Any(versions.Contains))
            return;
        PackageVersion? latest = null;
        long? published = null;
        foreach (var reader in project.Readers.Where(reader => reader.Cutoff is not null))
        {
            for (var i = reader.Files.VersionCount - 1; i >= 0; i--)
            {
                var version = reader.Files.Versions[i];
                if (!versions.Contains(version) || (latest is { } best && best >= version))
                    continue;
                latest = version;
                published = FirstUpload(reader.Files, i);
            }
        }
        if (latest is not { } found)
            return;
        var when = published is { } time ? $", published at {Timestamp(time)}" : "";
        var news = RangeReading.IsSingle(versions)
            ? published is null
                ? ""
                : $" The requested version, v{found}, was published at {Timestamp(published.Value)}."
            : $" The latest version satisfying the requirement is v{found}{when}.";
        var (setting, advice) = input.ExcludeNewerOf.ContainsKey(name)
            ? ("exclude-newer-package", "Consider removing the setting or updating it to a later date.")
            : (
                "exclude-newer",
                "Consider using `exclude-newer-package` to override the cutoff for this package."
            );
        Tell(
            "too-new",
            name.Value,
            $"`{name}` was filtered by `{setting}` to only include packages uploaded before {Timestamp(cutoff)}.{news} {advice}"
        );
    }

    private static long? FirstUpload(ProjectFiles files, int version)
    {
        var (start, end) = files.FilesOf(version);
        long? first = null;
        for (var file = start; file < end; file++)
        {
            if (files.UploadTime(file) is { } time && (first is null || time < first))
                first = time;
        }
        return first;
    }

    /// <summary>Milliseconds since 1970 as RFC 3339 writes them.</summary>
    internal static string Timestamp(long milliseconds)
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        var pattern =
            milliseconds % 1000 == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'";
        return time.ToString(pattern, CultureInfo.InvariantCulture);
    }
}
