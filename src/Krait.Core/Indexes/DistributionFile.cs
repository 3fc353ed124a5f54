using Krait.Http;
using Krait.Tags;
using Krait.Versions;

namespace Krait.Indexes;

/// <summary>What an index says about one file. Hashes and names are as given; nothing here has been verified.</summary>
public sealed record DistributionFile
{
    /// <summary>The file's name, checked to be that of a wheel or a source distribution of its project.</summary>
    public required string FileName { get; init; }

    /// <summary>Absolute, without user information and fragment.</summary>
    public required Uri Url { get; init; }

    public required PackageVersion Version { get; init; }

    /// <summary>Otherwise it is a source distribution.</summary>
    public required bool IsWheel { get; init; }

    /// <summary>The strongest first; empty where the index gives none.</summary>
    public IReadOnlyList<FileHash> Hashes { get; init; } = [];

    /// <summary>Bytes; null where the index does not say.</summary>
    public long? Size { get; init; }

    public VersionSpecifiers? RequiresPython { get; init; }

    /// <summary>Milliseconds since 1970, UTC; null where the index does not say.</summary>
    public long? UploadTime { get; init; }

    public bool IsYanked { get; init; }

    /// <summary>Null where it is not yanked, or no reason is given.</summary>
    public string? YankReason { get; init; }

    /// <summary>Whether the index serves the metadata at the file's address with <c>.metadata</c> behind the path (PEP 658).</summary>
    public bool HasMetadata { get; init; }

    /// <summary>Hashes of that metadata file; empty where none is given.</summary>
    public IReadOnlyList<FileHash> MetadataHashes { get; init; } = [];

    /// <summary>The file's address as the page has it, perhaps with credentials: for the transport alone.</summary>
    internal Uri? Address { get; init; }

    /// <summary>A wheel that no page lists: a lock file says where it is, perhaps with credentials.</summary>
    public static DistributionFile At(
        Uri address,
        WheelFileName wheel,
        IReadOnlyList<FileHash> hashes,
        long? size
    ) =>
        new()
        {
            FileName = wheel.Text,
            Version = wheel.Version,
            IsWheel = true,
            Url = SafeUrl.Strip(address),
            Address = address,
            Hashes = hashes,
            Size = size,
        };

    /// <summary>The hash to hold the file against: the SHA-256, else the strongest secure one; null where there is none.</summary>
    public FileHash? SecureHash
    {
        get
        {
            FileHash? best = null;
            foreach (var hash in Hashes)
            {
                if (hash.Algorithm is HashAlgorithm.Sha256)
                    return hash;
                if (hash.IsSecure && (best is null || hash.Algorithm > best.Value.Algorithm))
                    best = hash;
            }
            return best;
        }
    }

    /// <summary>Where the metadata file is: the suffix goes to the path, before a query.</summary>
    internal Uri MetadataAddress
    {
        get
        {
            var address = new UriBuilder(Address ?? Url) { Fragment = string.Empty };
            address.Path += ".metadata";
            return address.Uri;
        }
    }
}
