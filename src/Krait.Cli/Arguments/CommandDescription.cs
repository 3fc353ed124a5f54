namespace Krait.Cli.Arguments;

/// <summary>A verb: its place in the tree, its options, and the code behind it.</summary>
internal sealed class CommandDescription
{
    /// <summary>The words that name it, as <c>pip install</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Other spellings of the last word.</summary>
    public string[] Aliases { get; init; } = [];

    /// <summary>One line for help, without a full stop.</summary>
    public required string Summary { get; init; }

    /// <summary>What the usage line shows after <c>[OPTIONS]</c>.</summary>
    public string UsageTail { get; init; } = "";

    /// <summary>The positional argument's name; null where the command takes none.</summary>
    public string? Positional { get; init; }

    public string PositionalMeaning { get; init; } = "";

    /// <summary>The accepted values of the positional argument; empty where any is accepted.</summary>
    public string[] Choices { get; init; } = [];

    /// <summary>How many positional arguments there may be.</summary>
    public int MostPositionals { get; init; } = int.MaxValue;

    /// <summary>The command's own options; the global ones are added to every command. Built only when asked for.</summary>
    public required Func<IEnumerable<OptionDescription>> Options { get; init; }

    /// <summary>Runs the command and returns the exit code.</summary>
    public required Func<Invocation, CancellationToken, Task<int>> RunAsync { get; init; }

    public bool Hidden { get; init; }

    public string Usage =>
        $"krait{(Path.Length > 0 ? " " + Path : "")} [OPTIONS]{(UsageTail.Length > 0 ? " " + UsageTail : "")}";

    public IEnumerable<OptionDescription> AllOptions() =>
        [.. Options(), .. Arguments.Options.GlobalOptions.All];
}
