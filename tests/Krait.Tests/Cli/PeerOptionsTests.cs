using Krait.Cli.Arguments;

namespace Krait.Tests.Cli;

/// <summary>Every option of the peers' commands is known here, with the same value, choices, count and variable.</summary>
public class PeerOptionsTests
{
    /// <summary>Options that are known and do not work yet, so that the list grows by decision only.</summary>
    private static readonly string[] Later =
    [
        "python find --python-downloads-json-url",
        "python list --only-downloads",
        "python list --python-downloads-json-url",
        "python list --show-urls",
    ];

    /// <summary>Where Krait differs from the table of uv, and why.</summary>
    private static readonly Dictionary<string, string> Different = new(StringComparer.Ordinal)
    {
        ["--no-python-downloads: variable PYTHON_DOWNLOADS=never"] = "read by --python-fetch, which it sets",
        ["--generate-shell-completion: value "] =
            "it takes the name of a shell; the table has no value for it",
    };

    [Fact]
    public void Every_option_of_uv_is_known()
    {
        var differences = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var row in Rows("uv.tsv"))
        {
            if (!row.Command.StartsWith("uv", StringComparison.Ordinal) || row.Kind != "option")
                continue;
            if (Find(row.Command.Length > 2 ? row.Command[3..] : "") is { } command)
                differences.UnionWith(Compare(command, row));
        }
        Assert.Equal(Different.Keys.Order(StringComparer.Ordinal), differences);
    }

    [Fact]
    public void Every_option_of_virtualenv_is_known()
    {
        var differences = new SortedSet<string>(StringComparer.Ordinal);
        var command = CommandTable.Find("virtualenv")!;
        foreach (var row in Rows("virtualenv.tsv"))
        {
            if (row.Kind != "option")
                continue;
            var known = Known(command, row.Name);
            if (known is null)
                differences.Add($"{row.Name}: unknown");
            else if (known.Value is null != (row.Value.Length == 0))
                differences.Add($"{row.Name}: value {row.Value}");
            else if (row.Variable.Length > 0 && IsEffective(known) && VariableOf(known) != row.Variable)
                differences.Add($"{row.Name}: variable {row.Variable}");
            foreach (var alias in Aliases(row.Note))
            {
                if (Known(command, alias) != known)
                    differences.Add($"{row.Name}: alias {alias}");
            }
        }
        Assert.Empty(differences);

        // How much is said is decided before the command is known, by the options that all commands share.
        bool IsEffective(OptionDescription option) =>
            !option.Hidden && option.Name is not ("--quiet" or "--verbose");
    }

    [Fact]
    public void What_does_not_work_yet_is_refused_and_listed()
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var command in Commands())
        {
            foreach (var option in command.Options().Where(o => o.Later is not null))
            {
                found.Add($"{command.Path} {option.Name}");
                string[] words = option.Value is null ? [option.Name] : [option.Name, "1"];
                var refused = Assert.Throws<KraitException>(() => ArgumentParser.Parse(command, words));
                Assert.Equal($"`{option.Name}` is not supported yet", refused.Message);
                Assert.NotEmpty(refused.Hints);
                Assert.Equal(2, refused.ExitCode);
            }
        }
        foreach (var option in Krait.Cli.Arguments.Options.GlobalOptions.All.Where(o => o.Later is not null))
            found.Add(option.Name);
        Assert.Equal(Later.Order(StringComparer.Ordinal), found);
    }

    [Fact]
    public void No_two_options_of_a_command_share_a_spelling()
    {
        foreach (var command in Commands())
        {
            var spellings = command.AllOptions().SelectMany(Spellings).ToList();
            Assert.Equal(spellings.Distinct(StringComparer.Ordinal), spellings);
        }
    }

    private static IEnumerable<CommandDescription> Commands() =>
        from word in CommandTable.ChildrenOf("").Select(child => child.Word)
        from path in CommandTable.FindGroup(word) is null
            ? [word]
            : CommandTable.ChildrenOf(word).Select(child => $"{word} {child.Word}")
        select CommandTable.Find(path);

    private static IEnumerable<string> Compare(CommandDescription command, Row row)
    {
        if (row.Name == "--version")
            yield break;
        if (Known(command, row.Name) is not { } option)
        {
            yield return $"{command.Path} {row.Name}: unknown";
            yield break;
        }
        var isOpposite = option.Opposites.Contains(row.Name, StringComparer.Ordinal);
        if (row.Short.Length > 0 && $"-{option.Short}" != row.Short)
            yield return $"{row.Name}: short {row.Short}";
        if (option.Value is null != (row.Value.Length == 0))
            yield return $"{row.Name}: value {row.Value}";
        else if (row.Choices.Length > 0 && !HasChoices(option, row.Choices))
            yield return $"{command.Path} {row.Name}: choices {row.Choices}";
        if (row.Variable.Length > 0 && !isOpposite && VariableOf(option)[6..] != row.Variable[3..])
            yield return $"{row.Name}: variable {row.Variable[3..]}";
        if (row.Repeatable.Length > 0 && option is { Later: null, Refusal: null })
        {
            string[] values = option.Choices.Length > 0 ? option.Choices : ["1", "a:k=v"];
            var value = values.First(v => option.Problem?.Invoke(v) is null);
            string[] once = option.Value is null ? [row.Name] : [row.Name, value];
            var parsed = Record.Exception(() => ArgumentParser.Parse(command, [.. once, .. once]));
            if (parsed is null != (row.Repeatable == "yes"))
                yield return $"{command.Path} {row.Name}: repeatable {row.Repeatable}";
        }
    }

    private static bool HasChoices(OptionDescription option, string choices) =>
        option.Choices.Length == 0
            ? option.Name is "--python-platform"
            : choices.Split(',').All(choice => option.Choices.Contains(choice, StringComparer.Ordinal));

    private static string VariableOf(OptionDescription option) =>
        option.Variable is { } name ? option.VariablePrefixes[0] + name : "KRAIT_";

    private static string[] Aliases(string note) =>
        note.StartsWith("aliases ", StringComparison.Ordinal) ? note["aliases ".Length..].Split(',') : [];

    /// <summary>The command of that name; for a group, a verb of it, which takes what the group takes.</summary>
    private static CommandDescription? Find(string path) =>
        CommandTable.Find(
            path switch
            {
                "" or "cache" => "cache dir",
                "pip" => "pip show",
                "python" => "python find",
                _ => path,
            }
        );

    private static OptionDescription? Known(CommandDescription command, string spelling) =>
        command
            .AllOptions()
            .FirstOrDefault(option => Spellings(option).Contains(spelling, StringComparer.Ordinal));

    private static IEnumerable<string> Spellings(OptionDescription option)
    {
        string[] names = [option.Name, .. option.Aliases, .. option.Opposites];
        return option.Short == '\0' ? names : [.. names, $"-{option.Short}"];
    }

    private static IEnumerable<Row> Rows(string file)
    {
        var path = RepositoryRoot.Shared("vectors/m-cli/" + file);
        Assert.SkipWhen(path is null, "the tables of the peers' options are not beside this checkout");
        foreach (var line in File.ReadLines(path).Skip(1))
        {
            var cells = line.Split('\t');
            yield return new Row(
                cells[0],
                cells[1],
                cells[2],
                cells[3],
                cells[4],
                cells[5],
                cells[6],
                cells[8],
                cells[9]
            );
        }
    }

    private sealed record Row(
        string Command,
        string Kind,
        string Name,
        string Short,
        string Value,
        string Repeatable,
        string Variable,
        string Choices,
        string Note
    );
}
