using Krait.Cache;
using Krait.Http;
using Krait.Indexes;
using Krait.Installer;
using Krait.Pythons;
using Krait.Resolver;
using Krait.Sources;

namespace Krait;

/// <summary>
/// The facade: wires the rooms to one another for one host or one command, and owns no logic of its own. Parts come into
/// being when they are first used; making the object touches neither disk nor network. Disposing it writes what was learnt
/// into the cache.
/// </summary>
public sealed partial class PackageManager : IDisposable
{
    private readonly KraitOptions _options;
    private readonly BackgroundTasks _background = new();
    private readonly Lazy<HttpTransport> _http;
    private readonly Lazy<IndexClient> _indexes;
    private readonly Lazy<WheelDownloader> _downloader;
    private readonly Lazy<MetadataClient> _metadata;
    private readonly Lazy<PythonDiscovery> _pythons;
    private readonly Lazy<WheelStore> _wheels;

    public PackageManager(KraitOptions options)
    {
        _options = options;
        Cache = new CacheFolder(
            options.CacheFolder,
            options.IsCacheTemporary,
            options.CacheSubstitute,
            options.Events
        );
        _http = new(() => new HttpTransport(options.Http, options.Time, options.Events));
        _indexes = new(() => new IndexClient(options.Indexes, Cache, Http, options.Time, options.Events));
        _downloader = new(() => new WheelDownloader(Cache, Http, Indexes, options.Time, options.Events));
        _metadata = new(() =>
            new MetadataClient(Cache, Http, _downloader.Value, options.Events)
            {
                AllowsOtherVersions = options.AllowsOtherVersions,
            }
        );
        _pythons = new(() => new PythonDiscovery(options.Pythons));
        _wheels = new(() =>
            new WheelStore(Cache, options.RecordPolicy) { AllowsOtherVersions = options.AllowsOtherVersions }
        );
    }

    public CacheFolder Cache { get; }

    public HttpTransport Http => _http.Value;

    public IndexClient Indexes => _indexes.Value;

    public PythonDiscovery Pythons => _pythons.Value;

    /// <summary>Finds one version of every package that is needed.</summary>
    /// <exception cref="ResolutionException">There is no answer.</exception>
    /// <exception cref="KraitException">An index or a distribution failed.</exception>
    public ValueTask<Resolution> ResolveAsync(ResolverInput input, CancellationToken cancellation)
    {
        var provider = new RegistryDistributionProvider(
            Indexes,
            _metadata.Value,
            _options.WorkingDirectory,
            _background,
            _options.Http.Offline
        );
        return new DependencyResolver(provider, _options.Events).ResolveAsync(
            input with
            {
                HasLinks = _options.Indexes.FindLinks.Count > 0,
            },
            cancellation
        );
    }

    public void Dispose()
    {
        _background.Dispose();
        if (_metadata.IsValueCreated)
            _metadata.Value.Dispose();
        if (_downloader.IsValueCreated)
            _downloader.Value.Dispose();
        if (_http.IsValueCreated)
            _http.Value.Dispose();
        Cache.Dispose();
    }
}
