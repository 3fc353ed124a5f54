using Krait.Requirements;
using Krait.Versions;

namespace Krait.Resolver;

/// <content>Tells why there is no answer.</content>
internal sealed partial class ResolutionRun
{
    private readonly List<(PackageName Name, PackageVersion Version, MetadataAnswer Answer)> _incomplete = [];

    private void NoteIncomplete(PackageName name, PackageVersion version, MetadataAnswer answer) =>
        _incomplete.Add((name, version, answer));

    private ResolutionException Failure()
    {
        KnownVersions known = new();
        for (var project = 0; project < _packages.ProjectCount; project++)
        {
            // What was only looked ahead at depends on how fast it came: it is left out.
            if (_looked.Contains(project) && _projects[project] is { } candidates)
                known.Add(candidates.Name, candidates.Known);
        }
        var proof = ProofReduction.Reduce(
            ProofBuilder.Build(_solver, _ranges, new SpokenPackages(_packages, _input.Python), _reasons),
            known,
            package => package.IsNamed && _selector.PrereleasesOf(package.Name) == PrereleaseMode.Disallow
        );
        ExplanationWords words = new(known, _input.Python, TagOf);
        return new ResolutionException(
            "No solution found when resolving dependencies",
            new ResolutionException(Explanation.Tell(proof, words))
        )
        {
            Hints = [.. new ExplanationHints(_input, known, _selector, FindProject, _incomplete).Of(proof)],
        };
    }

    private ProjectCandidates? FindProject(PackageName name) =>
        _packages.TryGetProject(name, out var project) ? _projects[project] : null;

    /// <summary>The tag that was looked for in vain.</summary>
    private string TagOf(UnavailableReason reason) => TargetTags.Example(_input.Tags, reason.Kind);

    private static ResolutionException Unreadable(string what, MetadataAnswer answer) =>
        new(
            answer.State switch
            {
                MetadataState.Offline =>
                    $"Network connectivity is disabled, but the metadata of {what} wasn't found in the cache",
                MetadataState.NeedsBuild => $"{what} has no wheel; building from source is not supported yet",
                _ => $"Failed to read the metadata of {what}",
            },
            answer.Detail.Length == 0 ? null : new DistributionException(answer.Detail)
        );

    private static ResolutionException NeedsBuild(PackageName name, PackageVersion version) =>
        new($"`{name}=={version}` has no usable wheel, and building from source is not supported yet")
        {
            Hints =
            [
                $"Ask for another version of `{name}`, or pass `--only-binary {name}` to look for the newest version with a usable wheel",
            ],
        };
}
