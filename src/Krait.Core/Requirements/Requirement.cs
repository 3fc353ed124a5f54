using System.Diagnostics;
using System.Text;
using Krait.Markers;
using Krait.Versions;

namespace Krait.Requirements;

/// <summary>
/// A dependency specifier (PEP 508 and its living specification): a name, extras, and either versions or an address. Immutable.
/// Equal requirements have the same parts; the order of extras and of specifiers does not count.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed partial class Requirement : IEquatable<Requirement>
{
    private readonly ExtraName[] _extras = [];

    public Requirement(PackageName name) => Name = name;

    public PackageName Name { get; init; }

    /// <summary>Sorted, each once.</summary>
    public IReadOnlyList<ExtraName> Extras
    {
        get => _extras;
        init =>
            _extras = value.Count switch
            {
                0 => [],
                1 => [value[0]],
                _ => [.. new SortedSet<ExtraName>(value)],
            };
    }

    /// <summary>Which versions will do; <see cref="VersionSpecifiers.Any"/> beside a <see cref="Url"/>.</summary>
    public VersionSpecifiers Specifiers { get; init; } = VersionSpecifiers.Any;

    /// <summary>The address behind <c>@</c>, exactly as written; null for a requirement by version.</summary>
    public string? Url { get; init; }

    /// <summary>
    /// <see cref="Url"/> as it stands in a file, before <c>${VARIABLES}</c> were filled in: what to write back, so that no secret is
    /// written. Null if it is the same. No part of equality.
    /// </summary>
    public string? GivenUrl { get; init; }

    /// <summary>When the requirement holds; null for always.</summary>
    public Marker? Marker { get; init; }

    private Requirement(Requirement other)
    {
        Name = other.Name;
        _extras = other._extras;
        Specifiers = other.Specifiers;
        Url = other.Url;
        GivenUrl = other.GivenUrl;
        Marker = other.Marker;
    }

    /// <summary>The same requirement at another address.</summary>
    /// <param name="url">See <see cref="Url"/>.</param>
    /// <param name="givenUrl">See <see cref="GivenUrl"/>.</param>
    public Requirement WithUrl(string url, string? givenUrl = null) =>
        new(this) { Url = url, GivenUrl = givenUrl };

    /// <summary>The same requirement under another condition; null for none.</summary>
    public Requirement WithMarker(Marker? marker) => new(this) { Marker = marker };

    public bool Equals(Requirement? other) =>
        other is not null
        && Name == other.Name
        && string.Equals(Url, other.Url, StringComparison.Ordinal)
        && _extras.AsSpan().SequenceEqual(other._extras)
        && Specifiers.Equals(other.Specifiers)
        && Equals(Marker, other.Marker);

    public override bool Equals(object? obj) => Equals(obj as Requirement);

    public override int GetHashCode() => HashCode.Combine(Name, Url, Specifiers, _extras.Length);

    /// <summary>The text as locks and messages have it: with one text for all conditions that mean the same.</summary>
    public string ToCanonicalText()
    {
        MarkerAlgebra algebra = new();
        if (Marker is null || !algebra.TryBuild(Marker, out var node, out _))
            return ToString();
        var bare = WithMarker(null).ToString();
        return algebra.ToText(node) is { Length: > 0 } condition ? $"{bare} ; {condition}" : bare;
    }

    /// <summary>The canonical text: <c>name[extra,other]&gt;=1,&lt;2</c> or <c>name @ address</c>, then <c> ; marker</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Name.Value);
        if (_extras.Length > 0)
        {
            text.Append('[').AppendJoin(',', _extras).Append(']');
        }
        if (Url is not null)
        {
            text.Append(" @ ").Append(Url);
        }
        else
        {
            text.Append(Specifiers);
        }
        if (Marker is not null)
        {
            text.Append(" ; ").Append(Marker);
        }
        return text.ToString();
    }
}
