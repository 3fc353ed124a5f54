namespace Krait.Cli.Arguments;

/// <summary>What the user typed after the verb, sorted to its options.</summary>
internal sealed class ParsedArguments
{
    private readonly Dictionary<OptionDescription, Given> _given = [];

    public required CommandDescription Command { get; init; }

    public List<string> Positionals { get; } = [];

    /// <summary>What the user should be told of the options given.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>True or false if the flag or an opposite of it was given, the last one counting; null if neither was.</summary>
    public bool? Flag(OptionDescription option) =>
        _given.TryGetValue(option, out var given) ? given.IsOn : null;

    /// <summary>How often the flag was given.</summary>
    public int Count(OptionDescription option) => _given.TryGetValue(option, out var given) ? given.Count : 0;

    /// <summary>The values in the order given; empty if there are none.</summary>
    public IReadOnlyList<string> Values(OptionDescription option) =>
        _given.TryGetValue(option, out var given) ? given.Values : [];

    public void AddFlag(OptionDescription option, bool isOn)
    {
        var given = Enter(option);
        given.IsOn = isOn;
        given.Count = isOn ? given.Count + 1 : 0;
    }

    public void AddValue(OptionDescription option, string value) => Enter(option).Values.Add(value);

    private Given Enter(OptionDescription option)
    {
        if (!_given.TryGetValue(option, out var given))
            _given[option] = given = new Given();
        return given;
    }

    private sealed class Given
    {
        public bool? IsOn { get; set; }
        public int Count { get; set; }
        public List<string> Values { get; } = [];
    }
}
