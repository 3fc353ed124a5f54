namespace Krait.Cli.Arguments;

/// <summary>The command line itself is wrong: exit code 2.</summary>
internal sealed class UsageException : KraitException
{
    public UsageException(string message)
        : base(message) => ExitCode = 2;

    /// <summary>A command lacks arguments.</summary>
    public static UsageException Missing(CommandDescription command) =>
        new($"the following required arguments were not provided:\n  {command.UsageTail}")
        {
            Usage = command.Usage,
        };

    /// <summary>What may have been meant; null for nothing near.</summary>
    public string? Tip { get; init; }

    /// <summary>The usage line; null where it would not help.</summary>
    public string? Usage { get; init; }

    public string Render()
    {
        var text = $"error: {Message}\n\n";
        if (Tip is not null)
            text += $"  tip: {Tip}\n\n";
        if (Usage is not null)
            text += $"Usage: {Usage}\n\n";
        return text + "For more information, try '--help'.\n";
    }
}
