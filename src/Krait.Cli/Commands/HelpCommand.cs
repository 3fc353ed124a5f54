using Krait.Cli.Arguments;
using Krait.Cli.Terminal;

namespace Krait.Cli.Commands;

/// <summary><c>krait help [COMMAND…]</c>, and what <c>--help</c> and a verb left out show.</summary>
internal static class HelpCommand
{
    public static CommandDescription Description =>
        new()
        {
            Path = "help",
            Summary = "Show help for a command",
            UsageTail = "[COMMAND]...",
            Positional = "[COMMAND]...",
            PositionalMeaning = "The words of a command, as pip install",
            Options = () => [],
            RunAsync = (invocation, _) => Task.FromResult(Run(invocation)),
        };

    public static int Show(CommandDescription command, TerminalWriter terminal)
    {
        terminal.Data(HelpText.Of(command));
        terminal.Flush();
        return 0;
    }

    /// <summary>A group without a verb shows its help: as data where it was asked for, else as an error.</summary>
    public static int ShowGroup(CommandLine line, TerminalWriter terminal)
    {
        if (!line.AsksForHelp)
        {
            TerminalWriter.Say(HelpText.Of(line.Group!));
            return 2;
        }
        terminal.Data(HelpText.Of(line.Group!));
        terminal.Flush();
        return 0;
    }

    private static int Run(Invocation invocation)
    {
        var group = CommandTable.FindGroup("")!;
        foreach (var word in invocation.Arguments.Positionals)
        {
            var path = group.Path.Length == 0 ? word : $"{group.Path} {word}";
            if (CommandTable.Find(path) is { } command)
                return Show(command, invocation.Terminal);
            group = CommandTable.FindGroup(path) ?? throw Unknown(group, word);
        }
        invocation.Terminal.Data(HelpText.Of(group));
        return 0;
    }

    private static KraitException Unknown(CommandGroup group, string word)
    {
        var words = CommandTable.ChildrenOf(group.Path).Select(child => child.Word).Where(w => w != "help");
        var of = group.Path.Length == 0 ? "krait" : $"krait {group.Path}";
        return new KraitException(
            $"There is no command `{word}` for `{of}`. Did you mean one of:{string.Concat(words.Select(w => "\n" + w))}"
        )
        {
            ExitCode = 2,
        };
    }
}
