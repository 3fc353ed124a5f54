using Krait.Cache;
using Krait.Cli.Arguments;

namespace Krait.Cli.Commands.Cache;

/// <summary><c>krait cache prune</c>: removes what nothing uses any more.</summary>
internal static class PruneCommand
{
    private static readonly OptionDescription Ci = new(
        "--ci",
        "Remove also what is fetched again as quickly as it is carried from run to run"
    );

    private static readonly OptionDescription Force = new(
        "--force",
        "Do not wait for other processes that use the cache"
    );

    public static CommandDescription Description =>
        new()
        {
            Path = "cache prune",
            Summary = "Remove from the cache what nothing uses any more",
            MostPositionals = 0,
            Options = () => [Ci, Force],
            RunAsync = (invocation, cancellation) => Task.FromResult(Run(invocation, cancellation)),
        };

    private static int Run(Invocation invocation, CancellationToken cancellation)
    {
        using var cache = new CacheFolder(invocation.Global.CacheFolder);
        if (!cache.Exists)
        {
            invocation.Terminal.Status($"No cache found at: {cache.Root}");
            return 0;
        }
        invocation.Terminal.Status($"Pruning cache at: {invocation.Terminal.Error.PlainCyan(cache.Root)}");
        using var held = CleanCommand.Exclude(cache, invocation, invocation.Reader.IsOn(Force), cancellation);
        var removed = cache.Prune(invocation.Reader.IsOn(Ci));
        invocation.Terminal.Status(
            removed.IsEmpty ? "No unused entries found" : CleanCommand.Summary(removed)
        );
        return 0;
    }
}
