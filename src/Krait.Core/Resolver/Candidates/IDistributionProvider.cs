using Krait.Indexes;
using Krait.Requirements;
using Krait.Sources;

namespace Krait.Resolver;

/// <summary>
/// What the resolver asks the world. What is at hand is answered at once, in a completed task; what is not is
/// fetched meanwhile. The resolver calls from one place at a time.
/// </summary>
public interface IDistributionProvider
{
    /// <summary>Starts to fetch what indexes have of a project; returns at once, throws nothing.</summary>
    void PrefetchProject(PackageName name);

    /// <summary>What indexes have of a project.</summary>
    ValueTask<ProjectListing> GetProjectAsync(PackageName name, CancellationToken cancellation);

    /// <summary>Starts to fetch what a file of a project says of itself; returns at once, throws nothing.</summary>
    void PrefetchMetadata(ProjectFiles project, int file);

    /// <summary>What a file of a project says of itself.</summary>
    ValueTask<MetadataAnswer> GetMetadataAsync(
        ProjectFiles project,
        int file,
        CancellationToken cancellation
    );

    /// <summary>The distribution at a requirement's address (<see cref="Requirement.Url"/>); fetches nothing.</summary>
    /// <exception cref="DistributionException">It is of a kind that is not supported, or of another package.</exception>
    Distribution ReadDirect(Requirement requirement);

    /// <summary>What a distribution at an address says of itself.</summary>
    ValueTask<MetadataAnswer> GetMetadataAsync(Distribution distribution, CancellationToken cancellation);
}
