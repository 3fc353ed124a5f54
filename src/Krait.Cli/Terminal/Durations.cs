using System.Globalization;

namespace Krait.Cli.Terminal;

/// <summary>Times and sizes as the reader sees them.</summary>
internal static class Durations
{
    /// <summary><c>0.45ms</c>, <c>12ms</c>, <c>1.23s</c>, <c>1m 02s</c>.</summary>
    public static string Text(TimeSpan time)
    {
        var culture = CultureInfo.InvariantCulture;
        return time switch
        {
            { TotalMinutes: >= 1 } => string.Create(culture, $"{(int)time.TotalMinutes}m {time.Seconds:00}s"),
            { TotalSeconds: >= 1 } => string.Create(culture, $"{time.TotalSeconds:0.00}s"),
            { TotalMilliseconds: >= 1 } => string.Create(culture, $"{(int)time.TotalMilliseconds}ms"),
            _ => string.Create(culture, $"{time.TotalMilliseconds:0.00}ms"),
        };
    }

    /// <summary><c>512B</c>, <c>4.5KiB</c>, <c>12.3MiB</c>.</summary>
    public static string Size(long bytes)
    {
        string[] units = ["B", "KiB", "MiB", "GiB", "TiB"];
        double size = bytes;
        var unit = 0;
        while (size >= 1024 && unit < units.Length - 1)
        {
            size /= 1024;
            unit++;
        }
        return unit == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{bytes}B")
            : string.Create(CultureInfo.InvariantCulture, $"{size:0.0}{units[unit]}");
    }

    /// <summary><c>1 package</c>, <c>2 packages</c>.</summary>
    public static string Count(int number, string singular) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {singular}{(number == 1 ? "" : "s")}");
}
