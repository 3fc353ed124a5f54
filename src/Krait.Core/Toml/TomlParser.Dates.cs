namespace Krait.Toml;

/// <summary>Dates and times of RFC 3339, checked against the calendar.</summary>
internal sealed partial class TomlParser
{
    private TomlDateTime DateTime(ReadOnlySpan<char> word, TextSpan span)
    {
        var rest = word;
        var hasDate = rest.Length > 4 && rest[4] == '-';
        if (hasDate && !TakeDate(ref rest))
            Fail("not a date", span.Start);
        if (hasDate && rest.Length == 0)
            return new TomlDateTime(TomlKind.LocalDate, word.ToString(), span);
        if (hasDate)
        {
            if (rest[0] is not ('T' or 't' or ' '))
                Fail("not a date", span.Start);
            rest = rest[1..];
        }
        var time = rest;
        if (!TakeTime(ref rest, out var hasSeconds))
            Fail("not a time", span.Start);
        var timeText = time[..(time.Length - rest.Length)].ToString();
        if (!hasSeconds)
            timeText += ":00";
        if (!hasDate)
        {
            if (rest.Length > 0)
                Fail("not a time", span.Start);
            return new TomlDateTime(TomlKind.LocalTime, timeText, span);
        }
        if (!IsOffset(rest))
            Fail("not an offset from UTC", span.Start);
        var kind = rest.Length == 0 ? TomlKind.LocalDateTime : TomlKind.OffsetDateTime;
        var offset = rest is "z" ? "Z" : rest.ToString();
        return new TomlDateTime(kind, $"{word[..10]}T{timeText}{offset}", span);
    }

    private static bool TakeDate(ref ReadOnlySpan<char> rest)
    {
        if (
            rest.Length < 10
            || !Digits(rest[..4], out var year)
            || rest[7] != '-'
            || !Digits(rest[5..7], out var month)
            || !Digits(rest[8..10], out var day)
            || month is < 1 or > 12
            // The calendar of .NET starts with year 1; TOML's with year 0, a leap year like 400.
            || day < 1
            || day > System.DateTime.DaysInMonth(year == 0 ? 400 : year, month)
        )
            return false;
        rest = rest[10..];
        return true;
    }

    private bool TakeTime(ref ReadOnlySpan<char> rest, out bool hasSeconds)
    {
        hasSeconds = rest.Length > 5 && rest[5] == ':';
        if (
            rest.Length < 5
            || rest[2] != ':'
            || !Digits(rest[..2], out var hour)
            || !Digits(rest[3..5], out var minute)
            || hour > 23
            || minute > 59
            || !hasSeconds && _version == TomlVersion.Toml10
        )
            return false;
        rest = rest[5..];
        if (!hasSeconds)
            return true;
        // A leap second is part of RFC 3339.
        if (rest.Length < 3 || !Digits(rest[1..3], out var second) || second > 60)
            return false;
        rest = rest[3..];
        if (rest.Length == 0 || rest[0] != '.')
            return true;
        var end = 1;
        while (end < rest.Length && char.IsAsciiDigit(rest[end]))
            end++;
        rest = rest[end..];
        return end > 1;
    }

    private static bool IsOffset(ReadOnlySpan<char> rest) =>
        rest.Length == 0
        || rest is "Z" or "z"
        || rest.Length == 6
            && rest[0] is '+' or '-'
            && rest[3] == ':'
            && Digits(rest[1..3], out var hours)
            && Digits(rest[4..6], out var minutes)
            && hours <= 23
            && minutes <= 59;

    private static bool Digits(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
                return false;
            value = value * 10 + (c - '0');
        }
        return true;
    }
}
