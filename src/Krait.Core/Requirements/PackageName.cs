using System.Diagnostics;

namespace Krait.Requirements;

/// <summary>
/// The name of a package, in its normalized form (names specification, PEP 503 and PEP 685): lower case, with runs of
/// <c>-</c>, <c>_</c> and <c>.</c> made one dash. Ordered by code point.
/// </summary>
[DebuggerDisplay("{Value,nq}")]
public readonly record struct PackageName : IComparable<PackageName>
{
    private readonly string? _value;

    private PackageName(string value) => _value = value;

    /// <summary>The normalized name; empty for the default value alone.</summary>
    public string Value => _value ?? "";

    /// <summary>Reads and normalizes a name; false for text that is no name. No white space is skipped.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out PackageName name)
    {
        var valid = NormalizedName.TryCreate(text, null, out var normalized);
        name = valid ? new PackageName(normalized!) : default;
        return valid;
    }

    /// <summary>Like the other overload; keeps the string itself where it is normalized already.</summary>
    public static bool TryParse(string text, out PackageName name)
    {
        var valid = NormalizedName.TryCreate(text, text, out var normalized);
        name = valid ? new PackageName(normalized!) : default;
        return valid;
    }

    /// <inheritdoc cref="TryParse(string, out PackageName)"/>
    /// <exception cref="FormatException">The text is not a valid name; the message repeats it.</exception>
    public static PackageName Parse(string text) =>
        TryParse(text, out var name)
            ? name
            : throw new FormatException(
                $"Not a valid package name: `{text}`. Names must start and end with a letter or digit and may only contain -, _, ., and alphanumeric characters."
            );

    public int CompareTo(PackageName other) => string.CompareOrdinal(Value, other.Value);

    public static bool operator <(PackageName left, PackageName right) => left.CompareTo(right) < 0;

    public static bool operator >(PackageName left, PackageName right) => left.CompareTo(right) > 0;

    public static bool operator <=(PackageName left, PackageName right) => left.CompareTo(right) <= 0;

    public static bool operator >=(PackageName left, PackageName right) => left.CompareTo(right) >= 0;

    public override string ToString() => Value;
}
