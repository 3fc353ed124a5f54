using System.CommandLine;
using System.CommandLine.Parsing;

namespace Krait.Cli.Arguments;

/// <summary>What System.CommandLine would take for something else: values of flags, empty values, options in a value's place.</summary>
internal static partial class ArgumentParser
{
    /// <summary>The words, an option and its empty value parted.</summary>
    /// <exception cref="UsageException">A flag has a value, or an option stands where a value should.</exception>
    private static List<string> Settle(
        CommandDescription command,
        IEnumerable<string> words,
        Dictionary<string, (OptionDescription Option, Option Symbol, bool IsOn)> options
    )
    {
        var settled = new List<string>();
        OptionDescription? waiting = null;
        foreach (var word in words)
        {
            if (waiting is not null && IsOption(word))
                throw options.ContainsKey(word.Split('=')[0])
                    ? Lacking(waiting)
                    : Unknown(command, options.Keys, word);
            if (waiting is not null)
            {
                settled.Add(word);
                waiting = null;
                continue;
            }
            if (word.Length > 2 && word[0] == '-' && word[1] != '-')
            {
                waiting = Unbundle(command, word, options, settled);
                continue;
            }
            var (name, value) =
                word.IndexOf('=', StringComparison.Ordinal) is > 0 and var at && word[0] == '-'
                    ? (word[..at], word[(at + 1)..])
                    : (word, null);
            if (!options.TryGetValue(name, out var known))
            {
                settled.Add(word);
                continue;
            }
            if (known.Option.Value is null && value is not null)
                throw Unneeded(command, known.IsOn ? known.Option.ToString() : name, value);
            if (value is not { Length: 0 })
                settled.Add(word);
            else
                settled.AddRange([name, ""]);
            waiting = known.Option.Value is not null && value is null ? known.Option : null;
        }
        return settled;
    }

    /// <summary>Takes <c>-qp3.12</c> apart: flags, and at the end an option with its value.</summary>
    /// <returns>An option whose value must be the next word; null for none.</returns>
    private static OptionDescription? Unbundle(
        CommandDescription command,
        string word,
        Dictionary<string, (OptionDescription Option, Option Symbol, bool IsOn)> options,
        List<string> settled
    )
    {
        for (var i = 1; i < word.Length; i++)
        {
            var name = $"-{word[i]}";
            if (!options.TryGetValue(name, out var known))
                throw Unknown(command, options.Keys, name);
            var rest = word[(i + 1)..];
            if (known.Option.Value is null)
            {
                settled.Add(name);
                if (rest.StartsWith('='))
                    throw Unneeded(command, known.Option.ToString(), rest[1..]);
                continue;
            }
            var value = rest.StartsWith('=') ? rest[1..] : rest;
            if (value.Length > 0)
                settled.Add($"{known.Option.Name}={value}");
            else if (rest.Length > 0)
                settled.AddRange([name, ""]);
            else
                settled.Add(name);
            return rest.Length == 0 ? known.Option : null;
        }
        return null;
    }

    private static UsageException Unneeded(CommandDescription command, string option, string value) =>
        new($"unexpected value '{value}' for '{option}' found; no more were expected")
        {
            Usage = command.Usage,
        };

    private static bool IsOption(string word) => word.Length > 1 && word[0] == '-';

    /// <summary>For each option whether its last spelling is one that switches it on.</summary>
    private static Dictionary<OptionDescription, bool> LastOf(
        IEnumerable<Token> tokens,
        Dictionary<string, (OptionDescription Option, Option Symbol, bool IsOn)> options
    )
    {
        var last = new Dictionary<OptionDescription, bool>();
        foreach (var token in tokens)
        {
            if (token.Type == TokenType.Option)
                last[options[token.Value].Option] = options[token.Value].IsOn;
        }
        return last;
    }

    private static UsageException Lacking(OptionDescription option) =>
        new(
            $"a value is required for '{option}' but none was supplied"
                + (
                    option.Choices.Length == 0
                        ? ""
                        : $"\n  [possible values: {string.Join(", ", option.Choices)}]"
                )
        );
}
