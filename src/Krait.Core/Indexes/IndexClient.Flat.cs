using Krait.Cache;
using Krait.Http;
using Krait.Storage;

namespace Krait.Indexes;

/// <content>Pages for <c>--find-links</c>.</content>
public sealed partial class IndexClient
{
    private string FlatPath(IndexLocation location) =>
        _cache.PathOf(CacheBucket.Indexes, $"{FlatKey(location)}.page");

    // Unlike an index's, the address of a page of links means another page without its last slash.
    private static string FlatKey(IndexLocation location) =>
        location.Url.AbsolutePath.EndsWith('/') ? location.Key + "-folder" : location.Key;

    /// <summary>The cached page if it may be used without asking; else null.</summary>
    internal FlatPage? CachedFlat(IndexLocation location)
    {
        var page = ReadFlat(location);
        return page is not null && IsFresh(page.Fetched, page.MaxAge, null) ? page : null;
    }

    internal async Task<FlatPage> FetchFlatAsync(IndexLocation location, CancellationToken cancellation)
    {
        var cached = ReadFlat(location);
        if (_http.IsOffline)
        {
            _events?.Report(
                new KraitEvent.Trace($"The links at {location} are not in the cache, and may not be fetched")
            );
            return new FlatPage([], location.Url, "text/html");
        }
        var call = new HttpCall
        {
            Url = location.Url,
            Accept = Accept,
            AcceptGzip = true,
            IfNoneMatch = cached?.ETag,
            IfModifiedSince = cached?.LastModified,
            NoCache = _options.Refresh,
        };
        var page = await _http
            .FetchAsync(
                call,
                async (reply, token) =>
                {
                    var policy = CachePolicy.Of(reply);
                    if (reply.IsNotModified && cached is not null)
                        return cached with { Fetched = Now, MaxAge = policy.MaxAge };
                    if (!reply.IsWhole)
                        throw HttpFailure.Status(reply);
                    var body = await reply.ReadToEndAsync(LongestPage, token).ConfigureAwait(false);
                    return new FlatPage(body, reply.Url, reply.ContentType ?? "text/html")
                    {
                        ETag = reply.ETag,
                        LastModified = reply.LastModified,
                        Fetched = Now,
                        MaxAge = policy.MaxAge,
                    };
                },
                cancellation
            )
            .ConfigureAwait(false);
        _cache.Write(FlatPath(location), page.Pack());
        return page;
    }

    private FlatPage? ReadFlat(IndexLocation location) =>
        FileContent.ReadIfPossible(FlatPath(location), LongestPage) is { } bytes
            ? FlatPage.TryUnpack(bytes)
            : null;
}
