using Krait.Indexes;
using Krait.Sources;
using Krait.Storage;
using Krait.Tags;

namespace Krait.Installer;

/// <summary>
/// Brings wheels into the store: those that are there already cost a look, the others are fetched side by side, and
/// unpacked by as many workers as there are processors while the rest is under way.
/// </summary>
internal sealed class WheelPreparer(
    WheelStore store,
    WheelDownloader downloader,
    MetadataClient metadata,
    IProgress<KraitEvent>? events = null
)
{
    /// <summary>How many wheels had to be fetched or unpacked so far.</summary>
    public int Prepared { get; private set; }

    /// <summary>
    /// Opens all wheels, in the order of the requests. Completes at once, and touches no thread pool, when all are in the
    /// store. The caller disposes them.
    /// </summary>
    /// <exception cref="DistributionException">A wheel is not what it should be.</exception>
    /// <exception cref="IndexException">A wheel could not be fetched.</exception>
    /// <exception cref="StorageException">The cache cannot be written.</exception>
    public async ValueTask<StoredWheel[]> PrepareAsync(
        IReadOnlyList<WheelRequest> requests,
        CancellationToken cancellation
    )
    {
        var wheels = new StoredWheel?[requests.Count];
        try
        {
            var missing = new List<int>();
            for (var i = 0; i < requests.Count; i++)
            {
                wheels[i] = TryOpen(requests[i]);
                if (wheels[i] is null)
                {
                    missing.Add(i);
                }
            }

            if (missing.Count > 0)
            {
                await FetchAsync(requests, missing, wheels, cancellation).ConfigureAwait(false);
            }

            return wheels!;
        }
        catch
        {
            foreach (var wheel in wheels)
            {
                wheel?.Dispose();
            }

            throw;
        }
    }

    /// <summary>Removes a damaged entry, so that the next call makes it again.</summary>
    public void Discard(WheelRequest request, string hash) =>
        store.Discard(request.Distribution.Name.Value, hash);

    private StoredWheel? TryOpen(WheelRequest request) =>
        downloader.TryGetSha256(request.Distribution, out var sha256) && IsAccepted(request, sha256)
            ? store.TryOpen(request.Distribution.Name.Value, sha256)
            : null;

    /// <summary>
    /// Whether the hashes that the address names, and those that are demanded, let a known archive pass; where they do not
    /// say, the archive itself is asked.
    /// </summary>
    private static bool IsAccepted(WheelRequest request, string sha256)
    {
        if (!request.Distribution.IsSurely(sha256))
        {
            return false;
        }

        if (request.RequiredHashes.Count == 0)
        {
            return true;
        }

        foreach (var hash in request.RequiredHashes)
        {
            if (hash.Algorithm == HashAlgorithm.Sha256 && hash.Digits == sha256)
            {
                return true;
            }
        }

        return false;
    }

    private async Task FetchAsync(
        IReadOnlyList<WheelRequest> requests,
        List<int> missing,
        StoredWheel?[] wheels,
        CancellationToken cancellation
    )
    {
        // The largest first: it is what the others would wait for at the end.
        missing.Sort((a, b) => SizeOf(requests[b]).CompareTo(SizeOf(requests[a])));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var workers = new WorkerSlots(WorkerSlots.Processors);
        var warnings = new SortedSet<string>(StringComparer.Ordinal);
        var done = 0;
        var tasks = missing.ConvertAll(index => FetchOneAsync(index));
        try
        {
            await Task.WhenAll(tasks).ConfigureAwait(false);
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(tasks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Throw(tasks);
            throw;
        }

        foreach (var warning in warnings)
        {
            events?.Report(new KraitEvent.Warning(warning, []));
        }

        async Task FetchOneAsync(int index)
        {
            try
            {
                wheels[index] = await UnpackAsync(requests[index], workers, warnings, stop.Token)
                    .ConfigureAwait(false);
                lock (warnings)
                {
                    Prepared++;
                    events?.Report(new KraitEvent.Progress("Preparing", ++done, missing.Count));
                }
            }
            catch
            {
                await stop.CancelAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    private async Task<StoredWheel> UnpackAsync(
        WheelRequest request,
        WorkerSlots workers,
        SortedSet<string> warnings,
        CancellationToken cancellation
    )
    {
        var distribution = request.Distribution;
        if (!WheelFileName.TryParse(distribution.FileName, out var name))
        {
            throw new DistributionException(
                $"`{distribution.Describe()}` is only there as a source distribution (`{distribution.FileName}`), and none is built yet"
            );
        }

        using var archive = await downloader
            .DownloadAsync(distribution, request.RequiredHashes, cancellation)
            .ConfigureAwait(false);
        await workers.EnterAsync(cancellation).ConfigureAwait(false);
        try
        {
            var told = new List<string>();
            var wheel = store.Add(
                archive.Bytes,
                name,
                archive.Sha256,
                told,
                own => metadata.Check(distribution, own),
                workers
            );
            lock (warnings)
            {
                warnings.UnionWith(told);
            }

            return wheel;
        }
        finally
        {
            workers.Leave();
        }
    }

    /// <summary>Throws the failure that came first in the order of requests, not one that only followed from it.</summary>
    private static void Throw(List<Task> tasks)
    {
        foreach (var task in tasks)
        {
            if (task.Exception?.InnerException is KraitException failure)
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
            }
        }
    }

    private static long SizeOf(WheelRequest request) =>
        request.Distribution switch
        {
            RegistryDistribution registry => registry.File.Size ?? 0,
            PathDistribution path when FileStatus.TryGet(path.Path, out var status) => status.Size,
            _ => 0,
        };
}
