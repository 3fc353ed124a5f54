using Krait.Cli.Arguments;
using Krait.Cli.Arguments.Options;
using Krait.Cli.Commands;
using Krait.Cli.Settings;
using Krait.Cli.Terminal;

namespace Krait.Cli;

/// <summary>The edge: reads the world, runs one verb, and turns whatever happens into text and an exit code.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        StandardStream.Prepare();
        var terminal = new TerminalWriter(GlobalSettings.ColorOf(null), verbosity: 0);
        try
        {
            // Answers that scripts ask for again and again come before anything else is built.
            var code = args switch
            {
                ["--version" or "-V"] => VersionCommand.Run(terminal),
                [CompletionCommand.Question, .. var question] => CompletionCommand.Answer(question, terminal),
                _ => Run(args, ref terminal),
            };
            return StandardStream.Leave(code);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return StandardStream.Leave(Fail(exception, terminal));
        }
    }

    private static int Run(string[] args, ref TerminalWriter terminal)
    {
        var line = CommandLine.Read(args);
        if (line.AsksForVersion)
            return VersionCommand.Run(terminal);
        if (line.Group is { } group)
        {
            var given = ArgumentParser.Parse(group.ToDescription(), line.Rest);
            return given.Values(GlobalOptions.GenerateShellCompletion) is [var wanted, ..]
                ? CompletionCommand.Write(wanted, terminal)
                : HelpCommand.ShowGroup(line, terminal);
        }
        var command = line.Command!;
        var arguments = ArgumentParser.Parse(command, line.Rest);
        terminal = new TerminalWriter(
            GlobalSettings.ColorOf(arguments),
            GlobalSettings.VerbosityOf(arguments)
        );
        if (arguments.Flag(GlobalOptions.Help) == true)
            return HelpCommand.Show(command, terminal);
        if (arguments.Values(GlobalOptions.GenerateShellCompletion) is [var shell, ..])
            return CompletionCommand.Write(shell, terminal);
        var reader = new SettingsReader(arguments);
        reader.CheckVariables();
        var invocation = new Invocation
        {
            Arguments = arguments,
            Reader = reader,
            Global = GlobalSettings.Read(reader),
            Terminal = terminal,
        };
        if (arguments.Flag(GlobalOptions.ShowSettings) == true)
            return ShowSettings.Run(invocation);
        foreach (var warning in arguments.Warnings)
            terminal.Warning(warning);
        foreach (var problem in reader.Files.Problems)
            terminal.Warning(problem);
        var code = command.RunAsync(invocation, CancellationToken.None).GetAwaiter().GetResult();
        terminal.Flush();
        return code;
    }

    private static int Fail(Exception exception, TerminalWriter terminal)
    {
        // What was gathered before the failure is still an answer, as the lines of a report that then exits with 1.
        if (exception is KraitException)
        {
            try
            {
                terminal.Flush();
            }
            catch (KraitException lost)
            {
                exception = lost;
            }
        }
        terminal.Failure(exception);
        if (terminal.Verbosity > 0 && exception is not KraitException)
            TerminalWriter.Say(exception + "\n");
        return (exception as KraitException)?.ExitCode ?? 2;
    }
}
