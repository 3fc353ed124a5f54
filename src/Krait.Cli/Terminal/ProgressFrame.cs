using System.Globalization;
using System.Text;

namespace Krait.Cli.Terminal;

/// <summary>What is seen of work at one moment: a line on what goes on, and one for each download that runs.</summary>
internal static class ProgressFrame
{
    private const int NarrowestBar = 8;
    private const int WidestBar = 30;
    private const int WidestName = 24;
    private const string Spinner = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";

    /// <summary>The lines, none of which is longer than the terminal's width less one, and fewer than it has rows.</summary>
    /// <param name="tick">Counts the frames.</param>
    /// <param name="doing">What goes on; null for nothing to tell.</param>
    /// <param name="downloads">Those that run, in the order in which they began.</param>
    /// <param name="size">Columns and rows of the terminal.</param>
    /// <param name="palette">Its styles.</param>
    public static IReadOnlyList<string> Lines(
        int tick,
        string? doing,
        IReadOnlyList<KraitEvent.Downloading> downloads,
        (int Columns, int Rows) size,
        Palette palette
    )
    {
        var lines = new List<string>();
        var width = size.Columns - 1;
        if (doing is not null && width > 2)
            lines.Add($"{Spinner[tick % Spinner.Length]} {palette.Dim(Cut(doing, width - 2))}");
        var fitting = Math.Min(downloads.Count, size.Rows - 2 - lines.Count);
        var shown = downloads.Take(Math.Max(0, fitting)).ToList();
        var nameWidth = Math.Min(WidestName, shown.Select(d => d.Name.Length).DefaultIfEmpty(0).Max());
        foreach (var download in shown)
            lines.Add(Line(download, nameWidth, width, palette));
        return lines;
    }

    private static string Line(KraitEvent.Downloading download, int nameWidth, int width, Palette palette)
    {
        var name = Cut(download.Name, nameWidth).PadRight(nameWidth);
        var sizes = download.Total is { } total
            ? $"{Durations.Size(download.Received)}/{Durations.Size(total)}"
            : Durations.Size(download.Received);
        var left = width - nameWidth - sizes.Length - 2;
        if (download.Total is not > 0 || left < NarrowestBar)
            return Cut($"{name} {sizes}", width);
        var bar = Math.Min(WidestBar, left);
        var done = (int)Math.Min(bar, bar * download.Received / download.Total.Value);
        return $"{name} {palette.Green(new string('━', done))}{palette.Dim(new string('-', bar - done))} {sizes}";
    }

    private static string Cut(string text, int width) =>
        text.Length <= width ? text
        : width > 0 ? text[..(width - 1)] + "…"
        : "";

    /// <summary>The bytes that put the lines in the place of <paramref name="before"/> lines; the cursor ends below them.</summary>
    public static string Replacing(int before, IReadOnlyList<string> lines)
    {
        var text = new StringBuilder();
        if (before > 0)
            text.Append(CultureInfo.InvariantCulture, $"\u001b[{before}A\r\u001b[J");
        foreach (var line in lines)
            text.Append(line).Append('\n');
        return text.ToString();
    }
}
