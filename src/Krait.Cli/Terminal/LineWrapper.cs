namespace Krait.Cli.Terminal;

/// <summary>
/// Breaks text at spaces so that its lines are of about equal length: the squares of what stays free at the ends of all lines
/// but the last sum up to as little as can be.
/// </summary>
internal static class LineWrapper
{
    private const double LineCost = 1000;
    private const double OverflowCost = 2500;
    private const double ShortEndCost = 25;
    private const double ShortEnd = 0.25;

    /// <summary>A line of more words stays as it is, since the time taken grows with their square.</summary>
    private const int MostWords = 4000;

    /// <summary>The text with lines of at most <paramref name="width"/> columns, as far as its words allow; its own line breaks stay.</summary>
    public static string Wrap(string text, int width) =>
        string.Join(
            '\n',
            text.Split('\n').Select(line => line.Length <= width ? line : WrapLine(line, width))
        );

    private static string WrapLine(string line, int width)
    {
        var starts = WordStarts(line);
        var count = starts.Count - 1;
        if (count > MostWords)
            return line;
        var costs = new double[count + 1];
        var from = new int[count + 1];
        for (var end = 1; end <= count; end++)
        {
            costs[end] = double.PositiveInfinity;
            var last = EndOfWord(line, starts[end - 1], starts[end]);
            for (var begin = 0; begin < end; begin++)
            {
                var cost = costs[begin] + LineCost;
                var length = last - starts[begin];
                if (length > width)
                    cost += (length - width) * OverflowCost;
                else if (end < count)
                    cost += (double)(width - length) * (width - length);
                else if (begin + 1 == end && length < width * ShortEnd)
                    cost += ShortEndCost;
                if (cost < costs[end])
                    (costs[end], from[end]) = (cost, begin);
            }
        }
        List<string> lines = [];
        for (var end = count; end > 0; end = from[end])
            lines.Add(line[starts[from[end]]..EndOfWord(line, starts[end - 1], starts[end])]);
        lines.Reverse();
        return string.Join('\n', lines);
    }

    /// <summary>Where each word begins, spaces behind a word belonging to it, and the line's end.</summary>
    private static List<int> WordStarts(string line)
    {
        List<int> starts = [0];
        for (var i = 1; i < line.Length; i++)
        {
            if (line[i - 1] == ' ' && line[i] != ' ')
                starts.Add(i);
        }
        starts.Add(line.Length);
        return starts;
    }

    /// <summary>Where a word ends, less the spaces behind it.</summary>
    private static int EndOfWord(string line, int start, int end)
    {
        while (end > start && line[end - 1] == ' ')
            end--;
        return end;
    }
}
