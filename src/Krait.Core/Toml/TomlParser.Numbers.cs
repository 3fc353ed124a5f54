using System.Globalization;

namespace Krait.Toml;

/// <summary>Integers, floats, dates and times: read as one word, then told apart by its shape.</summary>
internal sealed partial class TomlParser
{
    private TomlValue NumberOrDate()
    {
        var start = _at;
        while (
            !AtEnd && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] is '+' or '-' or '_' or '.' or ':')
        )
            _at++;
        // One blank may stand between a date and a time.
        if (
            _at - start == 10
            && _text[start + 4] == '-'
            && _at + 2 < _text.Length
            && _text[_at] == ' '
            && char.IsAsciiDigit(_text[_at + 1])
            && char.IsAsciiDigit(_text[_at + 2])
        )
        {
            _at++;
            while (
                !AtEnd && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] is '+' or '-' or '.' or ':')
            )
                _at++;
        }
        var span = new TextSpan(start, _at);
        var word = _text.AsSpan(start, _at - start);
        if (word.Length == 0)
            Fail("expected a value");
        if (
            // Not `1.5e-7`.
            word.Length > 4
                && word[4] == '-'
                && !word[..4].ContainsAnyExceptInRange('0', '9')
            || word.Length > 2 && word[2] == ':'
        )
            return DateTime(word, span);
        return Number(word, span);
    }

    private TomlValue Number(ReadOnlySpan<char> word, TextSpan span)
    {
        var digits = word;
        var negative = false;
        if (digits[0] is '+' or '-')
        {
            negative = digits[0] == '-';
            digits = digits[1..];
        }
        switch (digits)
        {
            case "inf":
                return new TomlFloat(negative ? double.NegativeInfinity : double.PositiveInfinity, span);
            case "nan":
                return new TomlFloat(double.NaN, span);
        }
        if (
            digits.Length > 2
            && digits[0] == '0'
            && digits[1] is 'x' or 'o' or 'b'
            && digits.Length == word.Length
        )
            return Radix(digits, span);
        if (digits.IndexOfAny('.', 'e', 'E') >= 0)
            return Float(word, digits, span);
        if (!IsGrouped(digits))
            Fail("not a value", span.Start);
        if (digits.Length > 1 && digits[0] == '0')
            Fail("an integer may not start with 0", span.Start);
        Span<char> plain = stackalloc char[20];
        if (
            Strip(word, plain) is not { } length
            || !long.TryParse(
                plain[..length],
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var value
            )
        )
        {
            Fail("an integer does not fit in 64 bits", span.Start);
            return null;
        }
        return new TomlInteger(value, span);
    }

    private TomlInteger Radix(ReadOnlySpan<char> digits, TextSpan span)
    {
        var bits = digits[1] switch
        {
            'x' => 4,
            'o' => 3,
            _ => 1,
        };
        if (!IsGrouped(digits[2..], 1 << bits))
            Fail("not a value", span.Start);
        ulong value = 0;
        foreach (var c in digits[2..])
        {
            if (c == '_')
                continue;
            if (value >> (64 - bits) != 0)
                Fail("an integer does not fit in 64 bits", span.Start);
            value = value << bits | (uint)DigitOf(c);
        }
        if (value > long.MaxValue)
            Fail("an integer does not fit in 64 bits", span.Start);
        return new TomlInteger((long)value, span);
    }

    /// <summary>Digits below <paramref name="radix"/> with single underscores between them; at least one.</summary>
    private static bool IsGrouped(ReadOnlySpan<char> digits, int radix = 10)
    {
        var isBehindDigit = false;
        foreach (var c in digits)
        {
            var isDigit = DigitOf(c) < radix;
            if (!isDigit && (c != '_' || !isBehindDigit))
                return false;
            isBehindDigit = isDigit;
        }
        return isBehindDigit;
    }

    /// <summary>The value of a hexadecimal digit, 255 of any other character.</summary>
    private static int DigitOf(char c) =>
        char.IsAsciiDigit(c) ? c - '0'
        : char.IsAsciiHexDigit(c) ? (c | 0x20) - 'a' + 10
        : 255;

    private TomlFloat Float(ReadOnlySpan<char> word, ReadOnlySpan<char> digits, TextSpan span)
    {
        var exponent = digits.IndexOfAny('e', 'E');
        var mantissa = exponent < 0 ? digits : digits[..exponent];
        var point = mantissa.IndexOf('.');
        var whole = point < 0 ? mantissa : mantissa[..point];
        var isWellFormed =
            IsGrouped(whole)
            && (whole.Length == 1 || whole[0] != '0')
            && (point < 0 || IsGrouped(mantissa[(point + 1)..]));
        if (exponent >= 0)
        {
            var power = digits[(exponent + 1)..];
            if (power.Length > 0 && power[0] is '+' or '-')
                power = power[1..];
            isWellFormed &= IsGrouped(power);
        }
        if (!isWellFormed)
            Fail("not a value", span.Start);
        var plain = new char[word.Length];
        var length = Strip(word, plain)!.Value;
        return new TomlFloat(
            double.Parse(plain.AsSpan(0, length), NumberStyles.Float, CultureInfo.InvariantCulture),
            span
        );
    }

    /// <summary>Copies the word without its underscores; null if it is longer than the room.</summary>
    private static int? Strip(ReadOnlySpan<char> word, Span<char> plain)
    {
        var length = 0;
        foreach (var c in word)
        {
            if (c == '_')
                continue;
            if (length == plain.Length)
                return null;
            plain[length++] = c;
        }
        return length;
    }
}
