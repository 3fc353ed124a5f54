using System.Globalization;
using Krait.Cache;
using Krait.Cli.Arguments;
using Krait.Cli.Terminal;

namespace Krait.Cli.Commands.Cache;

/// <summary><c>krait cache size</c>: the length of all files of the cache together.</summary>
internal static class SizeCommand
{
    private static readonly OptionDescription Human = new("--human", "Show the size with a unit")
    {
        Conflicts = ["--output-format"],
        Short = 'H',
        Aliases = ["--human-readable"],
    };

    private static readonly OptionDescription OutputFormat = new("--output-format", "How to show the size")
    {
        Value = "OUTPUT_FORMAT",
        Choices = ["auto", "human", "machine"],
    };

    public static CommandDescription Description =>
        new()
        {
            Path = "cache size",
            Summary = "Show how much the cache holds",
            MostPositionals = 0,
            Options = () => [OutputFormat, Human],
            RunAsync = (invocation, _) => Task.FromResult(Run(invocation)),
        };

    private static int Run(Invocation invocation)
    {
        var reader = invocation.Reader;
        using var cache = new CacheFolder(invocation.Global.CacheFolder);
        var bytes = cache.Measure();
        var human = reader.IsOn(Human) || reader.Text(OutputFormat) == "human";
        var text = human ? Durations.Size(bytes) : bytes.ToString(CultureInfo.InvariantCulture);
        invocation.Terminal.Data(text + "\n");
        return 0;
    }
}
