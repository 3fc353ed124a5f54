using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Krait.TestKit;

/// <summary>Runs a command on a terminal of its own (<see cref="KraitProcess.Prefix"/>), and tells what stands on its screen afterwards.</summary>
public static partial class Terminals
{
    /// <summary>Whether terminals can be made here.</summary>
    public static bool CanOpen { get; } = Faults.Find("script") && Faults.Find("bash");

    /// <summary>Everything that the command writes then comes out of the standard output, as the terminal gets it.</summary>
    public static string[] Open(int columns, int rows = 24) =>
        [
            "bash",
            "-c",
            $"script -qec \"stty cols {Text(columns)} rows {Text(rows)}; $(printf '%q ' \"$@\")\" /dev/null",
            "script",
        ];

    /// <summary>
    /// The lines of the screen when all is written. Knows what programs that only redraw lines need: colours, the cursor up,
    /// erasing to the end.
    /// </summary>
    /// <exception cref="FormatException">There is another control sequence.</exception>
    public static IReadOnlyList<string> Screen(string written)
    {
        var lines = new List<StringBuilder> { new() };
        var (row, column) = (0, 0);
        for (var at = 0; at < written.Length; at++)
        {
            switch (written[at])
            {
                case '\r':
                    column = 0;
                    break;
                case '\n':
                    row++;
                    if (row == lines.Count)
                        lines.Add(new StringBuilder());
                    break;
                case '\u001b':
                    var sequence = Sequence().Match(written, at);
                    if (!sequence.Success)
                        throw new FormatException(
                            $"an unknown control sequence: {written[at..][..Math.Min(12, written.Length - at)]}"
                        );
                    at += sequence.Length - 1;
                    if (sequence.Value.EndsWith('A'))
                        row -= int.Parse(sequence.Value[2..^1], CultureInfo.InvariantCulture);
                    else if (sequence.Value.EndsWith('J'))
                    {
                        lines.RemoveRange(row + 1, lines.Count - row - 1);
                        lines[row].Length = Math.Min(lines[row].Length, column);
                    }
                    break;
                default:
                    var line = lines[row];
                    line.Append(' ', Math.Max(0, column + 1 - line.Length));
                    line[column++] = written[at];
                    break;
            }
        }
        return [.. lines.Select(line => line.ToString())];
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\G\u001b\[(?:[0-9;]*m|[0-9]+A|J)")]
    private static partial Regex Sequence();
}
