namespace Krait.Indexes;

/// <summary>Upload times as indexes write them: <c>2022-11-14T17:14:53.935145Z</c>, other fractions and offsets too.</summary>
internal static class UploadTimeText
{
    private const long MillisecondsPerDay = 86_400_000;

    /// <summary>Milliseconds since 1970, UTC; <see cref="ProjectLayout.NoTime"/> for anything else.</summary>
    public static long Read(ReadOnlySpan<byte> text)
    {
        if (
            text.Length < 20
            || !TryNumber(text[..4], out var year)
            || !TryNumber(text.Slice(5, 2), out var month)
            || !TryNumber(text.Slice(8, 2), out var day)
            || !TryNumber(text.Slice(11, 2), out var hour)
            || !TryNumber(text.Slice(14, 2), out var minute)
            || !TryNumber(text.Slice(17, 2), out var second)
            || text[4] != '-'
            || text[7] != '-'
            || text[10] is not ((byte)'T' or (byte)'t' or (byte)' ')
            || text[13] != ':'
            || text[16] != ':'
            || year < 1
            || month is < 1 or > 12
            || day < 1
            || day > DateTime.DaysInMonth(year, month)
            || hour > 23
            || minute > 59
            || second > 60
        )
            return ProjectLayout.NoTime;
        var rest = text[19..];
        var milliseconds = 0;
        if (rest[0] == '.')
        {
            var digits = 1;
            for (
                var scale = 100;
                digits < rest.Length && rest[digits] is >= (byte)'0' and <= (byte)'9';
                digits++, scale /= 10
            )
                milliseconds += (rest[digits] - '0') * scale;
            rest = rest[digits..];
        }
        if (!TryOffset(rest, out var offset))
            return ProjectLayout.NoTime;
        var days = new DateOnly(year, month, day).DayNumber - new DateOnly(1970, 1, 1).DayNumber;
        return days * MillisecondsPerDay
            + ((hour * 60L + minute - offset) * 60 + second) * 1000
            + milliseconds;
    }

    /// <summary>Minutes east of Greenwich.</summary>
    private static bool TryOffset(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text is [(byte)'Z' or (byte)'z'])
            return true;
        if (text.Length != 6 || text[0] is not ((byte)'+' or (byte)'-') || text[3] != ':')
            return false;
        if (!TryNumber(text.Slice(1, 2), out var hour) || !TryNumber(text.Slice(4, 2), out var minute))
            return false;
        minutes = (hour * 60 + minute) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<byte> digits, out int number)
    {
        number = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9')
                return false;
            number = number * 10 + (digit - '0');
        }
        return true;
    }
}
