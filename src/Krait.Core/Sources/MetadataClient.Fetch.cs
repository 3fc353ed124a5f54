using System.Security.Cryptography;
using Krait.Http;
using Krait.Indexes;
using Krait.Metadata;
using Krait.Storage;

namespace Krait.Sources;

/// <content>The ways to metadata that is not here.</content>
public sealed partial class MetadataClient
{
    private const int SmallFile = 32 << 10;

    /// <summary>Up to this many bytes a local wheel is read as a whole: it takes fewer calls.</summary>
    private const long ReadWhole = 4 << 20;
    private const int LongestSidecar = CoreMetadata.LargestFile;

    private async Task<WheelMetadata> FetchAsync(Distribution distribution, CancellationToken cancellation)
    {
        // Whoever asks may hold a lock; the work begins after it has gone on.
        await Task.Yield();
        var (metadata, isFromSidecar) = await ReadAsync(distribution, cancellation).ConfigureAwait(false);
        var known = WheelMetadata.Of(metadata);
        if (_downloader.KeyOf(distribution) is { } key)
            ShelfOf(IndexKey(distribution), distribution.Name)
                .Add(key, new PackedMetadata(known, isFromSidecar));
        return known;
    }

    private async Task<(CoreMetadata Metadata, bool IsFromSidecar)> ReadAsync(
        Distribution distribution,
        CancellationToken cancellation
    )
    {
        if (
            distribution is RegistryDistribution { File.HasMetadata: true } registry
            && await TrySidecarAsync(registry, cancellation).ConfigureAwait(false) is { } sidecar
        )
            return (sidecar, true);
        // Without a hash nobody could tell later that the parts were those of the file that is installed.
        if (
            (distribution is RegistryDistribution || _downloader.KeyOf(distribution) is not null)
            && await TryRangesAsync(distribution, cancellation).ConfigureAwait(false) is { } ranged
        )
            return (ranged, false);
        var archive = await _downloader.DownloadAsync(distribution, [], cancellation).ConfigureAwait(false);
        return (WheelMembers.Read(archive.Bytes, distribution, AllowsOtherVersions), false);
    }

    private async Task<CoreMetadata?> TrySidecarAsync(
        RegistryDistribution distribution,
        CancellationToken cancellation
    )
    {
        var call = new HttpCall { Url = distribution.File.MetadataAddress, AcceptGzip = true };
        byte[]? bytes;
        try
        {
            bytes = await _http
                .FetchAsync(
                    call,
                    async (reply, token) =>
                        reply.IsWhole
                            ? await reply.ReadToEndAsync(LongestSidecar, token).ConfigureAwait(false)
                            : null,
                    cancellation
                )
                .ConfigureAwait(false);
        }
        catch (IndexException) when (!_http.IsOffline)
        {
            bytes = null;
        }
        // A server may answer with a page of its own instead of the file.
        if (
            bytes is null
            || !IsExpected(bytes, distribution.File.MetadataHashes)
            || !CoreMetadata.TryParse(bytes, out _, out _)
        )
        {
            Trace(
                $"The metadata beside {distribution.FileName} is missing or not what the index says; looking into the wheel"
            );
            return null;
        }
        return WheelMembers.Parse(bytes, distribution, AllowsOtherVersions);
    }

    private static bool IsExpected(byte[] bytes, IReadOnlyList<FileHash> hashes)
    {
        foreach (var hash in hashes)
        {
            if (
                hash.Algorithm is Indexes.HashAlgorithm.Sha256
                && !string.Equals(Sha256(bytes), hash.Digits, StringComparison.Ordinal)
            )
                return false;
        }
        return true;
    }

    // Most of these files are small, and a command that only resolves needs OpenSSL for nothing else.
    private static string Sha256(byte[] bytes) =>
        bytes.Length <= SmallFile
            ? SmallSha256.Text(bytes)
            : Convert.ToHexStringLower(SHA256.HashData(bytes));

    private WheelMetadata ReadLocal(Distribution distribution, string path)
    {
        var key = MetadataKey.Of(distribution);
        lock (_lock)
        {
            if (_local.TryGetValue(key, out var known))
                return known;
        }
        if (!FileStatus.TryGet(path, out var status))
            throw new DistributionException($"Distribution not found at: {path}");
        var metadata = WheelMetadata.Of(
            status.Size <= ReadWhole || ReadLocalParts(distribution, path) is not { } found
                ? WheelMembers.Read(
                    FileContent.TryRead(path, int.MaxValue)
                        ?? throw new DistributionException($"Distribution not found at: {path}"),
                    distribution,
                    AllowsOtherVersions
                )
                : found
        );
        lock (_lock)
            _local[key] = metadata;
        return metadata;
    }

    /// <summary>Metadata from the few parts of a large wheel that lead there; null where these do not tell.</summary>
    private CoreMetadata? ReadLocalParts(Distribution distribution, string path)
    {
        using var folder = DirectoryHandle.TryOpen(Path.GetDirectoryName(path)!);
        using var file = folder?.TryOpenFile(Path.GetFileName(path));
        if (file is null)
            return null;
        var length = RandomAccess.GetLength(file);

        try
        {
            // All parts are there at once: nothing is waited for.
            var bytes = ReadMemberAsync(distribution, Part).GetAwaiter().GetResult();
            return bytes is null ? null : WheelMembers.Parse(bytes, distribution, AllowsOtherVersions);
        }
        catch (IOException e)
        {
            throw StorageException.From("read", path, e);
        }

        Task<RemotePart?> Part(long? start, long end)
        {
            var from = start ?? Math.Max(0, length - end);
            var part = new byte[(start is null ? length : Math.Min(end + 1, length)) - from];
            var isWhole = part.Length > 0 && RandomAccess.Read(file, part, from) == part.Length;
            return Task.FromResult(isWhole ? new RemotePart(from, length, part) : null);
        }
    }

    private void Trace(string text) => _events?.Report(new KraitEvent.Trace(text));
}
