using Krait.Resolver;

namespace Krait;

/// <content>Hashes that no index gives.</content>
public sealed partial class PackageManager
{
    /// <summary>
    /// The same resolution with the SHA-256 of what is to be installed wherever no hash is known yet: a local file is read,
    /// another one fetched.
    /// </summary>
    /// <exception cref="KraitException">A file could not be had.</exception>
    public async Task<Resolution> WithHashesAsync(Resolution resolution, CancellationToken cancellation)
    {
        var packages = new List<ResolvedPackage>(resolution.Packages.Count);
        foreach (var package in resolution.Packages)
        {
            if (package.Hashes.Count > 0 || package.Distribution is not { } distribution)
            {
                packages.Add(package);
                continue;
            }
            var sha256 = await _downloader
                .Value.GetSha256Async(distribution, cancellation)
                .ConfigureAwait(false);
            packages.Add(package with { Hashes = [$"sha256:{sha256}"] });
        }
        return resolution with { Packages = packages };
    }
}
