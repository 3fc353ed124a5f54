using Krait.Versions;

namespace Krait.Markers;

/// <summary>A place on the line of a variable's values where a diagram's answer changes: just before a value, or just after it.</summary>
internal readonly struct MarkerCut : IEquatable<MarkerCut>
{
    private readonly PackageVersion _version;
    private readonly string? _text;

    private MarkerCut(PackageVersion version, string? text, bool isAfter)
    {
        _version = version;
        _text = text;
        IsAfter = isAfter;
    }

    /// <summary>Whether the value itself lies below the cut.</summary>
    public bool IsAfter { get; }

    /// <summary>The value, where it is a version.</summary>
    public PackageVersion Version => _version;

    /// <summary>The value as it is written.</summary>
    public string Text => _text ?? _version.ToString();

    public static MarkerCut Before(PackageVersion version) => new(version, null, isAfter: false);

    public static MarkerCut After(PackageVersion version) => new(version, null, isAfter: true);

    public static MarkerCut Before(string text) => new(default, text, isAfter: false);

    public static MarkerCut After(string text) => new(default, text, isAfter: true);

    public bool HasValueOf(MarkerCut other) =>
        _text is null ? _version == other._version : _text == other._text;

    /// <summary>Negative if this cut lies below the value (so that the value is above it), positive otherwise.</summary>
    public int CompareToValue(PackageVersion version)
    {
        var order = _version.CompareTo(version);
        return order != 0 ? order
            : IsAfter ? 1
            : -1;
    }

    /// <inheritdoc cref="CompareToValue(PackageVersion)"/>
    public int CompareToValue(string text)
    {
        var order = string.CompareOrdinal(_text, text);
        return order != 0 ? order
            : IsAfter ? 1
            : -1;
    }

    /// <summary>The order along the line.</summary>
    public int OrderTo(MarkerCut other)
    {
        var order = _text is null
            ? _version.CompareTo(other._version)
            : string.CompareOrdinal(_text, other._text);
        return order != 0 ? order : IsAfter.CompareTo(other.IsAfter);
    }

    public bool Equals(MarkerCut other) => IsAfter == other.IsAfter && HasValueOf(other);

    public override bool Equals(object? obj) => obj is MarkerCut other && Equals(other);

    public override int GetHashCode() =>
        HashCode.Combine(
            _text is null ? _version.GetHashCode() : string.GetHashCode(_text, StringComparison.Ordinal),
            IsAfter
        );
}
