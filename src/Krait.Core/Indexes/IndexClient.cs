using System.Diagnostics.CodeAnalysis;
using Krait.Cache;
using Krait.Http;
using Krait.Requirements;

namespace Krait.Indexes;

/// <summary>
/// Answers which files a project has, from the cache while it is fresh, else from the indexes. One object a command; each project
/// is looked up once. Safe for use by several threads.
/// </summary>
public sealed partial class IndexClient
{
    private readonly IndexOptions _options;
    private readonly CacheFolder _cache;
    private readonly HttpTransport _http;
    private readonly TimeProvider _time;
    private readonly IProgress<KraitEvent>? _events;
    private readonly long _start;
    private readonly IndexLocation[] _searched;
    private readonly List<(IReadOnlySet<PackageName> Packages, Lazy<IndexLocation[]> Indexes)> _dedicated =
    [];
    private readonly FlatListings _flat;
    private readonly Dictionary<IndexLocation, FlatListings> _flatIndexes = [];
    private readonly Lock _lock = new();
    private readonly Dictionary<(PackageName, IndexLocation?), ProjectListing> _known = [];
    private readonly Dictionary<(PackageName, IndexLocation?), Task<ProjectListing>> _pending = [];

    public IndexClient(
        IndexOptions options,
        CacheFolder cache,
        HttpTransport http,
        TimeProvider time,
        IProgress<KraitEvent>? events = null
    )
    {
        _options = options;
        _cache = cache;
        _http = http;
        _time = time;
        _events = events;
        _start = time.GetUtcNow().ToUnixTimeSeconds();
        _searched = options.NoIndex ? [] : [.. options.Indexes.Where(static i => !i.IsExplicit).Distinct()];
        _flat = new FlatListings(options.FindLinks, this);
        foreach (var index in options.Indexes)
        {
            if (index.Format == IndexFormat.Flat)
                _flatIndexes.TryAdd(index, new FlatListings([index], this));
        }
        foreach (var index in options.Indexes.Concat(options.FindLinks))
            Know(index);
        foreach (var (packages, find) in options.Dedicated)
            _dedicated.Add((packages, new(() => [.. find().Select(Know)])));
    }

    /// <summary>
    /// The listing of a project, or of one index's listing of it, where it takes no network: it was asked for before, or all
    /// that counts is local or cached and fresh. Never starts a task.
    /// </summary>
    public bool TryGet(PackageName name, IndexLocation? only, [NotNullWhen(true)] out ProjectListing? listing)
    {
        lock (_lock)
        {
            if (_known.TryGetValue((name, only), out listing))
                return true;
        }
        listing = FromDisk(name, only);
        if (listing is not null)
        {
            lock (_lock)
                _known[(name, only)] = listing;
        }
        return listing is not null;
    }

    /// <summary>
    /// The listing of a project, asking the indexes for what the cache does not have. Concurrent calls for one project share
    /// one search.
    /// </summary>
    /// <exception cref="IndexException">An index could not be read.</exception>
    public Task<ProjectListing> GetAsync(
        PackageName name,
        IndexLocation? only,
        CancellationToken cancellation
    )
    {
        if (TryGet(name, only, out var listing))
            return Task.FromResult(listing);
        lock (_lock)
        {
            if (!_pending.TryGetValue((name, only), out var task))
                _pending[(name, only)] = task = SearchAsync(name, only, cancellation);
            return task;
        }
    }

    /// <summary>Whether an entry fetched at that time may be used as it is; times are seconds since 1970.</summary>
    internal bool IsFresh(long fetched, uint maxAge, PackageName? name)
    {
        if (_http.IsOffline)
            return true;
        // Of the second in which the command began it is not known whether the command itself fetched it.
        if (fetched <= _start && IsRefreshed(name))
            return false;
        var now = _time.GetUtcNow().ToUnixTimeSeconds();
        return fetched <= now && now - fetched < maxAge;
    }

    /// <summary>Has the credentials of an index used for its files too.</summary>
    private IndexLocation Know(IndexLocation index)
    {
        if (index.Credential is { } credential)
            _http.Credentials.Add(index.Url, credential);
        return index;
    }

