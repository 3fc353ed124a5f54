using System.Globalization;

namespace Krait.Versions;

/// <summary>A natural number without an upper limit, as every numeric part of a version is one.</summary>
internal readonly struct VersionNumber : IEquatable<VersionNumber>
{
    private readonly ulong _value;

    // Set only where the number does not fit 64 bits: decimal digits without a leading zero.
    private readonly string? _digits;

    public VersionNumber(ulong value) => _value = value;

    private VersionNumber(string digits)
    {
        _value = ulong.MaxValue;
        _digits = digits;
    }

    /// <summary>The value, or <see cref="ulong.MaxValue"/> where it is larger than that.</summary>
    public ulong Saturated => _value;

    /// <summary>True where the value does not fit 64 bits.</summary>
    public bool IsLarge => _digits is not null;

    public bool IsZero => _value == 0;

    /// <summary>Reads ASCII digits; <paramref name="digits"/> holds nothing else and at least one.</summary>
    public static VersionNumber FromDigits(ReadOnlySpan<char> digits)
    {
        digits = digits.TrimStart('0');
        if (digits.Length <= 20)
        {
            if (digits.IsEmpty)
            {
                return default;
            }
            if (ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            {
                return new VersionNumber(value);
            }
        }
        return new VersionNumber(digits.ToString());
    }

    /// <summary>The number after this one.</summary>
    public VersionNumber Next()
    {
        if (_digits is null && _value < ulong.MaxValue)
        {
            return new VersionNumber(_value + 1);
        }
        var digits = ToString().ToCharArray();
        var i = digits.Length - 1;
        while (i >= 0 && digits[i] == '9')
        {
            digits[i--] = '0';
        }
        if (i < 0)
        {
            return new VersionNumber("1" + new string(digits));
        }
        digits[i]++;
        return new VersionNumber(new string(digits));
    }

    /// <summary>The number before this one, which is not 0.</summary>
    public VersionNumber Previous()
    {
        if (_digits is null)
        {
            return new VersionNumber(_value - 1);
        }
        var digits = _digits.ToCharArray();
        var i = digits.Length - 1;
        while (digits[i] == '0')
        {
            digits[i--] = '9';
        }
        digits[i]--;
        return FromDigits(digits);
    }

    public static int Compare(VersionNumber left, VersionNumber right)
    {
        if (left._digits is null || right._digits is null)
        {
            var order = left._value.CompareTo(right._value);
            return order != 0 ? order : (left.IsLarge ? 1 : 0) - (right.IsLarge ? 1 : 0);
        }
        var byLength = left._digits.Length.CompareTo(right._digits.Length);
        return byLength != 0 ? byLength : string.CompareOrdinal(left._digits, right._digits);
    }

    public bool Equals(VersionNumber other) =>
        _value == other._value && string.Equals(_digits, other._digits, StringComparison.Ordinal);

    public override bool Equals(object? obj) => obj is VersionNumber other && Equals(other);

    public override int GetHashCode() => _digits is null ? _value.GetHashCode() : HashCode.Combine(_digits);

    public override string ToString() => _digits ?? _value.ToString(CultureInfo.InvariantCulture);
}
