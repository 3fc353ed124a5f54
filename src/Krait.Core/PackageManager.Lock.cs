using Krait.Projects.Locking;
using Krait.Requirements;
using Krait.Resolver;

namespace Krait;

/// <content>From a resolution to a lock file.</content>
public sealed partial class PackageManager
{
    /// <summary>
    /// The lock of an answer. Files whose hash no index tells are fetched or read for it.
    /// </summary>
    /// <param name="resolution">The answer.</param>
    /// <param name="input">What was asked.</param>
    /// <param name="omitted">Packages that are left out.</param>
    /// <param name="folder">The folder of the lock file; absolute.</param>
    /// <param name="cancellation">Ends fetching.</param>
    /// <exception cref="KraitException">A file could not be had.</exception>
    public Task<PylockToml> LockAsync(
        Resolution resolution,
        ResolverInput input,
        IReadOnlyList<PackageName> omitted,
        string folder,
        CancellationToken cancellation
    ) =>
        PylockToml.OfAsync(
            resolution,
            input,
            omitted,
            folder,
            distribution => _downloader.Value.GetSha256Async(distribution, cancellation)
        );
}
