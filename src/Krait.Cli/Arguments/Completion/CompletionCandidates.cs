using Krait.Cli.Arguments.Options;

namespace Krait.Cli.Arguments.Completion;

/// <summary>What a word of the command line may become, with what it means; asked for by the scripts of the shells.</summary>
internal static class CompletionCandidates
{
    /// <summary>The candidates for the last of the words that follow the program's name; none where a path is as likely.</summary>
    public static IEnumerable<(string Word, string Meaning)> For(IReadOnlyList<string> words)
    {
        if (words.Count == 0)
            return [];
        var (before, start) = (words.Take(words.Count - 1).ToList(), words[^1]);
        if (before.Contains("--", StringComparer.Ordinal))
            return [];
        var place = Place.Of(before);
        var equals = start.IndexOf('=', StringComparison.Ordinal);
        if (start.StartsWith("--", StringComparison.Ordinal) && equals > 0)
        {
            var name = start[..(equals + 1)];
            return Starting(start, Choices(place.Find(name[..^1])).Select(c => (name + c.Word, c.Meaning)));
        }
        if (before is [.., var last] && place.Find(last) is { Value: not null } valued)
            return Starting(start, Choices(valued));
        return Starting(start, start.StartsWith('-') ? place.Options() : place.Words());
    }

    private static IEnumerable<(string Word, string Meaning)> Choices(OptionDescription? option) =>
        option?.Choices.Select(choice => (choice, "")) ?? [];

    private static IEnumerable<(string Word, string Meaning)> Starting(
        string start,
        IEnumerable<(string Word, string Meaning)> candidates
    ) => candidates.Where(candidate => candidate.Word.StartsWith(start, StringComparison.Ordinal));

    /// <summary>Where in the tree of verbs the words have led.</summary>
    private sealed record Place(
        string Path,
        CommandDescription? Command,
        IReadOnlyList<OptionDescription> All
    )
    {
        public static Place Of(IEnumerable<string> words)
        {
            var place = new Place("", null, GlobalOptions.All);
            var isValue = false;
            foreach (var word in words)
            {
                if (isValue || word.StartsWith('-'))
                    isValue = !isValue && place.Find(word) is { Value: not null };
                else if (place.Command is null)
                    place = place.Enter(word);
            }
            return place;
        }

        public OptionDescription? Find(string spelling) =>
            All.FirstOrDefault(option =>
                option.Name == spelling
                || (spelling.Length == 2 && spelling[1] == option.Short)
                || option.Aliases.Contains(spelling, StringComparer.Ordinal)
            );

        public IEnumerable<(string Word, string Meaning)> Options() =>
            All.Where(option => !option.Hidden).Select(option => (option.Name, option.Meaning));

        public IEnumerable<(string Word, string Meaning)> Words() =>
            Command is null ? CommandTable.ChildrenOf(Path)
            : Command.Choices.Length > 0 ? Command.Choices.Select(choice => (choice, ""))
            : [];

        private Place Enter(string word)
        {
            // What follows `help` is a command itself.
            if (Path.Length == 0 && word == "help")
                return this;
            var below = Path.Length == 0 ? word : $"{Path} {word}";
            return CommandTable.Find(below) is { } command
                    ? new Place(below, command, [.. command.AllOptions()])
                : CommandTable.FindGroup(below) is not null ? new Place(below, null, All)
                : this;
        }
    }
}
