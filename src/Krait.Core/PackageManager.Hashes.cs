using Krait.Resolver;
using Krait.Sources;

namespace Krait;

/// <content>Hashes that no index tells.</content>
public sealed partial class PackageManager
{
    /// <summary>
    /// The answer with a hash for every wheel that is to be installed: where the index tells none for it, or there is no
    /// index, the wheel is fetched or read. Hashes that were kept from an earlier answer stay as they are.
    /// </summary>
    /// <exception cref="KraitException">A wheel could not be had.</exception>
    public async ValueTask<Resolution> HashAsync(
        Resolution resolution,
        ResolverInput input,
        CancellationToken cancellation
    )
    {
        List<ResolvedPackage> packages = new(resolution.Packages.Count);
        foreach (var package in resolution.Packages)
        {
            var isUnknown = package.Distribution switch
            {
                RegistryDistribution listed => listed is { IsWheel: true, File.Hashes.Count: 0 },
                UrlDistribution or PathDistribution => true,
                _ => false,
            };
            if (!isUnknown || IsKept(package, input))
            {
                packages.Add(package);
                continue;
            }
            var sha256 = await _downloader
                .Value.GetSha256Async(package.Distribution!, cancellation)
                .ConfigureAwait(false);
            packages.Add(package with { Hashes = [$"sha256:{sha256}"] });
        }
        return resolution with { Packages = packages };
    }

    private static bool IsKept(ResolvedPackage package, ResolverInput input) =>
        package.Hashes.Count > 0
        && input.Preferences.Any(kept =>
            kept.Name == package.Name && kept.Version == package.Version && kept.Hashes.Count > 0
        );
}
