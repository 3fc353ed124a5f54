using System.Text;

namespace Krait.Cli.Arguments;

/// <summary>Writes help from the descriptions: usage, the positional argument, then the options under their headings.</summary>
internal static class HelpText
{
    private const int Width = 100;

    /// <summary>Options wider than this put their meaning on the next line.</summary>
    private const int WidestLabel = 34;

    public static string Of(CommandDescription command)
    {
        var text = new StringBuilder($"{command.Summary}\n\nUsage: {command.Usage}\n");
        if (command.Positional is not null)
        {
            text.Append("\nArguments:\n");
            AppendRows(text, [($"  {command.Positional}", command.PositionalMeaning)]);
        }
        var groups = command.AllOptions().Where(o => !o.Hidden).GroupBy(o => o.Group, StringComparer.Ordinal);
        foreach (var group in groups)
        {
            text.Append($"\n{group.Key}:\n");
            AppendRows(text, group.Select(o => (Label(o), Meaning(o))));
        }
        return text.ToString();
    }

    public static string Of(CommandGroup group)
    {
        var text = new StringBuilder($"{group.Summary}\n\nUsage: {group.Usage}\n\nCommands:\n");
        AppendRows(text, CommandTable.ChildrenOf(group.Path).Select(c => ($"  {c.Word}", c.Summary)));
        var options = Options
            .GlobalOptions.All.Where(o => !o.Hidden)
            .GroupBy(o => o.Group, StringComparer.Ordinal);
        foreach (var heading in options)
        {
            text.Append($"\n{heading.Key}:\n");
            AppendRows(text, heading.Select(o => (Label(o), Meaning(o))));
        }
        if (group.Path.Length == 0)
            AppendRows(text, [("  -V, --version" + new string(' ', WidestLabel - 15), "Show the version")]);
        return text.Append(
                $"\nUse `krait help {(group.Path.Length == 0 ? "" : group.Path + " ")}<command>` for more about one command.\n"
            )
            .ToString();
    }

    private static string Label(OptionDescription option)
    {
        var label = option.Short == '\0' ? $"      {option.Name}" : $"  -{option.Short}, {option.Name}";
        return option.Value is null ? label : $"{label} <{option.Value}>";
    }

    private static string Meaning(OptionDescription option)
    {
        var text = option.Meaning;
        if (option.Variable is not null)
            text += $" [env: {option.VariablePrefixes[0]}{option.Variable}=]";
        if (option.Choices.Length > 0)
            text += $" [possible values: {string.Join(", ", option.Choices)}]";
        return text;
    }

    private static void AppendRows(StringBuilder text, IEnumerable<(string Label, string Meaning)> rows)
    {
        (string Label, string Meaning)[] all = [.. rows];
        var column = 2 + Math.Min(WidestLabel, all.Max(row => row.Label.Length));
        foreach (var (label, meaning) in all)
        {
            text.Append(label);
            if (label.Length + 2 > column)
                text.Append('\n').Append(' ', column);
            else
                text.Append(' ', column - label.Length);
            AppendWrapped(text, meaning, column);
        }
    }

    private static void AppendWrapped(StringBuilder text, string meaning, int column)
    {
        var at = column;
        foreach (var word in meaning.Split(' '))
        {
            if (at > column && at + 1 + word.Length > Width)
            {
                text.Append('\n').Append(' ', column);
                at = column;
            }
            if (at > column)
            {
                text.Append(' ');
                at++;
            }
            text.Append(word);
            at += word.Length;
        }
        text.Append('\n');
    }
}
