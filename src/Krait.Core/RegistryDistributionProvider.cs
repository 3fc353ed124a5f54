using System.Diagnostics.CodeAnalysis;
using Krait.Archives;
using Krait.Indexes;
using Krait.Requirements;
using Krait.Resolver;
using Krait.Sources;

namespace Krait;

/// <summary>
/// Answers the resolver from indexes and distributions. What the cache knows is answered at once, without a task.
/// </summary>
/// <param name="indexes">Lists projects.</param>
/// <param name="metadata">Reads metadata.</param>
/// <param name="folder">What relative paths in requirements are relative to; absolute.</param>
/// <param name="background">Takes what is fetched, which may be more than is waited for.</param>
/// <param name="isOffline">Whether the network may not be used.</param>
internal sealed class RegistryDistributionProvider(
    IndexClient indexes,
    MetadataClient metadata,
    string folder,
    BackgroundTasks background,
    bool isOffline
) : IDistributionProvider
{
    /// <inheritdoc/>
    public void PrefetchProject(PackageName name)
    {
        try
        {
            if (!indexes.TryGet(name, null, out _))
                _ = Begun(indexes.GetAsync(name, null, background.Token));
        }
        catch (IndexException)
        {
            // Told when the listing is asked for.
            return;
        }
    }

    /// <inheritdoc/>
    public ValueTask<ProjectListing> GetProjectAsync(PackageName name, CancellationToken cancellation)
    {
        try
        {
            return indexes.TryGet(name, null, out var listing)
                ? ValueTask.FromResult(listing)
                : new(Begun(indexes.GetAsync(name, null, background.Token)).WaitAsync(cancellation));
        }
        catch (IndexException exception)
        {
            return ValueTask.FromException<ProjectListing>(exception);
        }
    }

    /// <inheritdoc/>
    public void PrefetchMetadata(ProjectFiles project, int file)
    {
        if (!TryRead(project, file, out _))
            _ = Begun(metadata.GetAsync(project, file, background.Token));
    }

    /// <inheritdoc/>
    public ValueTask<MetadataAnswer> GetMetadataAsync(
        ProjectFiles project,
        int file,
        CancellationToken cancellation
    )
    {
        if (!project.IsWheel(file))
            return ValueTask.FromResult(new MetadataAnswer(MetadataState.NeedsBuild, null));
        return TryRead(project, file, out var answer)
            ? ValueTask.FromResult(answer)
            : FetchAsync(Begun(metadata.GetAsync(project, file, background.Token)).WaitAsync(cancellation));
    }

    /// <inheritdoc/>
    public Distribution ReadDirect(Requirement requirement) =>
        DirectReference.Read(requirement.Name, requirement.Url!, folder);

    /// <inheritdoc/>
    public ValueTask<MetadataAnswer> GetMetadataAsync(
        Distribution distribution,
        CancellationToken cancellation
    )
    {
        try
        {
            return metadata.TryGet(distribution, out var known)
                ? ValueTask.FromResult(MetadataAnswer.Of(known))
                : FetchAsync(
                    Begun(metadata.GetAsync(distribution, background.Token)).WaitAsync(cancellation)
                );
        }
        catch (DistributionException exception) when (exception is not DownloadFailedException)
        {
            return ValueTask.FromResult(Invalid(exception));
        }
    }

    /// <summary>False, and no answer, if the file's metadata is not at hand.</summary>
    private bool TryRead(ProjectFiles project, int file, [NotNullWhen(true)] out MetadataAnswer? answer)
    {
        answer = null;
        try
        {
            if (metadata.TryGet(project, file, out var known))
                answer = MetadataAnswer.Of(known);
        }
        catch (DistributionException exception) when (exception is not DownloadFailedException)
        {
            answer = Invalid(exception);
        }
        return answer is not null;
    }

    private async ValueTask<MetadataAnswer> FetchAsync(Task<WheelMetadata> task)
    {
        try
        {
            return MetadataAnswer.Of(await task.ConfigureAwait(false));
        }
        catch (DistributionException exception) when (exception is not DownloadFailedException)
        {
            return Invalid(exception);
        }
        catch (IndexException) when (isOffline)
        {
            return new(MetadataState.Offline, null);
        }
    }

    /// <summary>A task that others may wait for as well, or nobody: it ends by itself, or with the program.</summary>
    private Task<T> Begun<T>(Task<T> task)
    {
        background.Add(task);
        return task;
    }

    private static MetadataAnswer Invalid(DistributionException exception) =>
        new(
            exception is ArchiveException ? MetadataState.InvalidStructure : MetadataState.Invalid,
            null,
            exception.Message
        );
}
