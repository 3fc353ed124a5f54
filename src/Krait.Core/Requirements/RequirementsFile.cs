namespace Krait.Requirements;

/// <summary>What a requirements file and those it includes say, in reading order.</summary>
public sealed class RequirementsFile
{
    /// <summary>What is to be installed, editable ones included.</summary>
    public required IReadOnlyList<RequirementEntry> Requirements { get; init; }

    /// <summary>What limits versions without being installed.</summary>
    public required IReadOnlyList<RequirementEntry> Constraints { get; init; }

    /// <summary><c>--index-url</c>; null if not given.</summary>
    public RequirementsLocation? IndexUrl { get; init; }

    public IReadOnlyList<RequirementsLocation> ExtraIndexUrls { get; init; } = [];

    public IReadOnlyList<RequirementsLocation> FindLinks { get; init; } = [];

    public bool NoIndex { get; init; }

    public bool RequireHashes { get; init; }

    /// <summary><c>--no-require-hashes</c>: a requirement with a hash does not make hashes needed of all.</summary>
    public bool NoRequireHashes { get; init; }

    public bool PreferBinary { get; init; }

    /// <summary><c>--pre</c>.</summary>
    public bool AllowPrereleases { get; init; }

    public PackageSelection NoBinary { get; init; } = PackageSelection.None;

    public PackageSelection OnlyBinary { get; init; } = PackageSelection.None;

    /// <summary>Packages of which pre-releases are welcome.</summary>
    public PackageSelection AllReleases { get; init; } = PackageSelection.None;

    /// <summary>Packages of which pre-releases are refused.</summary>
    public PackageSelection OnlyFinal { get; init; } = PackageSelection.None;

    public IReadOnlyList<string> TrustedHosts { get; init; } = [];

    public IReadOnlyList<string> Features { get; init; } = [];

    /// <summary>Options that were read and mean nothing here, each with its place, for a warning.</summary>
    public IReadOnlyList<(string Option, RequirementOrigin Origin)> IgnoredOptions { get; init; } = [];

    /// <summary>Whether there is neither a requirement nor an option in it.</summary>
    public bool IsEmpty =>
        Requirements.Count + Constraints.Count + ExtraIndexUrls.Count + FindLinks.Count + IgnoredOptions.Count
            == 0
        && IndexUrl is null
        && !NoIndex
        && !RequireHashes
        && NoBinary.IsEmpty
        && OnlyBinary.IsEmpty;

    /// <summary>Every file read, this one first, each once.</summary>
    public required IReadOnlyList<string> Files { get; init; }
}

/// <summary>A path or address that an option gives.</summary>
/// <param name="Value">With variables filled in.</param>
/// <param name="Given">As it stands in the file, for writing it back without the secrets that variables hold.</param>
/// <param name="Origin">Where it stands; relative paths count from there (<see cref="RequirementOrigin.Resolve"/>).</param>
public sealed record RequirementsLocation(string Value, string Given, RequirementOrigin Origin);
