using Krait.Markers;
using Krait.Requirements;
using Krait.Tags;

namespace Krait.Resolver;

/// <summary>Everything that decides an answer, beside what indexes and distributions say.</summary>
public sealed record ResolverInput
{
    /// <summary>What is asked for, in the order in which it was written.</summary>
    public required IReadOnlyList<InputRequirement> Requirements { get; init; }

    /// <summary>What narrows the versions of packages that are needed anyway.</summary>
    public IReadOnlyList<InputRequirement> Constraints { get; init; } = [];

    /// <summary>What stands in the place of every requirement on the same name.</summary>
    public IReadOnlyList<InputRequirement> Overrides { get; init; } = [];

    /// <summary>Packages that are left out whoever needs them.</summary>
    public IReadOnlySet<PackageName> Excludes { get; init; } = new HashSet<PackageName>();

    /// <summary>Versions taken before others; of one package the first counts first.</summary>
    public IReadOnlyList<Preference> Preferences { get; init; } = [];

    /// <summary>What is installed and may stay; empty where nothing may.</summary>
    public IReadOnlyDictionary<PackageName, InstalledPackage> Installed { get; init; } =
        new Dictionary<PackageName, InstalledPackage>();

    /// <summary>Newer versions are looked for even where an installed one will do: of all packages, or of these.</summary>
    public bool Upgrade { get; init; }

    /// <inheritdoc cref="Upgrade"/>
    public IReadOnlySet<PackageName> UpgradeOf { get; init; } = new HashSet<PackageName>();

    /// <summary>The environment that is resolved for.</summary>
    public required MarkerEnvironment Environment { get; init; }

    /// <summary>The wheels that it takes.</summary>
    public required CompatibilityTags Tags { get; init; }

    public required PythonRequirement Python { get; init; }

    public ResolutionMode Mode { get; init; }

    public PrereleaseMode Prereleases { get; init; }

    /// <summary>Where a package differs from <see cref="Prereleases"/>.</summary>
    public IReadOnlyDictionary<PackageName, PrereleaseMode> PrereleasesOf { get; init; } =
        new Dictionary<PackageName, PrereleaseMode>();

    public BuildPolicy Build { get; init; } = new();

    /// <summary>Files uploaded at this time or later do not exist.</summary>
    public DateTimeOffset? ExcludeNewer { get; init; }

    /// <summary>Where a package differs from <see cref="ExcludeNewer"/>; null: none of its files is too new.</summary>
    public IReadOnlyDictionary<PackageName, DateTimeOffset?> ExcludeNewerOf { get; init; } =
        new Dictionary<PackageName, DateTimeOffset?>();

    /// <summary>Whether there are folders or pages of links beside the indexes; explanations do not advise what is done.</summary>
    public bool HasLinks { get; init; }

    /// <summary>Only what is asked for, not what that needs.</summary>
    public bool NoDependencies { get; init; }

    /// <summary>Hashes as <c>sha256:…</c> that files of a package must have; files that have them come first.</summary>
    public IReadOnlyDictionary<PackageName, IReadOnlyList<string>> Hashes { get; init; } =
        new Dictionary<PackageName, IReadOnlyList<string>>();

    /// <summary>Every package must have an entry in <see cref="Hashes"/>.</summary>
    public bool RequireHashes { get; init; }

    /// <summary>Every package must have a wheel that the environment takes, since it will be installed.</summary>
    public bool RequireWheels { get; init; }
}
