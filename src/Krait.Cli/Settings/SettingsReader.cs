using Krait.Cli.Arguments;
using Krait.Cli.Arguments.Options;

namespace Krait.Cli.Settings;

/// <summary>Answers what an option is set to: by the command line, else by the environment, else by settings files.</summary>
internal sealed class SettingsReader(ParsedArguments arguments)
{
    private ConfigurationFiles? _files;

    public ParsedArguments Arguments => arguments;

    /// <summary>The settings files that count here; found when first asked for.</summary>
    /// <exception cref="KraitException">A settings file cannot be read.</exception>
    public ConfigurationFiles Files => _files ??= FindFiles();

    /// <summary>Looks at all variables that the command would read: a wrong one is told of even where it would change nothing.</summary>
    /// <exception cref="KraitException">A variable holds what its option does not take; exit code 2.</exception>
    public void CheckVariables()
    {
        foreach (var option in arguments.Command.AllOptions())
        {
            if (arguments.Flag(option) is not null || arguments.Values(option).Count > 0)
                continue;
            if (VariableOf(option) is not var (variable, value))
                continue;
            if (option.Value is null)
                _ = EnvironmentVariables.Boolean(option.Variable!, option.VariablePrefixes);
            else if (option.Choices.Length > 0)
                _ = Text(option);
            else if (option.Problem is { } problem)
            {
                foreach (var word in option.Repeatable ? Texts(option) : [value])
                {
                    if (word.Length > 0 && problem(word) is { } wrong)
                        throw EnvironmentVariables.Invalid(variable, word, wrong);
                }
            }
        }
    }

    /// <summary>Whether the command has an option: what it cannot be told on the command line, no variable should tell it.</summary>
    public bool Takes(OptionDescription option) => arguments.Command.AllOptions().Contains(option);

    /// <summary>Whether a flag is on.</summary>
    /// <exception cref="KraitException">Its variable holds no yes or no.</exception>
    public bool IsOn(OptionDescription option) => Flag(option) ?? false;

    /// <summary>Whether a flag is on or off; null where nothing says so.</summary>
    /// <exception cref="KraitException">Its variable holds no yes or no.</exception>
    public bool? Flag(OptionDescription option) =>
        arguments.Flag(option)
        ?? (
            option.Variable is null
                ? null
                : EnvironmentVariables.Boolean(option.Variable, option.VariablePrefixes)
        )
        ?? (
            IsKeptInFiles(option)
                ? Files.Flag(Key(option), option.Opposites is [var opposite, ..] ? opposite[2..] : null)
                : null
        );

    /// <summary>The value of an option, the last one given counting; null where nothing says so.</summary>
    /// <exception cref="UsageException">The value is not among the choices.</exception>
    public string? Text(OptionDescription option)
    {
        if (arguments.Values(option) is [.., var given])
            return given;
        var value =
            VariableOf(option) is (_, { Length: > 0 } text) ? text
            : IsKeptInFiles(option) ? Files.Text(Key(option))
            : null;
        return value is null ? null : ArgumentParser.CheckChoice(option.ToString(), option.Choices, value);
    }

    /// <summary>All values of an option, in order.</summary>
    public IReadOnlyList<string> Texts(OptionDescription option)
    {
        var given = arguments.Values(option);
        if (given.Count > 0)
            return given;
        if (VariableOf(option) is not var (_, value))
            return IsKeptInFiles(option) ? Files.Texts(Key(option)) : given;
        const StringSplitOptions Words =
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        // Between words any white space will do: long lists are kept with line ends between them.
        return option.VariableSeparator == ' '
            ? value.Split((char[]?)null, Words)
            : value.Split(option.VariableSeparator, Words);
    }

    /// <summary>As <see cref="Texts"/>, each with the folder that a relative path starts from: that of the file that has it, else the given one.</summary>
    public IReadOnlyList<(string Text, string Folder)> Located(OptionDescription option, string folder) =>
        IsFromFiles(option) ? Files.Located(Key(option)) : [.. Texts(option).Select(text => (text, folder))];

    /// <summary>As <see cref="Text"/>, with the folder that a relative path starts from.</summary>
    public (string Text, string Folder)? LocatedText(OptionDescription option, string folder) =>
        IsFromFiles(option) ? Files.LocatedText(Key(option))
        : Text(option) is { } text ? (text, folder)
        : null;

    /// <summary>Whether files are what may set an option: neither the command line nor a variable does.</summary>
    public bool IsFromFiles(OptionDescription option) =>
        IsKeptInFiles(option)
        && arguments.Values(option).Count == 0
        && VariableOf(option) is not (_, { Length: > 0 });

    /// <summary>The option's values (a flag's is true or false), and where they come from; nothing, and null, where nobody sets it.</summary>
    /// <exception cref="KraitException">A value cannot be read.</exception>
    public (IReadOnlyList<string> Values, string? Source) Describe(OptionDescription option)
    {
        IReadOnlyList<string> values =
            option.Value is null ? [.. Flag(option) is { } flag ? (string[])[flag ? "true" : "false"] : []]
            : option.Repeatable ? Texts(option)
            : [.. Text(option) is { } text ? (string[])[text] : []];
        var source =
            values.Count == 0 ? null
            : arguments.Flag(option) is not null || arguments.Values(option).Count > 0 ? "command line"
            : VariableOf(option)?.Variable ?? "settings file";
        return (values, source);
    }

    private static (string Variable, string Value)? VariableOf(OptionDescription option) =>
        option.Variable is null ? null : EnvironmentVariables.Find(option.Variable, option.VariablePrefixes);

    /// <summary>Options that decide which files are read, or that belong to one run, are not kept in files.</summary>
    private static bool IsKeptInFiles(OptionDescription option) =>
        option.VariablePrefixes == EnvironmentVariables.OwnPrefixes
        && option != GlobalOptions.NoConfig
        && option != GlobalOptions.ConfigFile
        && option != GlobalOptions.Directory
        && option != GlobalOptions.Project
        && option != InstallerOptions.DryRun
        && option != InstallerOptions.Check
        && option != RequirementOptions.Requirements
        && option != PackageIndexOptions.Index;

    private static string Key(OptionDescription option) => option.Name[2..];

    private ConfigurationFiles FindFiles()
    {
        if (IsOn(GlobalOptions.NoConfig))
            return ConfigurationFiles.None;
        var start = Environment.CurrentDirectory;
        var folder = Text(GlobalOptions.Directory) is { } given ? Path.GetFullPath(given, start) : start;
        return Text(GlobalOptions.ConfigFile) is { } named
            ? ConfigurationFiles.Read(Path.GetFullPath(named, folder))
            : ConfigurationFiles.Find(
                Text(GlobalOptions.Project) is { } project ? Path.GetFullPath(project, folder) : folder
            );
    }
}
