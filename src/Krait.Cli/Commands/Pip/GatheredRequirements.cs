using Krait.Requirements;
using Krait.Resolver;

namespace Krait.Cli.Commands.Pip;

/// <summary>What the command line and its files ask for, taken together.</summary>
internal sealed class GatheredRequirements
{
    public List<InputRequirement> Requirements { get; } = [];

    public List<InputRequirement> Constraints { get; } = [];

    public List<InputRequirement> Overrides { get; } = [];

    public HashSet<PackageName> Excludes { get; } = [];

    /// <summary>Every requirement of the command line and of requirements files that carries hashes, or should.</summary>
    public List<(Requirement Requirement, IReadOnlyList<RequirementHash> Hashes)> Hashed { get; } = [];

    /// <summary>The constraints that carry hashes.</summary>
    public List<(Requirement Requirement, IReadOnlyList<RequirementHash> Hashes)> HashedLimits { get; } = [];

    /// <summary>The lock file that says all; null where requirements do.</summary>
    public LockFile? Lock { get; set; }

    public RequirementsLocation? IndexUrl { get; set; }

    public List<RequirementsLocation> ExtraIndexUrls { get; } = [];

    public List<RequirementsLocation> FindLinks { get; } = [];

    public bool NoIndex { get; set; }

    public bool RequireHashes { get; set; }

    public PackageSelection NoBinary { get; set; } = PackageSelection.None;

    public PackageSelection OnlyBinary { get; set; } = PackageSelection.None;
}
