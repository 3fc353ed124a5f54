using Krait.Cache;
using Krait.Cli.Arguments;
using Krait.Cli.Terminal;
using Krait.Requirements;

namespace Krait.Cli.Commands.Cache;

/// <summary><c>krait cache clean [PACKAGE…]</c>: removes all of the cache, or what belongs to packages.</summary>
internal static class CleanCommand
{
    private static readonly OptionDescription Force = new(
        "--force",
        "Do not wait for other processes that use the cache"
    );

    public static CommandDescription Description =>
        new()
        {
            Path = "cache clean",
            Summary = "Empty the cache, or remove what belongs to packages",
            UsageTail = "[PACKAGE]...",
            Positional = "[PACKAGE]...",
            PositionalMeaning = "The packages to remove from the cache; all if there are none",
            Options = () => [Force],
            RunAsync = (invocation, cancellation) => Task.FromResult(Run(invocation, cancellation)),
        };

    private static int Run(Invocation invocation, CancellationToken cancellation)
    {
        var packages = invocation.Arguments.Positionals.ConvertAll(ParseName);
        var terminal = invocation.Terminal;
        using var cache = new CacheFolder(invocation.Global.CacheFolder);
        if (!cache.Exists)
        {
            terminal.Status($"No cache found at: {cache.Root}");
            return 0;
        }
        using var held = Exclude(cache, invocation, invocation.Reader.IsOn(Force), cancellation);
        CacheRemoval removed = default;
        if (packages.Count == 0)
        {
            terminal.Status($"Clearing cache at: {terminal.Error.PlainCyan(cache.Root)}");
            removed = cache.Clean();
        }
        foreach (var package in packages)
            removed += cache.CleanPackage(package.Value);
        terminal.Status(removed.IsEmpty ? "No cache entries found" : Summary(removed));
        return 0;
    }

    /// <summary>Waits until nobody else works in the cache, unless the user does not want to.</summary>
    public static IDisposable? Exclude(
        CacheFolder cache,
        Invocation invocation,
        bool isForced,
        CancellationToken cancellation
    ) =>
        isForced
            ? null
            : cache.Exclude(
                () =>
                    invocation.Terminal.Status(
                        "Cache is currently in-use, waiting for other processes to finish (use `--force` to override)"
                    ),
                cancellation
            );

    /// <summary><c>Removed 93 files (1.0MiB)</c>.</summary>
    public static string Summary(CacheRemoval removed)
    {
        var what =
            removed.Files > 0 ? Durations.Count(removed.Files, "file")
            : removed.Folders == 1 ? "1 directory"
            : $"{removed.Folders} directories";
        return removed.Bytes > 0 ? $"Removed {what} ({Durations.Size(removed.Bytes)})" : $"Removed {what}";
    }

    private static PackageName ParseName(string text) =>
        PackageName.TryParse(text, out var name)
            ? name
            : throw new UsageException(
                $"invalid value '{text}' for '[PACKAGE]...': Not a valid package or extra name: \"{text}\". Names must start and end with a letter or digit and may only contain -, _, ., and alphanumeric characters."
            );
}
