using System.Diagnostics.CodeAnalysis;
using Krait.Cache;
using Krait.Http;
using Krait.Indexes;
using Krait.Requirements;
using Krait.Storage;

namespace Krait.Sources;

/// <summary>
/// Fetches wheels and checks their hashes. A transfer that breaks off goes on where it stopped. One object a command; a wheel
/// that was fetched for its metadata is kept for whoever installs it. Safe for use by several threads.
/// </summary>
public sealed partial class WheelDownloader : IDisposable
{
    private readonly CacheFolder _cache;
    private readonly HttpTransport _http;
    private readonly IndexClient _indexes;
    private readonly TimeProvider _time;
    private readonly IProgress<KraitEvent>? _events;
    private readonly Lock _lock = new();
    private readonly Dictionary<ulong, Task<WheelArchive>> _kept = [];

    public WheelDownloader(
        CacheFolder cache,
        HttpTransport http,
        IndexClient indexes,
        TimeProvider time,
        IProgress<KraitEvent>? events = null
    )
    {
        _cache = cache;
        _http = http;
        _indexes = indexes;
        _time = time;
        _events = events;
    }

    /// <summary>
    /// The SHA-256 of a wheel where it is known without reading or fetching it: from the index, from its address, or from an
    /// earlier command, as long as the file has not changed and the server's word still holds. 64 lower-case digits.
    /// </summary>
    public bool TryGetSha256(Distribution distribution, [NotNullWhen(true)] out string? sha256)
    {
        sha256 = null;
        if (MetadataClient.LocalPath(distribution) is { } path)
        {
            if (
                FileStatus.TryGet(path, out var status)
                && ReadPointer(distribution) is { } known
                && known.Identity == status.Identity
            )
                sha256 = known.Sha256;
        }
        else if (GivenSha256(distribution) is { } given)
        {
            sha256 = given;
        }
        else if (
            ReadPointer(distribution) is { } pointer
            && _indexes.IsFresh(pointer.Fetched, pointer.MaxAge, distribution.Name)
        )
        {
            sha256 = pointer.Sha256;
        }
        return sha256 is not null;
    }

    /// <summary>The SHA-256 of a wheel, asking the server or reading the file where it is not known yet.</summary>
    /// <exception cref="IndexException">The server did not answer.</exception>
    public async Task<string> GetSha256Async(Distribution distribution, CancellationToken cancellation)
    {
        if (TryGetSha256(distribution, out var known))
            return known;
        if (
            MetadataClient.LocalPath(distribution) is null
            && await RenewAsync(distribution, cancellation).ConfigureAwait(false) is { } same
        )
            return same;
        return (await GetAsync(distribution, cancellation).ConfigureAwait(false)).Sha256;
    }

    /// <summary>
    /// The bytes of a wheel, checked against the hashes of its index or address and, if there are any, against
    /// <paramref name="required"/>, of which one secure one must fit.
    /// </summary>
    /// <exception cref="IndexException">It could not be fetched.</exception>
    /// <exception cref="DownloadFailedException">It is not the file that was meant.</exception>
    public async Task<WheelArchive> DownloadAsync(
        Distribution distribution,
        IReadOnlyList<FileHash> required,
        CancellationToken cancellation
    )
    {
        try
        {
            var archive = await GetAsync(distribution, cancellation).ConfigureAwait(false);
            HashCheck.Verify(
                distribution.Describe(),
                archive.Bytes,
                archive.Sha256,
                distribution.Hashes,
                required
            );
            return archive;
        }
        catch (KraitException e) when (e is IndexException or DistributionException)
        {
            throw Failed(distribution, e);
        }
    }

    /// <summary>Frees the wheels that nobody took.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var task in _kept.Values)
            {
                if (task.IsCompletedSuccessfully)
                    task.Result.Dispose();
            }
            _kept.Clear();
        }
    }

    /// <summary>Whether this command is not to believe what earlier ones fetched of a package.</summary>
    internal bool IsRefreshed(PackageName name) => !_http.IsOffline && _indexes.IsRefreshed(name);

    /// <summary>The key of its metadata; null where the server must be asked first what it is.</summary>
    internal ulong? KeyOf(Distribution distribution) =>
        distribution is RegistryDistribution || GivenSha256(distribution) is not null
            ? MetadataKey.Of(distribution)
        : TryGetSha256(distribution, out var sha256)
            ? MetadataKey.Of(distribution.FileName, Convert.FromHexString(sha256))
        : null;

    private static KraitException Failed(Distribution distribution, KraitException cause)
    {
        var message = $"Failed to download `{distribution.Describe()}`";
        return cause is IndexException
            ? new IndexException(message, cause) { Hints = cause.Hints }
            : new DownloadFailedException(message, cause) { Hints = cause.Hints };
    }

    private static string? GivenSha256(Distribution distribution)
    {
        foreach (var hash in distribution.Hashes)
        {
            if (hash.Algorithm is Indexes.HashAlgorithm.Sha256)
                return hash.Digits;
        }
        return null;
    }

    private Task<WheelArchive> GetAsync(Distribution distribution, CancellationToken cancellation)
    {
        var key = MetadataKey.Of(distribution);
        lock (_lock)
        {
            if (_kept.TryGetValue(key, out var task) && !task.IsFaulted && !task.IsCanceled)
                return task;
            return _kept[key] = MetadataClient.LocalPath(distribution) is { } path
                ? Task.FromResult(ReadLocal(distribution, path, key))
                : FetchAsync(distribution, key, cancellation);
        }
    }

    // A file that its owner may rewrite at any time is copied, not mapped.
    private WheelArchive ReadLocal(Distribution distribution, string path, ulong key)
    {
        using var folder = DirectoryHandle.TryOpen(Path.GetDirectoryName(path)!);
        if (
            !FileStatus.TryGet(path, out var status)
            || status.IsDirectory
            || folder?.TryOpenFile(Path.GetFileName(path)) is not { } file
        )
            throw new DistributionException($"Distribution not found at: {path}");
        using var sink = new DownloadSink(_cache);
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            sink.Restart(status.Size);
            while (RandomAccess.Read(file, buffer, sink.Received) is var read and > 0)
                sink.Append(buffer.AsSpan(0, read));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StorageException.From("read", path, e);
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
            file.Dispose();
        }
        var (bytes, sha256) = sink.Take();
        WritePointer(distribution, new WheelPointer { Sha256 = sha256, Identity = status.Identity });
        return new WheelArchive(distribution.FileName, bytes, sha256, () => Release(key));
    }

    private void Release(ulong key)
    {
        lock (_lock)
            _kept.Remove(key);
    }
}
