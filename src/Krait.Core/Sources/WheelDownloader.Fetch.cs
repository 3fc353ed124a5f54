using Krait.Cache;
using Krait.Http;

namespace Krait.Sources;

/// <content>Receiving.</content>
public sealed partial class WheelDownloader
{
    private const int BufferSize = 1 << 17;

    private async Task<WheelArchive> FetchAsync(
        Distribution distribution,
        ulong key,
        CancellationToken cancellation
    )
    {
        using var sink = new DownloadSink(_cache);
        var address = AddressOf(distribution);
        var declared = (distribution as RegistryDistribution)?.File.Size;
        var state = new Transfer(distribution, sink, declared);
        await _http
            .FetchAsync(
                () => state.NextCall(address),
                async (reply, token) =>
                {
                    await ReceiveAsync(state, reply, token).ConfigureAwait(false);
                    return true;
                },
                cancellation
            )
            .ConfigureAwait(false);
        var (bytes, sha256) = sink.Take();
        if (GivenSha256(distribution) is null)
            WritePointer(distribution, state.Pointer(sha256, _time.GetUtcNow().ToUnixTimeSeconds()));
        return new WheelArchive(distribution.FileName, bytes, sha256, () => Release(key));
    }

    private async Task ReceiveAsync(Transfer state, HttpReply reply, CancellationToken cancellation)
    {
        state.Begin(reply);
        using var body = await reply.OpenAsync(cancellation).ConfigureAwait(false);
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (true)
            {
                var read = await body.ReadAsync(buffer, cancellation).ConfigureAwait(false);
                if (read == 0)
                    break;
                state.Sink.Append(buffer.AsSpan(0, read));
                state.CheckLength();
                state.Report(_events);
            }
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }
        state.End();
    }

    /// <summary>Asks whether a file without a hash is still the one that it was; null where it is not, or that is not known.</summary>
    private async Task<string?> RenewAsync(Distribution distribution, CancellationToken cancellation)
    {
        if (ReadPointer(distribution) is not { } pointer || (pointer.ETag ?? pointer.LastModified) is null)
            return null;
        var call = new HttpCall
        {
            Url = AddressOf(distribution),
            HeadOnly = true,
            IfNoneMatch = pointer.ETag,
            IfModifiedSince = pointer.LastModified,
        };
        var (same, maxAge) = await _http
            .FetchAsync(
                call,
                static (reply, _) => Task.FromResult((reply.IsNotModified, CachePolicy.Of(reply).MaxAge)),
                cancellation
            )
            .ConfigureAwait(false);
        if (!same)
            return null;
        WritePointer(
            distribution,
            pointer with
            {
                Fetched = _time.GetUtcNow().ToUnixTimeSeconds(),
                MaxAge = maxAge,
            }
        );
        return pointer.Sha256;
    }

    internal static Uri AddressOf(Distribution distribution) =>
        distribution switch
        {
            RegistryDistribution registry => registry.File.Address ?? registry.File.Url,
            UrlDistribution url => url.Address,
            _ => throw new InvalidOperationException($"{distribution.GetType().Name} has no address"),
        };

    private WheelPointer? ReadPointer(Distribution distribution) =>
        WheelPointer.TryRead(PointerPath(distribution));

    private void WritePointer(Distribution distribution, WheelPointer pointer) =>
        _cache.Write(PointerPath(distribution), pointer.Pack());

    private string PointerPath(Distribution distribution)
    {
        var place = MetadataClient.LocalPath(distribution) ?? AddressOf(distribution).AbsoluteUri;
        var key = Storage.Fingerprint.Hash64(System.Text.Encoding.UTF8.GetBytes(place));
        return _cache.PathOf(
            CacheBucket.Pointers,
            $"{distribution.Name}/{Storage.Fingerprint.Text(key)}.pointer"
        );
    }
}
