using System.Globalization;
using Krait.Cli.Arguments;

namespace Krait.Cli.Settings;

/// <summary>
/// Reads <c>--exclude-newer</c>: a moment (RFC 3339), a day, which counts to its end, or a span back from now as
/// <c>7 days</c>, <c>24 hours</c> or <c>P7D</c>.
/// </summary>
internal static class ExcludeNewerText
{
    private static readonly string[] Moments =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFK",
    ];

    /// <exception cref="UsageException">The text is none of these.</exception>
    public static DateTimeOffset Parse(string text, OptionDescription option, TimeProvider time) =>
        TryParse(text, time, out var moment)
            ? moment
            : throw new UsageException($"invalid value '{text}' for '{option}': {Problem(text)}");

    /// <summary>What errors say of a text that is none of these.</summary>
    public static string Problem(string text) =>
        $"`{text}` could not be parsed as a valid exclude-newer value (expected a date like `2024-01-01`, a timestamp like `2024-01-01T00:00:00Z`, or a duration like `3 days` or `P3D`)";

    public static bool TryParse(string text, TimeProvider time, out DateTimeOffset moment)
    {
        var culture = CultureInfo.InvariantCulture;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", culture, DateTimeStyles.None, out var day))
        {
            var midnight = day.AddDays(1).ToDateTime(TimeOnly.MinValue);
            moment = new DateTimeOffset(midnight, time.LocalTimeZone.GetUtcOffset(midnight));
            return true;
        }
        const DateTimeStyles Style = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (DateTimeOffset.TryParseExact(text, Moments, culture, Style, out moment))
            return true;
        if (!TryParseSpan(text, out var span))
            return false;
        moment = time.GetUtcNow() - span;
        return true;
    }

    private static bool TryParseSpan(string text, out TimeSpan span)
    {
        span = default;
        if (text.StartsWith('P'))
        {
            try
            {
                span = System.Xml.XmlConvert.ToTimeSpan(text);
                return !text.AsSpan(0, Math.Max(0, text.IndexOf('T', StringComparison.Ordinal)))
                    .ContainsAny('Y', 'M');
            }
            catch (FormatException)
            {
                return false;
            }
        }
        var words = text.Replace("ago", "", StringComparison.Ordinal)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is [var joined])
        {
            var end = joined.AsSpan().IndexOfAnyExceptInRange('0', '9');
            words = end > 0 ? [joined[..end], joined[end..]] : words;
        }
        if (
            words is not [var count, var unit]
            || !int.TryParse(count, NumberStyles.None, null, out var number)
        )
            return false;
        long seconds = unit.TrimEnd('s') switch
        {
            "w" or "wk" or "week" => 7 * 86400,
            "d" or "day" => 86400,
            "h" or "hr" or "hour" => 3600,
            "m" or "min" or "minute" => 60,
            "" or "sec" or "second" => 1,
            _ => 0,
        };
        span = TimeSpan.FromSeconds(seconds * number);
        return seconds > 0;
    }
}
