namespace Krait.Resolver;

/// <summary>
/// Finds one version of every package that is needed in one environment. Same input, same answer: the one uv gives.
/// Does no input or output itself; asks the provider, and answers without a wait where that knows everything.
/// </summary>
public sealed class DependencyResolver(IDistributionProvider provider, IProgress<KraitEvent>? progress = null)
{
    /// <summary>Resolves.</summary>
    /// <exception cref="ResolutionException">There is no answer; the message has the proof, line by line.</exception>
    /// <exception cref="KraitException">An index or a distribution failed.</exception>
    public ValueTask<Resolution> ResolveAsync(ResolverInput input, CancellationToken cancellation)
    {
        ResolutionRun run = new(provider, progress, input);
        return run.RunAsync(cancellation);
    }
}
