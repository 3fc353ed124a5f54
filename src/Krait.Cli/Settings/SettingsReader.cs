using Krait.Cli.Arguments;

namespace Krait.Cli.Settings;

/// <summary>Answers what an option is set to: by the command line, else by the environment.</summary>
internal sealed class SettingsReader(ParsedArguments arguments)
{
    public ParsedArguments Arguments => arguments;

    /// <summary>Whether a flag is on.</summary>
    /// <exception cref="KraitException">Its variable holds no yes or no.</exception>
    public bool IsOn(OptionDescription option) => Flag(option) ?? false;

    /// <summary>Whether a flag is on or off; null where nothing says so.</summary>
    /// <exception cref="KraitException">Its variable holds no yes or no.</exception>
    public bool? Flag(OptionDescription option) =>
        arguments.Flag(option)
        ?? (option.Variable is null ? null : EnvironmentVariables.Boolean(option.Variable));

    /// <summary>The value of an option, the last one given counting; null where nothing says so.</summary>
    /// <exception cref="UsageException">The variable's value is not among the choices.</exception>
    public string? Text(OptionDescription option)
    {
        if (arguments.Values(option) is [.., var given])
            return given;
        if (
            option.Variable is null
            || EnvironmentVariables.Find(option.Variable) is not var (_, value)
            || value.Length == 0
        )
            return null;
        if (option.Choices.Length > 0 && !option.Choices.Contains(value, StringComparer.Ordinal))
            throw ArgumentParser.InvalidChoice(option, value);
        return value;
    }

    /// <summary>All values of an option, in order.</summary>
    public IReadOnlyList<string> Texts(OptionDescription option)
    {
        var given = arguments.Values(option);
        if (
            given.Count > 0
            || option.Variable is null
            || EnvironmentVariables.Find(option.Variable) is not var (_, value)
        )
            return given;
        return value.Split(
            option.VariableSeparator,
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );
    }
}
