using Krait.Cli.Arguments.Options;

namespace Krait.Cli.Arguments;

/// <summary>What a command line asks for: a verb with the words left for it, help on a group, or the version.</summary>
internal sealed record CommandLine
{
    public CommandDescription? Command { get; private init; }

    /// <summary>The group that was named without a verb; null when there is a verb.</summary>
    public CommandGroup? Group { get; private init; }

    /// <summary>The words that are no part of the verb's name.</summary>
    public IReadOnlyList<string> Rest { get; private init; } = [];

    /// <summary>Whether the group's help was asked for, so that showing it is no error.</summary>
    public bool AsksForHelp { get; private init; }

    public bool AsksForVersion { get; private init; }

    /// <summary>Finds the verb: global options may stand before and between its words.</summary>
    /// <exception cref="UsageException">There is no such verb.</exception>
    public static CommandLine Read(IReadOnlyList<string> words)
    {
        var group = CommandTable.FindGroup("")!;
        var rest = new List<string>();
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (word == "--")
                break;
            if (word.StartsWith('-'))
            {
                rest.Add(word);
                if (TakesNextWord(word) && i + 1 < words.Count)
                    rest.Add(words[++i]);
                continue;
            }
            var path = group.Path.Length == 0 ? word : $"{group.Path} {word}";
            if (CommandTable.Find(path) is { } command)
                return new CommandLine { Command = command, Rest = [.. rest, .. words.Skip(i + 1)] };
            group = CommandTable.FindGroup(path) ?? throw Unknown(group, word);
        }
        return new CommandLine
        {
            Group = group,
            AsksForHelp = rest.Exists(w => w is "--help" or "-h"),
            AsksForVersion = rest.Exists(w => w is "--version" or "-V"),
            Rest = rest,
        };
    }

    private static bool TakesNextWord(string word)
    {
        foreach (var option in GlobalOptions.All)
        {
            if (option.Value is null)
                continue;
            if (option.Name == word || option.Aliases.Contains(word, StringComparer.Ordinal))
                return true;
        }
        return false;
    }

    private static UsageException Unknown(CommandGroup group, string word)
    {
        var near = Suggestions.All(word, CommandTable.ChildrenOf(group.Path).Select(c => c.Word));
        var tip = near.Count switch
        {
            0 => null,
            1 => $"a similar subcommand exists: '{near[0]}'",
            _ => $"some similar subcommands exist: {string.Join(", ", near.Select(n => $"'{n}'"))}",
        };
        return new UsageException($"unrecognized subcommand '{word}'") { Tip = tip, Usage = group.Usage };
    }
}
