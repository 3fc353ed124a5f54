using Krait.Indexes;
using Krait.Requirements;
using Krait.Versions;

namespace Krait.Resolver;

internal sealed partial class ExplanationHints
{
    /// <summary>An index that was not asked since one before it has the project, though not in a version that is wanted.</summary>
    private void LaterIndex(PackageName name, VersionRanges versions)
    {
        if (
            find(name) is not { Unasked: { } next, Readers: [.., var reader] }
            || versions.Equals(VersionRanges.All)
        )
            return;
        var range = PackageRange.ForCompatibility(SolverPackage.Plain(name), versions);
        Tell(
            "later",
            name.Value,
            $"`{name}` was found on {reader.Files.Index}, but not at the requested version ({range}). A compatible version may be available on a subsequent index (e.g., {next}). "
                + "By default, only versions on the first index that has a package are considered, to avoid dependency confusion attacks. "
                + "If all indexes are equally trusted, use `--index-strategy unsafe-best-match` to consider all versions from all indexes, whatever their order."
        );
    }

    /// <summary>Indexes that did not let us in, so that nobody knows whether they have the project.</summary>
    private void Refusals(PackageName name)
    {
        foreach (var problem in find(name)?.Problems ?? [])
        {
            var hint = problem.Kind switch
            {
                IndexProblemKind.Unauthorized =>
                    $"An index URL ({problem.Index}) could not be queried due to a lack of valid authentication credentials (401 Unauthorized)",
                IndexProblemKind.Forbidden =>
                    $"An index ({problem.Index}) returned a 403 Forbidden error. Check that the index URL is correct and the credentials are valid.",
                _ => null,
            };
            if (hint is not null)
                Tell("refusal", problem.Index.Key, hint);
        }
    }
}
