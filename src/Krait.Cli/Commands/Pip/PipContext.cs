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
        Manager = new PackageManager(LibrarySettings.Read(invocation, indexes ?? new IndexOptions(), Events));
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
}