    /// <summary>The indexes in which a project is looked for, and how their answers count.</summary>
    private (IndexLocation[] Indexes, IndexStrategy Strategy) WhereToLook(
        PackageName name,
        IndexLocation? only
    )
    {
        if (only is not null)
            return ([only], _options.Strategy);
        foreach (var (packages, indexes) in _dedicated)
        {
            if (!packages.Contains(name) || _options.NoIndex)
                continue;
            return (
                indexes.Value,
                _options.Strategy is IndexStrategy.FirstIndex
                    ? IndexStrategy.UnsafeFirstMatch
                    : _options.Strategy
            );
        }
        return (_searched, _options.Strategy);
    }

    internal bool IsRefreshed(PackageName? name) =>
        _options.Refresh || (name is { } package && _options.RefreshPackages.Contains(package));

    private ProjectListing? FromDisk(PackageName name, IndexLocation? only)
    {
        var flat = only is null ? _flat.TryFind(name) : [];
        if (flat is null)
            return null;
        var (indexes, strategy) = WhereToLook(name, only);
        var groups = new ListingGroups(name, strategy, flat);
        var at = 0;
        for (; at < indexes.Length && !groups.IsComplete; at++)
        {
            var index = indexes[at];
            if (_flatIndexes.TryGetValue(index, out var page))
            {
                if (page.TryFind(name) is not { } found)
                    return null;
                groups.Take(index, found.FirstOrDefault());
            }
            else if (index.IsLocal)
                groups.Take(index, ReadLocal(index, name));
            else if (OpenCached(index, name) is { } cached && IsFresh(cached.Fetched, cached.MaxAge, name))
                groups.Take(index, cached.Files);
            else if (_http.IsOffline)
                groups.Miss(index, IndexProblemKind.Offline);
            else
                return null;
        }
        return groups.ToListing(at < indexes.Length ? indexes[at] : null);
    }

    private async Task<ProjectListing> SearchAsync(
        PackageName name,
        IndexLocation? only,
        CancellationToken cancellation
    )
    {
        // Whoever asks goes on at once; building requests is work for another thread.
        await Task.Yield();
        var flat = only is null ? await _flat.FindAsync(name, cancellation).ConfigureAwait(false) : [];
        var (indexes, strategy) = WhereToLook(name, only);
        var groups = new ListingGroups(name, strategy, flat);
        // Where every index counts, they are asked at once; else the next only when the one before does not have it.
        var asked =
            strategy is IndexStrategy.FirstIndex
                ? null
                : Array.ConvertAll(indexes, i => LookUpAsync(i, name, cancellation));
        var at = 0;
        for (; at < indexes.Length && !groups.IsComplete; at++)
        {
            var answer = asked is null ? LookUpAsync(indexes[at], name, cancellation) : asked[at];
            var (files, problem) = await answer.ConfigureAwait(false);
            if (files is not null)
                groups.Take(indexes[at], files);
            else
                groups.Miss(indexes[at], problem);
        }
        var listing = groups.ToListing(at < indexes.Length ? indexes[at] : null);
        lock (_lock)
        {
            _known[(name, only)] = listing;
            _pending.Remove((name, only));
        }
        return listing;
    }

    private async Task<(ProjectFiles? Files, IndexProblemKind Problem)> LookUpAsync(
        IndexLocation index,
        PackageName name,
        CancellationToken cancellation
    )
    {
        if (_flatIndexes.TryGetValue(index, out var page))
        {
            var found = await page.FindAsync(name, cancellation).ConfigureAwait(false);
            return (found.FirstOrDefault(), IndexProblemKind.NotFound);
        }
        if (index.IsLocal)
            return (ReadLocal(index, name), IndexProblemKind.NotFound);
        var cached = OpenCached(index, name);
        if (cached is { } entry && IsFresh(entry.Fetched, entry.MaxAge, name))
            return (entry.Files, default);
        if (_http.IsOffline)
            return (null, IndexProblemKind.Offline);
        return await FetchAsync(index, name, cached, cancellation).ConfigureAwait(false);
    }
}
