using Krait.Cli.Arguments;

namespace Krait.Cli.Commands.Cache;

/// <summary><c>krait cache dir</c>: where the cache lies.</summary>
internal static class DirCommand
{
    public static CommandDescription Description =>
        new()
        {
            Path = "cache dir",
            Summary = "Show where the cache lies",
            MostPositionals = 0,
            Options = () => [],
            RunAsync = (invocation, _) =>
            {
                var terminal = invocation.Terminal;
                var path = terminal.Output.PlainCyan(invocation.Global.CacheFolder);
                terminal.Data(path + "\n", important: false);
                return Task.FromResult(0);
            },
        };
}
