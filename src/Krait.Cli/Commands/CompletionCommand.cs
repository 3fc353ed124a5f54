using System.Globalization;
using Krait.Cli.Arguments;
using Krait.Cli.Arguments.Completion;
using Krait.Cli.Terminal;

namespace Krait.Cli.Commands;

/// <summary><c>krait generate-shell-completion SHELL</c>, and the question that the scripts ask while the user types.</summary>
internal static class CompletionCommand
{
    public static CommandDescription Description =>
        new()
        {
            Path = "generate-shell-completion",
            Summary = "Write a script that completes commands and options in a shell",
            UsageTail = "<SHELL>",
            Positional = "SHELL",
            PositionalMeaning = "The shell",
            Choices = CompletionScripts.Shells,
            MostPositionals = 1,
            Options = () => [],
            RunAsync = (invocation, _) => Task.FromResult(Run(invocation)),
        };

    /// <summary>The word by which the scripts ask; no command for users.</summary>
    public const string Question = "__complete";

    public static int Write(string shell, TerminalWriter terminal)
    {
        terminal.Answer(CompletionScripts.For(shell));
        terminal.Flush();
        return 0;
    }

    /// <summary>Answers <c>COUNT WORD…</c>: a candidate a line, a tab, its meaning. Nothing for a question that makes no sense.</summary>
    public static int Answer(string[] question, TerminalWriter terminal)
    {
        if (
            question is not [var number, .. var words]
            || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || count > words.Length
        )
            return 0;
        string[] line = [.. words[..count], words.Length > count ? words[count] : ""];
        foreach (var (word, meaning) in CompletionCandidates.For(line))
            terminal.Answer($"{word}\t{meaning}\n");
        terminal.Flush();
        return 0;
    }

    private static int Run(Invocation invocation) =>
        invocation.Arguments.Positionals is [var shell]
            ? Write(shell, invocation.Terminal)
            : throw UsageException.Missing(Description);
}
