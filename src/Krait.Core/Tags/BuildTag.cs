namespace Krait.Tags;

/// <summary>
/// The build tag of a wheel: a number of any size and what follows it. Ordered by number, then by the rest in ordinal order;
/// a wheel without a build tag (<c>default</c>) comes before every other.
/// </summary>
public readonly struct BuildTag : IEquatable<BuildTag>, IComparable<BuildTag>
{
    private readonly string? _number;
    private readonly string? _suffix;

    private BuildTag(string number, string suffix) => (_number, _suffix) = (number, suffix);

    /// <summary>The number in digits, without leading zeros; empty if there is no build tag.</summary>
    public string Number => _number ?? "";

    /// <summary>What follows the number; often empty.</summary>
    public string Suffix => _suffix ?? "";

    public bool IsEmpty => _number is null;

    /// <summary>Reads a build tag: a digit, then ASCII letters, digits, underscores and dots.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out BuildTag tag)
    {
        tag = default;
        var digits = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[digits]))
            digits++;
        if (digits == 0)
            return false;
        foreach (var c in text[digits..])
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.'))
                return false;
        }
        var number = text[..digits].TrimStart('0');
        tag = new BuildTag(number.IsEmpty ? "0" : number.ToString(), text[digits..].ToString());
        return true;
    }

    public int CompareTo(BuildTag other)
    {
        var order = Number.Length.CompareTo(other.Number.Length);
        if (order == 0)
            order = string.CompareOrdinal(Number, other.Number);
        return order != 0 ? order : string.CompareOrdinal(Suffix, other.Suffix);
    }

    public bool Equals(BuildTag other) => CompareTo(other) == 0;

    public override bool Equals(object? obj) => obj is BuildTag other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Number, Suffix);

    public override string ToString() => Number + Suffix;

    public static bool operator ==(BuildTag left, BuildTag right) => left.Equals(right);

    public static bool operator !=(BuildTag left, BuildTag right) => !left.Equals(right);

    public static bool operator <(BuildTag left, BuildTag right) => left.CompareTo(right) < 0;

    public static bool operator >(BuildTag left, BuildTag right) => left.CompareTo(right) > 0;

    public static bool operator <=(BuildTag left, BuildTag right) => left.CompareTo(right) <= 0;

    public static bool operator >=(BuildTag left, BuildTag right) => left.CompareTo(right) >= 0;
}
