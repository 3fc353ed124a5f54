using System.Globalization;
using System.Text;
using Krait.Cli.Settings;

namespace Krait.Cli.Terminal;

/// <summary>
/// The two streams. Data for programs goes to standard output, gathered and written at once at the end; all that is said
/// to a reader goes to standard error as it happens.
/// </summary>
internal sealed class TerminalWriter
{
    private readonly StringBuilder _data = new();
    private readonly HashSet<string> _warned = new(StringComparer.Ordinal);

    public TerminalWriter(ColorMode color, int verbosity)
    {
        Verbosity = verbosity;
        Output = new Palette(color, static () => StandardStream.IsOutputTerminal);
        Error = new Palette(color, static () => StandardStream.IsErrorTerminal);
    }

    /// <summary>0 is usual; -1 says only data and errors, -2 nothing; each step above 0 says more.</summary>
    public int Verbosity { get; }

    /// <summary>Styles for data.</summary>
    public Palette Output { get; }

    /// <summary>Styles for what is said to the reader.</summary>
    public Palette Error { get; }

    /// <summary>
    /// Adds to the data, which <see cref="Flush"/> writes. <paramref name="important"/> data is written under <c>--quiet</c>
    /// too, though not when that is given twice.
    /// </summary>
    public void Data(string text, bool important = true)
    {
        if (Verbosity >= (important ? -1 : 0))
            _data.Append(text);
    }

    /// <summary>Says a line of status.</summary>
    public void Status(string line)
    {
        if (Verbosity >= 0)
            Say(line + "\n");
    }

    /// <summary>Says that work is done, as <c>Resolved 5 packages in 12ms</c>.</summary>
    public void Done(string verb, string what, TimeSpan time) =>
        Status($"{Error.Dim(verb)} {Error.Bold(what)} {Error.Dim("in " + Durations.Text(time))}");

    /// <summary>Adds to the data whatever the verbosity: the answer that the command exists for.</summary>
    public void Answer(string text) => _data.Append(text);

    /// <summary>Says a line that <c>--quiet</c> does not silence, though the same given twice does.</summary>
    public void Important(string line)
    {
        if (Verbosity >= -1)
            Say(line + "\n");
    }

    /// <summary>Says a line of detail, for <c>--verbose</c>.</summary>
    public void Detail(string line)
    {
        if (Verbosity >= 1)
            Say($"{Error.Dim("DEBUG")} {line}\n");
    }

    /// <summary>Says a warning; the same one only once.</summary>
    public void Warning(string text, IReadOnlyList<string>? hints = null)
    {
        if (Verbosity < 0 || !_warned.Add(text))
            return;
        var message = new StringBuilder(
            $"{Error.Yellow("warning")}{Error.Bold(":")} {Indented(PrintableText.Of(text), 0)}\n"
        );
        AppendHints(message, hints ?? []);
        Say(message.ToString());
    }

    /// <summary>Says what failed, why, and what to do next.</summary>
    public void Failure(Exception exception)
    {
        if (Verbosity > -2)
            Say(ErrorText.Render(exception, Error, Width()));
    }

    /// <summary>Columns of the terminal, or what <c>COLUMNS</c> says; 0 if there are none to keep to.</summary>
    private static int Width()
    {
        if (EnvironmentVariables.Find("NO_WRAP") is not null)
            return 0;
        if (
            EnvironmentVariables.Plain("COLUMNS") is { } columns
            && int.TryParse(columns, NumberStyles.None, CultureInfo.InvariantCulture, out var width)
        )
            return width;
        return StandardStream.IsErrorTerminal ? StandardStream.ErrorSize.Columns : 0;
    }

    /// <summary>Whether the terminal says of itself that it knows no control sequences.</summary>
    public static bool IsDumb => EnvironmentVariables.Plain("TERM") == "dumb";

    /// <summary>Writes text as it is to standard error, whatever the verbosity.</summary>
    public static void Say(string text)
    {
        try
        {
            StandardStream.WriteError(Encoding.UTF8.GetBytes(text));
        }
        catch (KraitException)
        {
            // Nobody can be told that telling failed; the work and the exit code still count.
        }
    }

    /// <summary>Writes the gathered data in one call.</summary>
    /// <exception cref="KraitException">The data did not arrive: a full disk, as a rule.</exception>
    public void Flush()
    {
        if (_data.Length == 0)
            return;
        var bytes = Encoding.UTF8.GetBytes(_data.ToString());
        _data.Clear();
        StandardStream.WriteOutput(bytes);
    }

    private void AppendHints(StringBuilder message, IReadOnlyList<string> hints)
    {
        foreach (var hint in hints)
            message.Append($"\n{Error.Cyan("hint")}{Error.Bold(":")} {PrintableText.Of(hint)}\n");
    }

    /// <summary>Continuation lines moved to the right; empty lines stay empty.</summary>
    internal static string Indented(string text, int columns)
    {
        if (columns == 0 || !text.Contains('\n', StringComparison.Ordinal))
            return text;
        var indent = new string(' ', columns);
        var lines = text.Split('\n');
        for (var i = 1; i < lines.Length; i++)
            lines[i] = lines[i].Length == 0 ? "" : indent + lines[i];
        return string.Join('\n', lines);
    }
}
