using Krait.Requirements;
using Krait.Sources;
using Krait.Versions;

namespace Krait.Resolver;

/// <summary>The answer: one version of every package that is needed, ordered by name.</summary>
/// <param name="Packages">The packages, ordered by name.</param>
/// <param name="Edges">Which of them needs which.</param>
/// <param name="Warnings">What the user should know, in the order to be told.</param>
public sealed record Resolution(
    IReadOnlyList<ResolvedPackage> Packages,
    IReadOnlyList<ResolutionEdge> Edges,
    IReadOnlyList<string> Warnings
)
{
    /// <summary>The package of a name; null if it is not needed.</summary>
    public ResolvedPackage? Find(PackageName name) =>
        Packages.FirstOrDefault(package => package.Name == name);
}

/// <summary>A package of the answer.</summary>
public sealed record ResolvedPackage
{
    private IReadOnlyList<string>? _hashes;

    internal ResolvedPackage(IReadOnlyList<string>? hashes, ReleaseFiles? release) =>
        (_hashes, Release) = (hashes, release);

    public required PackageName Name { get; init; }

    public required PackageVersion Version { get; init; }

    /// <summary>What is to be installed; null where what is installed stays.</summary>
    public required Distribution? Distribution { get; init; }

    /// <summary>The extras that were asked for, in order.</summary>
    public IReadOnlyList<ExtraName> Extras { get; init; } = [];

    /// <summary>The packages that need it, in order, each once; what the user asked for is not among them.</summary>
    public IReadOnlyList<PackageName> RequiredBy { get; init; } = [];

    /// <summary>The files that it may be installed from; null where no index lists it.</summary>
    public ReleaseFiles? Release { get; }

    /// <summary>Hashes of all files of the release, as <c>sha256:…</c>, in order; empty where none is known.</summary>
    public IReadOnlyList<string> Hashes
    {
        get => _hashes ??= Release?.Hashes() ?? [];
        init => _hashes = value;
    }

    /// <summary>What it says of itself; null where that was not asked.</summary>
    public WheelMetadata? Metadata { get; init; }
}

/// <summary>
/// A package of the answer (with an extra: what the extra adds) needs another one. A requirement with an extra makes two
/// edges, to the package and to the extra.
/// </summary>
/// <param name="From">What needs; null for what the user asked for.</param>
/// <param name="FromExtra">The extra that needs; null for the package itself.</param>
/// <param name="To">What is needed.</param>
/// <param name="ToExtra">The extra that is needed; null for the package itself.</param>
/// <param name="Marker">The condition it is needed under, without extras; empty for none.</param>
public sealed record ResolutionEdge(
    PackageName? From,
    ExtraName? FromExtra,
    PackageName To,
    ExtraName? ToExtra,
    string Marker
);
