namespace Krait.Cache;

/// <summary>
/// One kind of cached data: a folder of the cache whose name carries the version of its layout, so that an older or a newer
/// Krait never misreads it. Inside, what belongs to a package lies below a folder of the package's name, or in a file
/// <c>NAME.extension</c>.
/// </summary>
public readonly record struct CacheBucket
{
    private CacheBucket(string name, bool isFetched)
    {
        Name = name;
        IsFetched = isFetched;
    }

    /// <summary>Packed project pages: <c>INDEX/NAME.index</c>.</summary>
    public static CacheBucket Indexes { get; } = new("index-v1", isFetched: false);

    /// <summary>Packed requirements of distributions: <c>INDEX/NAME.metadata</c>.</summary>
    public static CacheBucket Metadata { get; } = new("metadata-v1", isFetched: false);

    /// <summary>What an address or a local file was seen to hold: <c>NAME/KEY.pointer</c>.</summary>
    public static CacheBucket Pointers { get; } = new("pointers-v1", isFetched: false);

    /// <summary>Unpacked wheels, by the hash of the archive.</summary>
    public static CacheBucket Wheels { get; } = new("wheels-v1", isFetched: true);

    /// <summary>Facts about interpreters.</summary>
    public static CacheBucket Interpreters { get; } = new("interpreters-v1", isFetched: false);

    /// <summary>Files under way; nothing in it outlives the command that made it.</summary>
    public static CacheBucket Staging { get; } = new("staging-v1", isFetched: false);

    /// <summary>Every bucket of this version of Krait.</summary>
    internal static IReadOnlyList<CacheBucket> All { get; } =
    [Indexes, Metadata, Pointers, Wheels, Interpreters, Staging];

    /// <summary>The folder's name.</summary>
    public string Name { get; }

    /// <summary>Whether its content is as easily fetched again as kept between runs of a build service.</summary>
    internal bool IsFetched { get; }
}
