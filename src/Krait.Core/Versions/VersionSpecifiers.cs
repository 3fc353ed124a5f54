using System.Collections;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Krait.Versions;

/// <summary>Comparisons that must all hold, as in <c>&gt;=1.4,&lt;2</c>; without any, every version satisfies them. Immutable, in the order written.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class VersionSpecifiers : IReadOnlyList<VersionSpecifier>, IEquatable<VersionSpecifiers>
{
    private readonly VersionSpecifier[] _specifiers;

    private VersionSpecifiers(VersionSpecifier[] specifiers) => _specifiers = specifiers;

    /// <summary>No comparison at all.</summary>
    public static VersionSpecifiers Any { get; } = new([]);

    public int Count => _specifiers.Length;

    public VersionSpecifier this[int index] => _specifiers[index];

    /// <summary>True where any of the comparisons names a pre-release (<see cref="VersionSpecifier.NamesPrerelease"/>).</summary>
    public bool NamesPrerelease
    {
        get
        {
            foreach (var specifier in _specifiers)
            {
                if (specifier.NamesPrerelease)
                {
                    return true;
                }
            }
            return false;
        }
    }

    public static VersionSpecifiers Of(params ReadOnlySpan<VersionSpecifier> specifiers) =>
        specifiers.IsEmpty ? Any : new VersionSpecifiers(specifiers.ToArray());

    /// <summary>Reads comparisons with commas between them; empty text and empty parts are allowed.</summary>
    public static bool TryParse(
        ReadOnlySpan<char> text,
        [NotNullWhen(true)] out VersionSpecifiers? specifiers
    ) => TryParse(text, out specifiers, out _, out _);

    /// <summary>Reads comparisons with commas between them; on failure says what is wrong and where.</summary>
    /// <param name="text">What to read.</param>
    /// <param name="specifiers">Null where the answer is false.</param>
    /// <param name="offset">Index into <paramref name="text"/> of the comparison that is wrong.</param>
    /// <param name="reason">Null where the answer is true.</param>
    public static bool TryParse(
        ReadOnlySpan<char> text,
        [NotNullWhen(true)] out VersionSpecifiers? specifiers,
        out int offset,
        [NotNullWhen(false)] out string? reason
    )
    {
        offset = 0;
        reason = null;
        var found = text.Count(',') + 1;
        var list = new VersionSpecifier[found];
        var count = 0;
        foreach (var part in text.Split(','))
        {
            var clause = text[part];
            if (clause.IsWhiteSpace())
            {
                continue;
            }
            if (!VersionSpecifier.TryParse(clause, out list[count], out reason))
            {
                offset = part.Start.Value + (clause.Length - clause.TrimStart().Length);
                specifiers = null;
                return false;
            }
            count++;
        }
        specifiers =
            count == 0 ? Any
            : count == found ? new VersionSpecifiers(list)
            : new VersionSpecifiers(list[..count]);
        return true;
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, out VersionSpecifiers)"/>
    /// <exception cref="FormatException">A comparison is wrong; the message says which and why.</exception>
    public static VersionSpecifiers Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var specifiers, out _, out var reason)
            ? specifiers
            : throw new FormatException($"`{text}` is not a valid version specifier: {reason}");

    /// <summary>Whether the version satisfies every comparison, pre-releases not excluded.</summary>
    public bool Contains(PackageVersion version)
    {
        foreach (var specifier in _specifiers)
        {
            if (!specifier.Contains(version))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>Like <see cref="Contains(PackageVersion)"/>, with <c>===</c> comparing the text as spelled.</summary>
    public bool ContainsText(ReadOnlySpan<char> version)
    {
        foreach (var specifier in _specifiers)
        {
            if (!specifier.ContainsText(version))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>
    /// The versions that satisfy every comparison, in the order given. With <see cref="Prereleases.IfNeeded"/>, pre-releases only if the
    /// comparisons name one or nothing else satisfies them. A text that is no version is neither a pre-release nor a final one.
    /// </summary>
    public IReadOnlyList<string> Select(IReadOnlyList<string> versions, Prereleases prereleases)
    {
        var finals = new List<string>();
        var all = new List<string>();
        var hasFinal = false;
        var takesAll =
            prereleases == Prereleases.Always || prereleases == Prereleases.IfNeeded && NamesPrerelease;
        foreach (var text in versions)
        {
            if (!ContainsText(text))
            {
                continue;
            }
            all.Add(text);
            var isVersion = PackageVersion.TryParse(text, out var version);
            if (!isVersion || !version.IsPrerelease)
            {
                finals.Add(text);
                hasFinal |= isVersion;
            }
        }
        return takesAll || prereleases == Prereleases.IfNeeded && !hasFinal ? all : finals;
    }

    /// <summary>The set of all versions that satisfy every comparison (see <see cref="VersionSpecifier.ToRanges"/>).</summary>
    public VersionRanges ToRanges()
    {
        var ranges = VersionRanges.All;
        foreach (var specifier in _specifiers)
        {
            ranges = ranges.Intersect(specifier.ToRanges());
        }
        return ranges;
    }

    /// <summary>The same comparisons by ascending version, those of one version in the order written: the order that uv writes.</summary>
    public VersionSpecifiers InVersionOrder()
    {
        for (var i = 1; i < _specifiers.Length; i++)
        {
            if (_specifiers[i - 1].Version > _specifiers[i].Version)
            {
                // Unlike Array.Sort, this sort is stable.
                return new VersionSpecifiers([.. _specifiers.OrderBy(specifier => specifier.Version)]);
            }
        }
        return this;
    }

    /// <summary>The same comparisons, in whatever order and however often each is repeated.</summary>
    public bool Equals(VersionSpecifiers? other) =>
        other is not null
        && (_specifiers.AsSpan().SequenceEqual(other._specifiers) || Covers(other) && other.Covers(this));

    public override bool Equals(object? obj) => Equals(obj as VersionSpecifiers);

    public override int GetHashCode()
    {
        // Neither order nor repetition may count.
        var hash = 0;
        foreach (var specifier in _specifiers)
        {
            hash |= specifier.GetHashCode();
        }
        return hash;
    }

    /// <summary>The comparisons in the order written, <c>,</c> between them, versions normalized.</summary>
    public override string ToString() => string.Join(',', _specifiers);

    public IEnumerator<VersionSpecifier> GetEnumerator() =>
        ((IEnumerable<VersionSpecifier>)_specifiers).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private bool Covers(VersionSpecifiers other)
    {
        foreach (var specifier in other._specifiers)
        {
            if (!_specifiers.AsSpan().Contains(specifier))
            {
                return false;
            }
        }
        return true;
    }
}
