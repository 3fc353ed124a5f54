using System.CommandLine;
using System.CommandLine.Parsing;

namespace Krait.Cli.Arguments;

/// <summary>
/// Parses what follows a verb. System.CommandLine splits tokens, bundles and values, and sees only the invoked verb's
/// options; what is wrong is decided and worded here, because its own texts, exit codes and its taking of an unknown
/// option for a positional argument do not fit.
/// </summary>
internal static partial class ArgumentParser
{
    // Response files (`@file`) are no part of this command line: an argument may begin with `@`.
    private static ParserConfiguration Configuration => new() { ResponseFileTokenReplacer = null };

    /// <exception cref="UsageException">An option is unknown, lacks its value, has a wrong one, or is given twice.</exception>
    public static ParsedArguments Parse(CommandDescription command, IReadOnlyList<string> words)
    {
        var end = words.ToList().IndexOf("--");
        var before = end < 0 ? words : [.. words.Take(end)];
        var options = new Dictionary<string, (OptionDescription Option, Option Symbol, bool IsOn)>(
            StringComparer.Ordinal
        );
        var symbols = new Command("krait");
        var positional = new Argument<string[]>("positional") { Arity = ArgumentArity.ZeroOrMore };
        symbols.Arguments.Add(positional);
        foreach (var option in command.AllOptions())
            Declare(option, symbols, options);

        var result = CommandLineParser.Parse(symbols, Settle(command, before, options), Configuration);
        var parsed = new ParsedArguments { Command = command };
        var given = new List<OptionDescription>();
        var lastOf = LastOf(result.Tokens, options);
        foreach (var token in result.Tokens)
        {
            if (token.Type != TokenType.Option)
                continue;
            var (option, symbol, isOn) = options[token.Value];
            if (option.Later is { } meanwhile)
                throw NotYet(option, meanwhile);
            if (option.Refusal is { } refusal)
                throw new KraitException(refusal) { ExitCode = 2 };
            if (option.NoEffect is { } warning)
                parsed.Warnings.Add(warning);
            parsed.Warnings.AddRange(
                option
                    .Outdated.Where(o => o.Spelling == token.Value && lastOf[option] == isOn)
                    .Select(o => o.Warning)
            );
            if (option.Value is null)
                parsed.AddFlag(option, isOn);
            CheckCount(command, option, result.GetResult(symbol)!, token.Value, isOn);
            if (isOn)
                CheckConflicts(command, option, given);
        }
        foreach (var (option, symbol, _) in options.Values)
        {
            if (
                option.Value is null
                || parsed.Values(option).Count > 0
                || result.GetResult(symbol) is not { } valued
            )
                continue;
            foreach (var token in valued.Tokens)
            {
                if (token.Value.Length == 0 && (option.Choices.Length > 0 || option.IsPath))
                    throw Lacking(option);
                if (option.Problem?.Invoke(token.Value) is { } problem)
                    throw new UsageException($"invalid value '{token.Value}' for '{option}': {problem}");
                parsed.AddValue(option, CheckChoice(option.ToString(), option.Choices, token.Value));
            }
        }
        foreach (var token in result.GetResult(positional)?.Tokens ?? [])
        {
            if (token.Value.Length > 1 && token.Value[0] == '-')
                throw Unknown(command, options.Keys, token.Value);
            parsed.Positionals.Add(token.Value);
        }
        if (end >= 0)
            parsed.Positionals.AddRange(words.Skip(end + 1));
        if (parsed.Positionals.Count > command.MostPositionals)
            throw Unexpected(command, parsed.Positionals[command.MostPositionals]);
        foreach (var word in parsed.Positionals)
            CheckChoice($"<{command.Positional}>", command.Choices, word);
        return parsed;
    }

    private static void Declare(
        OptionDescription option,
        Command symbols,
        Dictionary<string, (OptionDescription Option, Option Symbol, bool IsOn)> options
    )
    {
        string[] spellings = option.Short == '\0' ? option.Aliases : [$"-{option.Short}", .. option.Aliases];
        Option symbol = option.Value is null
            ? new Option<bool>(option.Name, spellings) { Arity = ArgumentArity.Zero }
            : new Option<string[]>(option.Name, spellings);
        symbols.Options.Add(symbol);
        options.Add(option.Name, (option, symbol, true));
        foreach (var spelling in spellings)
            options.Add(spelling, (option, symbol, true));
        if (option.Opposites is not [var first, .. var others])
            return;
        var opposite = new Option<bool>(first, others) { Arity = ArgumentArity.Zero };
        symbols.Options.Add(opposite);
        foreach (var spelling in option.Opposites)
            options.Add(spelling, (option, opposite, false));
    }

    private static void CheckCount(
        CommandDescription command,
        OptionDescription option,
        OptionResult given,
        string spelling,
        bool isOn
    )
    {
        if (option.Value is not null && given.Tokens.Count < given.IdentifierTokenCount)
            throw Lacking(option);
        if (given.IdentifierTokenCount > 1 && !option.Repeatable)
        {
            var shown =
                Array.Exists(option.Outdated, o => o.Spelling == spelling) ? spelling
                : isOn ? option.ToString()
                : option.Opposites[0];
            throw new UsageException($"the argument '{shown}' cannot be used multiple times")
            {
                Usage = command.Usage,
            };
        }
    }

    /// <summary>Adds the option to those given, if it goes with them.</summary>
    private static void CheckConflicts(
        CommandDescription command,
        OptionDescription option,
        List<OptionDescription> given
    )
    {
        foreach (var other in given)
        {
            if (option.Conflicts.Contains(other.Name) || other.Conflicts.Contains(option.Name))
            {
                throw new UsageException($"the argument '{other}' cannot be used with '{option}'")
                {
                    Usage = command.Usage,
                };
            }
        }
        given.Add(option);
    }

    /// <summary>The value, if it is one of the choices, or there is no choice.</summary>
    /// <exception cref="UsageException">It is not.</exception>
    public static string CheckChoice(string argument, string[] choices, string value)
    {
        if (choices.Length == 0 || choices.Contains(value, StringComparer.Ordinal))
            return value;
        var tip = Suggestions.Nearest(value, choices) is { } near
            ? $"a similar value exists: '{near}'"
            : null;
        throw new UsageException(
            $"invalid value '{value}' for '{argument}'\n  [possible values: {string.Join(", ", choices)}]"
        )
        {
            Tip = tip,
        };
    }

    private static KraitException NotYet(OptionDescription option, string meanwhile) =>
        new($"`{option.Name}` is not supported yet") { ExitCode = 2, Hints = [meanwhile] };

    private static UsageException Unknown(CommandDescription command, IEnumerable<string> known, string token)
    {
        var name = token.Split('=')[0];
        var names = known.Where(k => k.StartsWith("--", StringComparison.Ordinal)).Select(k => k[2..]);
        if (
            name.StartsWith("--", StringComparison.Ordinal)
            && Suggestions.Nearest(name[2..], names) is { } near
        )
        {
            return new UsageException($"unexpected argument '{name}' found")
            {
                Tip = $"a similar argument exists: '--{near}'",
                Usage = command.Usage,
            };
        }
        return new UsageException($"unexpected argument '{name}' found")
        {
            Tip = command.Positional is null ? null : $"to pass '{name}' as a value, use '-- {name}'",
            Usage = command.Usage,
        };
    }

    private static UsageException Unexpected(CommandDescription command, string word) =>
        new($"unexpected argument '{word}' found") { Usage = command.Usage };
}
