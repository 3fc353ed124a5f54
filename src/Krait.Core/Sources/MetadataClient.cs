using System.Diagnostics.CodeAnalysis;
using Krait.Cache;
using Krait.Http;
using Krait.Indexes;
using Krait.Requirements;
using Krait.Storage;

namespace Krait.Sources;

/// <summary>
/// Answers what a wheel requires: from the cache, else from the metadata file beside it (PEP 658), else from its own METADATA by range
/// requests, else from the whole wheel. A way that fails is no verdict while there is a next one. One object a command; disposing
/// it writes what was learnt into the cache. Safe for use by several threads.
/// </summary>
public sealed partial class MetadataClient : IDisposable
{
    private readonly CacheFolder _cache;
    private readonly HttpTransport _http;
    private readonly WheelDownloader _downloader;
    private readonly IProgress<KraitEvent>? _events;
    private readonly MarkerTable _markers = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Index, PackageName Name), MetadataShelf> _shelves = [];
    private readonly Dictionary<ulong, Task<WheelMetadata>> _pending = [];
    private readonly Dictionary<ulong, WheelMetadata> _local = [];
    private readonly HashSet<string> _withoutRanges = new(StringComparer.Ordinal);

    public MetadataClient(
        CacheFolder cache,
        HttpTransport http,
        WheelDownloader downloader,
        IProgress<KraitEvent>? events = null
    )
    {
        _cache = cache;
        _http = http;
        _downloader = downloader;
        _events = events;
    }

    /// <summary>Whether wheels may say another version than their file names do.</summary>
    public bool AllowsOtherVersions { get; init; }

    /// <summary>
    /// The metadata of a listed wheel where it takes no network: it was asked for before, is cached, or lies on this machine.
    /// </summary>
    /// <exception cref="DistributionException">The wheel lies on this machine and is damaged or not what its name says.</exception>
    public bool TryGet(ProjectFiles files, int file, [NotNullWhen(true)] out WheelMetadata? metadata)
    {
        metadata = null;
        var shelf = ShelfOf(files.Index.Key, files.Name);
        if (!IsOutdated(files, file) && shelf.TryFind(MetadataKey.Of(files, file), out metadata))
            return true;
        // Only a page of this machine can list files of this machine.
        return files.Index.IsLocal
            && files.File(file) is { Url.IsFile: true } local
            && TryGet(new RegistryDistribution(files.Name, local, files.Index), out metadata);
    }

    /// <summary>As the other overload, for a distribution.</summary>
    public bool TryGet(Distribution distribution, [NotNullWhen(true)] out WheelMetadata? metadata)
    {
        if (LocalPath(distribution) is { } path)
        {
            metadata = ReadLocal(distribution, path);
            return true;
        }
        metadata = null;
        return !IsOutdated(distribution)
            && _downloader.KeyOf(distribution) is { } key
            && ShelfOf(IndexKey(distribution), distribution.Name).TryFind(key, out metadata);
    }

    /// <summary>The metadata of a listed wheel. Concurrent calls for one file share one request.</summary>
    /// <exception cref="IndexException">It could not be fetched.</exception>
    /// <exception cref="DistributionException">It cannot be read, or is of another package or version than the file's name.</exception>
    public Task<WheelMetadata> GetAsync(ProjectFiles files, int file, CancellationToken cancellation) =>
        TryGet(files, file, out var metadata)
            ? Task.FromResult(metadata)
            : GetAsync(new RegistryDistribution(files.Name, files.File(file), files.Index), cancellation);

    /// <summary>As the other overload, for a distribution.</summary>
    public Task<WheelMetadata> GetAsync(Distribution distribution, CancellationToken cancellation)
    {
        if (TryGet(distribution, out var metadata))
            return Task.FromResult(metadata);
        if (distribution is RegistryDistribution { IsWheel: false })
            throw new DistributionException(
                $"`{distribution.FileName}` is a source distribution, and none is built yet"
            );
        var pending = _downloader.KeyOf(distribution) ?? MetadataKey.Of(distribution);
        lock (_lock)
        {
            if (!_pending.TryGetValue(pending, out var task))
                _pending[pending] = task = FetchAsync(distribution, cancellation);
            return task;
        }
    }

    /// <summary>
    /// Holds a wheel's own metadata against what a file beside it, or another wheel at its address, had said; called before
    /// the wheel is installed.
    /// </summary>
    /// <exception cref="DistributionException">They differ in what resolving depends on.</exception>
    public void Check(Distribution distribution, Krait.Metadata.CoreMetadata own)
    {
        if (_downloader.KeyOf(distribution) is not { } key)
            return;
        var shelf = ShelfOf(IndexKey(distribution), distribution.Name);
        if (!shelf.TryFindPacked(key, out var known) || (!known.IsFromSidecar && HasHash(distribution)))
            return;
        var metadata = WheelMetadata.Of(own);
        if (!known.Metadata.SaysTheSame(metadata))
        {
            shelf.Add(key, new PackedMetadata(metadata, IsFromSidecar: false));
            if (!known.IsFromSidecar)
            {
                throw new DistributionException(
                    $"`{distribution.FileName}` is another file than the one whose metadata was read before"
                )
                {
                    Hints = ["The index replaced the file without telling hashes: run the command again"],
                };
            }
            throw new DistributionException(
                $"The metadata that the index serves for `{distribution.FileName}` contradicts the wheel's own"
            )
            {
                Hints =
                [
                    "The index is damaged or hostile: report it to those who run it; nothing was installed",
                ],
            };
        }
        shelf.Add(key, known with { IsFromSidecar = false });
    }

    /// <summary>Whether a file that no hash tells from others may be another one by now, and this command is to look.</summary>
    private bool IsOutdated(Distribution distribution) =>
        distribution is RegistryDistribution
        && _downloader.IsRefreshed(distribution.Name)
        && !HasHash(distribution);

    private bool IsOutdated(ProjectFiles files, int file) =>
        _downloader.IsRefreshed(files.Name) && !files.TryGetSha256(file, stackalloc byte[32]);

    private static bool HasHash(Distribution distribution) =>
        distribution is not RegistryDistribution
        || distribution.Hashes.Any(static hash => hash.Algorithm is HashAlgorithm.Sha256);

    /// <summary>Writes what was learnt into the cache.</summary>
    public void Save()
    {
        lock (_lock)
        {
            foreach (
                var group in _shelves
                    .Where(static s => s.Value.HasAdditions)
                    .GroupBy(static s => s.Key.Index, StringComparer.Ordinal)
            )
            {
                var path = _cache.MakeFolderFor(_cache.PathOf(CacheBucket.Metadata, $"{group.Key}/.lock"));
                // Two commands that learn about one project at once must not lose what the other learnt.
                using (FileLock.Acquire(path))
                {
                    foreach (var (_, shelf) in group)
                        shelf.Save(_cache);
                }
            }
        }
    }

    /// <summary>Saves; that the cache cannot be written is by then no reason to fail.</summary>
    public void Dispose()
    {
        try
        {
            Save();
        }
        catch (KraitException e) when (e is CacheException or StorageException)
        {
            _events?.Report(new KraitEvent.Warning(e.Message, e.Hints));
        }
    }

    internal static string IndexKey(Distribution distribution) =>
        distribution is RegistryDistribution registry ? registry.Index.Key : "direct";

    internal static string? LocalPath(Distribution distribution) =>
        distribution switch
        {
            PathDistribution path => path.Path,
            RegistryDistribution { File.Url.IsFile: true } file => file.File.Url.LocalPath,
            _ => null,
        };

    private MetadataShelf ShelfOf(string index, PackageName name)
    {
        lock (_lock)
        {
            if (!_shelves.TryGetValue((index, name), out var shelf))
            {
                var path = _cache.PathOf(CacheBucket.Metadata, $"{index}/{name.Value}.metadata");
                _shelves[(index, name)] = shelf = new MetadataShelf(path, _markers);
            }
            return shelf;
        }
    }
}
