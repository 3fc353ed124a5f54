namespace Krait.Requirements;

/// <summary>What has been read so far.</summary>
internal sealed class RequirementsDraft
{
    private readonly HashSet<(string, bool)> _visited = [];

    public List<string> Files { get; } = [];

    public List<RequirementEntry> Entries { get; } = [];

    public RequirementsLocation? IndexUrl { get; set; }

    public List<RequirementsLocation> ExtraIndexUrls { get; } = [];

    public List<RequirementsLocation> FindLinks { get; } = [];

    public bool NoIndex { get; set; }

    public bool RequireHashes { get; set; }

    public bool NoRequireHashes { get; set; }

    public bool PreferBinary { get; set; }

    public bool AllowPrereleases { get; set; }

    public PackageSelection NoBinary { get; set; } = PackageSelection.None;

    public PackageSelection OnlyBinary { get; set; } = PackageSelection.None;

    public PackageSelection AllReleases { get; set; } = PackageSelection.None;

    public PackageSelection OnlyFinal { get; set; } = PackageSelection.None;

    public List<string> TrustedHosts { get; } = [];

    public List<string> Features { get; } = [];

    public List<(string, RequirementOrigin)> Ignored { get; } = [];

    /// <summary>False where the file was included in this role before.</summary>
    public bool Visit(string location, bool isConstraints) => _visited.Add((location, isConstraints));

    public RequirementsFile ToFile() =>
        new()
        {
            Requirements = [.. Entries.Where(entry => !entry.IsConstraint)],
            Constraints = [.. Entries.Where(entry => entry.IsConstraint)],
            IndexUrl = IndexUrl,
            ExtraIndexUrls = ExtraIndexUrls,
            FindLinks = FindLinks,
            NoIndex = NoIndex,
            RequireHashes = RequireHashes,
            NoRequireHashes = NoRequireHashes,
            PreferBinary = PreferBinary,
            AllowPrereleases = AllowPrereleases,
            NoBinary = NoBinary,
            OnlyBinary = OnlyBinary,
            AllReleases = AllReleases,
            OnlyFinal = OnlyFinal,
            TrustedHosts = TrustedHosts,
            Features = Features,
            IgnoredOptions = Ignored,
            Files = [.. Files.Distinct(StringComparer.Ordinal)],
        };
}
