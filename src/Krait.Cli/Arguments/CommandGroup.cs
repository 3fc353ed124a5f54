namespace Krait.Cli.Arguments;

/// <summary>A word that only leads to verbs, as <c>pip</c> or <c>cache</c>; the root has an empty path.</summary>
internal sealed record CommandGroup(string Path, string Summary)
{
    /// <summary>The group as a verb without options of its own, by which the words given with it are checked.</summary>
    public CommandDescription ToDescription() =>
        new()
        {
            Path = Path,
            Summary = Summary,
            UsageTail = "<COMMAND>",
            MostPositionals = 0,
            Options = () => [],
            RunAsync = (_, _) => Task.FromResult(2),
        };

    public string Usage => ToDescription().Usage;
}
