using Krait.Cli.Settings;

namespace Krait.Cli.Arguments;

/// <summary>
/// One option as data: the parser, the help text, the settings and the usage errors all read the same description.
/// </summary>
/// <param name="name">The spelling that help shows, with both dashes.</param>
/// <param name="meaning">One line for help, without a full stop.</param>
internal sealed class OptionDescription(string name, string meaning)
{
    public string Name => name;

    public string Meaning => meaning;

    /// <summary>The one-letter spelling, or a NUL character for none.</summary>
    public char Short { get; init; }

    /// <summary>What help calls the value; null for a flag, which takes none.</summary>
    public string? Value { get; init; }

    /// <summary>Whether it may be given more than once.</summary>
    public bool Repeatable { get; init; }

    /// <summary>The variable that is asked when the option is not given, without its <c>KRAIT_</c> or <c>UV_</c>.</summary>
    public string? Variable { get; init; }

    /// <summary>What separates several values in the variable.</summary>
    public char VariableSeparator { get; init; } = ' ';

    /// <summary>The accepted values; empty where any is accepted.</summary>
    public string[] Choices { get; init; } = [];

    /// <summary>What stands behind the equals sign of a value <c>PACKAGE=…</c>, as errors call it.</summary>
    public string PairValue { get; init; } = "VALUE";

    /// <summary>Whether the value is a path, which cannot be empty.</summary>
    public bool IsPath { get; init; }

    /// <summary>What is wrong with a value; null for nothing. Values are asked about before anything is done.</summary>
    public Func<string, string?>? Problem { get; init; }

    /// <summary>Further spellings, accepted but not shown.</summary>
    public string[] Aliases { get; init; } = [];

    /// <summary>Flags that undo this one, accepted but not shown; the last one given wins.</summary>
    public string[] Opposites { get; init; } = [];

    /// <summary>Names of options that cannot be given beside this one.</summary>
    public string[] Conflicts { get; init; } = [];

    public bool Hidden { get; init; }

    /// <summary>What to do meanwhile, for an option that users of uv know and that does not work here yet: giving it is an error.</summary>
    public string? Later { get; init; }

    /// <summary>The error that giving it ends with, for an option of another tool that makes no sense here.</summary>
    public string? Refusal { get; init; }

    /// <summary>The warning that giving it brings, for an option of another tool that changes nothing here.</summary>
    public string? NoEffect { get; init; }

    /// <summary>Spellings that still count and are said to be out of date or without effect, with what is said.</summary>
    public (string Spelling, string Warning)[] Outdated { get; init; } = [];

    /// <summary>Whether it sets nothing here: it is refused, or has no effect.</summary>
    public bool IsInert => Later is not null || Refusal is not null || NoEffect is not null;

    /// <summary>What the names of variables begin with, the first that is set counting.</summary>
    public string[] VariablePrefixes { get; init; } = EnvironmentVariables.OwnPrefixes;

    /// <summary>The heading under which help lists the option.</summary>
    public string Group { get; init; } = "Options";

    /// <summary><c>--link-mode &lt;LINK_MODE&gt;</c>, as usage errors quote it; a flag that counts ends in dots.</summary>
    public override string ToString() =>
        Value is not null ? $"{Name} <{Value}>"
        : Repeatable ? Name + "..."
        : Name;
}
