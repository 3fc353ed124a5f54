using Krait.Indexes;
using Krait.Requirements;

namespace Krait.Resolver;

internal sealed partial class ExplanationHints
{
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
