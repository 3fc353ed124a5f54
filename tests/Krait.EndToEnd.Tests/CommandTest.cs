[assembly: AssemblyFixture(typeof(Krait.EndToEnd.Tests.SharedIndexServer))]

namespace Krait.EndToEnd.Tests;

/// <summary>One index server for all tests of the assembly, plain and secure.</summary>
public sealed class SharedIndexServer : IAsyncLifetime
{
    public IndexServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await IndexServer.StartAsync(secure: true);

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

/// <summary>What the tests of a command share: a folder, a process runner that works there, and an index of one's own.</summary>
public abstract class CommandTest : IDisposable
{
    protected CommandTest(SharedIndexServer shared)
    {
        Server = shared.Server;
        Index = Server.CreateIndex();
        Krait = new KraitProcess(Folder.Path).UseIndex(Index);
    }

    protected TempFolder Folder { get; } = new();

    protected IndexServer Server { get; }

    protected PackageIndex Index { get; }

    protected KraitProcess Krait { get; }

    protected string Python => Folder[".venv/bin/python"];

    /// <summary>The environment's folder of packages.</summary>
    protected string SitePackages =>
        Directory
            .GetDirectories(Folder[".venv/lib"], "python*")
            .Select(d => Path.Combine(d, "site-packages"))
            .Single();

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes <c>.venv</c>.</summary>
    protected async Task MakeEnvironmentAsync() => await RunAsync("venv");

    /// <summary>Runs and expects success.</summary>
    protected async Task<KraitResult> RunAsync(params string[] arguments) =>
        (await Krait.RunAsync(arguments)).Expect(0);

    protected Task<KraitResult> InstallAsync(params string[] arguments) =>
        RunAsync(["pip", "install", .. arguments]);

    protected void Publish(string scenario) => Scenario.Parse(scenario).PublishOn(Index);

    /// <summary>Names and versions in the environment, as <c>a==1.0 b==2.0</c>.</summary>
    protected async Task<string> FrozenAsync() =>
        (await RunAsync("pip", "freeze")).Output.TrimEnd('\n').Replace('\n', ' ');

    /// <summary>The text with this test's folder and times replaced, for snapshots and comparisons.</summary>
    protected string Normal(string text) => Snapshot.Normalize(text, [(Folder.Path, "[folder]")]);

    /// <summary>Everything in the environment, byte for byte; what the tool itself locks with is left out.</summary>
    protected string State() =>
        TreeListing.Of(
            Folder[".venv"],
            contents: true,
            skip: path => path is ".lock" || path.Split('/').Contains("__pycache__", StringComparer.Ordinal)
        );
}
