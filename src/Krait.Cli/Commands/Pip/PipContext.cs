using Krait.Cache;
using Krait.Cli.Arguments;
using Krait.Cli.Settings;
using Krait.Cli.Terminal;
using Krait.Http;
using Krait.Indexes;

namespace Krait.Cli.Commands.Pip;

/// <summary>What a <c>pip</c> command works with: the library, wired to this run's settings and to the terminal.</summary>
internal sealed class PipContext : IDisposable
{
    public PipContext(Invocation invocation, IndexOptions? indexes = null)
    {
        Invocation = invocation;
        Events = new EventRenderer(invocation.Terminal, invocation.Global.ShowsProgress);
        Manager = new PackageManager(Options(invocation, indexes ?? new IndexOptions(), Events));
    }

    public Invocation Invocation { get; }

    public EventRenderer Events { get; }

    public PackageManager Manager { get; }

    public TerminalWriter Terminal => Invocation.Terminal;

    public EnvironmentFinder Environments => new(Invocation, Manager.Pythons);

    /// <summary>What the network layer must be told; read once more by those who need it before there are indexes.</summary>
    public static HttpOptions Network(Invocation invocation) =>
        NetworkSettings.Read(invocation.Reader, invocation.Global);

    public void Dispose()
    {
        Events.Dispose();
        Manager.Dispose();
    }

    private static KraitOptions Options(
        Invocation invocation,
        IndexOptions indexes,
        IProgress<KraitEvent> events
    )
    {
        var global = invocation.Global;
        var folder = global.UsesNoCache
            ? Path.Combine(Path.GetTempPath(), $"krait-cache-{Guid.NewGuid():N}")
            : global.CacheFolder;
        using var cache = new CacheFolder(folder);
        return new KraitOptions
        {
            WorkingDirectory = global.WorkingDirectory,
            CacheFolder = folder,
            IsCacheTemporary = global.UsesNoCache,
            Http = Network(invocation),
            Indexes = indexes,
            Pythons = PythonSettings.Read(invocation.Reader, global, cache),
            Events = events,
        };
    }
}
