using System.Diagnostics;

namespace Krait.Versions;

/// <summary>
/// A version of a package or of Python, as the version specifiers specification (PEP 440) defines it: 16 bytes,
/// without an allocation for nine versions in ten. Equality and order are the specification's:
/// <c>1.0</c> equals <c>1.0.0</c>, and a local label sorts after the version without it.
/// The default value is <c>0.dev0</c>, the smallest version there is.
/// </summary>
/// <remarks>
/// Numbers of any size are kept exactly; the members that return <see cref="ulong"/> give
/// <see cref="ulong.MaxValue"/> for a larger one. Text of at most a few kilobytes is expected: time and memory are linear in it.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public readonly partial struct PackageVersion
    : IEquatable<PackageVersion>,
        IComparable<PackageVersion>,
        IComparable,
        ISpanFormattable
{
    // Exactly one of the two carries the version: _full where it is not null, else _packed.
    private readonly ulong _packed;
    private readonly FullVersion? _full;

    internal PackageVersion(ulong packed) => _packed = packed;

    internal PackageVersion(FullVersion full) => _full = full;

    internal FullVersion? Full => _full;

    /// <summary>The epoch, nearly always 0.</summary>
    public ulong Epoch => _full?.Epoch.Saturated ?? 0;

    /// <summary>How many numbers the release part was written with; at least 1.</summary>
    public int ReleaseLength => _full?.Release.Length ?? PackedVersion.Length(_packed);

    /// <summary>The first number of the release part.</summary>
    public ulong Major => GetRelease(0);

    /// <summary>The second number of the release part, 0 where there is none.</summary>
    public ulong Minor => GetRelease(1);

    /// <summary>The third number of the release part, 0 where there is none.</summary>
    public ulong Micro => GetRelease(2);

    /// <summary>The phase before the final release, or <see cref="PrereleaseKind.None"/>.</summary>
    public PrereleaseKind PrereleaseKind => _full?.PrereleaseKind ?? PackedVersion.PrereleaseKind(_packed);

    /// <summary>The number in <c>a1</c>, <c>b1</c>, <c>rc1</c>; null where the version has none of them.</summary>
    public ulong? PrereleaseNumber => PrereleaseKind == PrereleaseKind.None ? null : PrereleasePart.Saturated;

    /// <summary>The number in <c>.post1</c>, or null.</summary>
    public ulong? PostNumber => PostPart?.Saturated;

    /// <summary>The number in <c>.dev1</c>, or null.</summary>
    public ulong? DevelopmentNumber => DevelopmentPart?.Saturated;

    /// <summary>The normalized local label without its <c>+</c>, or null. Allocates.</summary>
    public string? Local => _full is { Local.Length: > 0 } full ? string.Join('.', full.Local) : null;

    /// <summary>True for alpha, beta, candidate and development releases.</summary>
    public bool IsPrerelease => PrereleaseKind != PrereleaseKind.None || IsDevelopment;

    /// <summary>True for <c>.postN</c>.</summary>
    public bool IsPostrelease => PostPart is not null;

    /// <summary>True for <c>.devN</c>.</summary>
    public bool IsDevelopment => DevelopmentPart is not null;

    /// <summary>True where there is a local label.</summary>
    public bool IsLocal => _full is { Local.Length: > 0 };

    internal VersionNumber EpochPart => _full?.Epoch ?? default;

    internal VersionNumber PrereleasePart =>
        _full?.Prerelease
        ?? (
            PackedVersion.PrereleaseKind(_packed) == PrereleaseKind.None
                ? default
                : new VersionNumber(PackedVersion.Number(_packed))
        );

    internal VersionNumber? PostPart =>
        _full is not null ? _full.Post
        : PackedVersion.Kind(_packed) == PackedVersion.Post ? new VersionNumber(PackedVersion.Number(_packed))
        : null;

    internal VersionNumber? DevelopmentPart =>
        _full is not null ? _full.Development
        : PackedVersion.Kind(_packed) == PackedVersion.Development
            ? new VersionNumber(PackedVersion.Number(_packed))
        : null;

    internal ReadOnlySpan<LocalSegment> LocalPart => _full is null ? default : _full.Local;

    /// <summary>The number at <paramref name="index"/> of the release part, 0 beyond its end.</summary>
    /// <param name="index">0 for the major number; not negative.</param>
    public ulong GetRelease(int index) => ReleasePart(index).Saturated;

    internal VersionNumber ReleasePart(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        if (_full is null)
        {
            return index < 4 ? new VersionNumber(PackedVersion.Release(_packed, index)) : default;
        }
        return index < _full.Release.Length ? _full.Release[index] : default;
    }
}
