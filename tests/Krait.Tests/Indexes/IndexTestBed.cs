using Krait.Cache;
using Krait.Http;
using Krait.Indexes;
using Krait.Requirements;
using Krait.Sources;

namespace Krait.Tests.Indexes;

/// <summary>The rooms from the network to the wheels, on a cache and a clock of its own; <see cref="Restart"/> is the next command.</summary>
internal sealed class IndexTestBed : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly HttpOptions _http;
    private readonly IndexOptions _options;

    public IndexTestBed(IndexOptions options, HttpOptions? http = null)
    {
        _options = options;
        _http = http ?? new HttpOptions { RetryDelay = TimeSpan.FromMilliseconds(1) };
        Restart();
    }

    public IndexTestBed(PackageIndex index, HttpOptions? http = null)
        : this(new IndexOptions { Indexes = [Location(index.Url)] }, http) { }

    public string Folder => _folder.Path;

    public TestClock Clock { get; } = new();

    public List<string> Events { get; } = [];

    public CacheFolder Cache { get; private set; } = null!;

    public HttpTransport Transport { get; private set; } = null!;

    public IndexClient Indexes { get; private set; } = null!;

    public WheelDownloader Downloader { get; private set; } = null!;

    public MetadataClient Metadata { get; private set; } = null!;

    public static IndexLocation Location(string text) =>
        IndexLocation.TryParse(text, "/", out var location) ? location : throw new FormatException(text);

    /// <summary>New objects on the same cache.</summary>
    public void Restart(
        Func<IndexOptions, IndexOptions>? change = null,
        Func<HttpOptions, HttpOptions>? network = null
    )
    {
        Close();
        var events = new Listener(Events);
        var options = change is null ? _options : change(_options);
        Cache = new CacheFolder(Path.Join(Folder, "cache"));
        Transport = new HttpTransport(network is null ? _http : network(_http), Clock, events);
        Indexes = new IndexClient(options, Cache, Transport, Clock, events);
        Downloader = new WheelDownloader(Cache, Transport, Indexes, Clock, events);
        Metadata = new MetadataClient(Cache, Transport, Downloader, events);
    }

    public Task<ProjectListing> Get(string name, IndexLocation? only = null) =>
        Indexes.GetAsync(PackageName.Parse(name), only, TestContext.Current.CancellationToken);

    /// <summary>The only listing of a project.</summary>
    public async Task<ProjectFiles> Files(string name) =>
        Assert.Single(Assert.Single((await Get(name)).Groups));

    public async Task<WheelMetadata> MetadataOf(ProjectFiles files, int file = 0) =>
        await Metadata.GetAsync(files, file, TestContext.Current.CancellationToken);

    public async Task<WheelArchive> Download(ProjectFiles files, int file = 0, params FileHash[] required) =>
        await Downloader.DownloadAsync(
            new RegistryDistribution(files.Name, files.File(file), files.Index),
            required,
            TestContext.Current.CancellationToken
        );

    /// <summary>The message of an exception and of all its causes.</summary>
    public static string Tell(Exception e) =>
        e.InnerException is null ? e.Message : $"{e.Message} <- {Tell(e.InnerException)}";

    public void Dispose()
    {
        Close();
        _folder.Dispose();
    }

    private void Close()
    {
        Metadata?.Dispose();
        Downloader?.Dispose();
        Transport?.Dispose();
        Cache?.Dispose();
    }

    private sealed class Listener(List<string> texts) : IProgress<KraitEvent>
    {
        public void Report(KraitEvent value)
        {
            lock (texts)
                texts.Add(value.ToString());
        }
    }
}

/// <summary>A clock that stands until it is moved; waits use the real one.</summary>
internal sealed class TestClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
