using System.Text;
using Krait.Indexes;
using Krait.Storage;

namespace Krait.Sources;

/// <summary>
/// What tells the metadata of one file from that of another: its name and its SHA-256 where the index gives one, else its address.
/// An index that puts another file under the same name thereby asks for other metadata.
/// </summary>
internal static class MetadataKey
{
    public static ulong Of(ProjectFiles files, int file)
    {
        Span<byte> hash = stackalloc byte[32];
        return files.TryGetSha256(file, hash) ? Of(files.FileName(file), hash) : Of(files.File(file));
    }

    public static ulong Of(Distribution distribution) =>
        distribution switch
        {
            RegistryDistribution registry => Of(registry.File),
            UrlDistribution url => Of(url.FileName, url.Hashes, url.Url),
            _ => Of(distribution.FileName, Encoding.UTF8.GetBytes(distribution.Describe())),
        };

    public static ulong Of(string fileName, ReadOnlySpan<byte> identity) =>
        Fingerprint.Hash64(Encoding.UTF8.GetBytes(fileName), Fingerprint.Hash64(identity));

    private static ulong Of(DistributionFile file) => Of(file.FileName, file.Hashes, file.Url);

    private static ulong Of(string fileName, IReadOnlyList<FileHash> hashes, Uri url)
    {
        foreach (var hash in hashes)
        {
            if (hash.Algorithm is HashAlgorithm.Sha256)
                return Of(fileName, Convert.FromHexString(hash.Digits));
        }
        return Of(
            fileName,
            Encoding.UTF8.GetBytes(hashes.Count > 0 ? hashes[0].ToString() : url.AbsoluteUri)
        );
    }
}
