using Krait.Cli.Arguments;
using Krait.Cli.Arguments.Options;
using Krait.Requirements;
using Krait.Resolver;

namespace Krait.Cli.Settings;

/// <summary>How versions are chosen.</summary>
internal sealed record ResolverSettings
{
    public bool Upgrade { get; private init; }

    /// <summary>Packages to be upgraded; a version given with one limits it.</summary>
    public IReadOnlyList<Requirement> UpgradePackages { get; private init; } = [];

    public ResolutionMode Mode { get; private init; }

    public PrereleaseMode Prereleases { get; private init; }

    /// <summary>What to warn of: a name that will go.</summary>
    public string? Deprecation { get; private init; }

    public IReadOnlyDictionary<PackageName, PrereleaseMode> PrereleasesOf { get; private init; } =
        new Dictionary<PackageName, PrereleaseMode>();

    public NewnessSettings Newness { get; private init; } = new();

    public PackageSelection NoBinary { get; private init; } = PackageSelection.None;

    public PackageSelection OnlyBinary { get; private init; } = PackageSelection.None;

    public IReadOnlySet<PackageName> UpgradeOf => UpgradePackages.Select(r => r.Name).ToHashSet();

    /// <exception cref="UsageException">An option's value cannot be read.</exception>
    public static ResolverSettings Read(SettingsReader reader, TimeProvider time)
    {
        var chooses = reader.Takes(ResolverOptions.Resolution);
        var prerelease = chooses ? reader.Text(ResolverOptions.Prerelease) : null;
        var (noBinary, onlyBinary) = BinarySelections(reader);
        return new ResolverSettings
        {
            Upgrade = reader.IsOn(ResolverOptions.Upgrade),
            UpgradePackages = [.. reader.Texts(ResolverOptions.UpgradePackage).Select(ParseUpgrade)],
            Mode = (chooses ? reader.Text(ResolverOptions.Resolution) : null) switch
            {
                "lowest" => ResolutionMode.Lowest,
                "lowest-direct" => ResolutionMode.LowestDirect,
                _ => ResolutionMode.Highest,
            },
            Prereleases = reader.IsOn(ResolverOptions.Pre)
                ? PrereleaseMode.Allow
                : PrereleaseModeOf(prerelease),
            Deprecation =
                prerelease == "if-necessary-or-explicit"
                    ? "The `if-necessary-or-explicit` pre-release mode is deprecated and will be removed in a future release. "
                        + "Use `if-necessary` instead."
                    : null,
            PrereleasesOf = reader
                .Texts(ResolverOptions.PrereleasePackage)
                .Select(text => PackageNames.ParsePair(text, ResolverOptions.PrereleasePackage))
                .DistinctBy(pair => pair.Name)
                .ToDictionary(pair => pair.Name, pair => PrereleaseModeOf(CheckMode(pair.Value))),
            Newness = NewnessSettings.Read(reader, time),
            NoBinary = noBinary,
            OnlyBinary = onlyBinary,
        };
    }

    /// <summary>Source distributions and wheels that may be used, with what requirements files say added.</summary>
    public BuildPolicy BuildPolicy(PackageSelection noBinary, PackageSelection onlyBinary) =>
        new() { NoBinary = Join(NoBinary, noBinary), OnlyBinary = Join(OnlyBinary, onlyBinary) };

    private static PackageSelection Join(PackageSelection one, PackageSelection other) =>
        other.IsEmpty ? one : PackageSelection.Add(one, PackageSelection.None, other.ToString()).Selection;

    private static (PackageSelection NoBinary, PackageSelection OnlyBinary) BinarySelections(
        SettingsReader reader
    )
    {
        var (noBinary, onlyBinary) = (PackageSelection.None, PackageSelection.None);
        try
        {
            foreach (var value in Selected(reader, BuildOptions.NoBinary, "no-binary"))
                (noBinary, _) = PackageSelection.Add(noBinary, PackageSelection.None, value);
            foreach (var value in Selected(reader, BuildOptions.OnlyBinary, "no-build"))
                (onlyBinary, _) = PackageSelection.Add(onlyBinary, PackageSelection.None, value);
            if (reader.IsOn(BuildOptions.NoBuild))
                (onlyBinary, _) = PackageSelection.Add(onlyBinary, PackageSelection.None, ":all:");
        }
        catch (FormatException wrong)
        {
            throw new UsageException(wrong.Message);
        }
        return (noBinary, onlyBinary);
    }

    /// <summary>What an option names; settings files may also say so with a flag for all packages and a list beside it.</summary>
    private static IEnumerable<string> Selected(
        SettingsReader reader,
        OptionDescription option,
        string key
    ) =>
        !reader.IsFromFiles(option) ? reader.Texts(option)
        : reader.Files.Flag(key) == true ? [":all:"]
        : [.. reader.Texts(option), .. reader.Files.Texts(key + "-package")];

    /// <summary>The text, if it names a mode.</summary>
    private static string CheckMode(string text) =>
        ResolverOptions.Prerelease.Choices.Contains(text, StringComparer.Ordinal)
            ? text
            : throw new UsageException(
                $"invalid value for '{ResolverOptions.PrereleasePackage}': Invalid `prerelease-package` mode: expected one of `disallow`, `allow`, `if-necessary`, `explicit`, or `if-necessary-or-explicit`, found `{text}`"
            );

    private static PrereleaseMode PrereleaseModeOf(string? text) =>
        text switch
        {
            "allow" => PrereleaseMode.Allow,
            "disallow" => PrereleaseMode.Disallow,
            "explicit" => PrereleaseMode.Explicit,
            _ => PrereleaseMode.IfNecessary,
        };

    private static Requirement ParseUpgrade(string text) =>
        Requirement.TryParseWritten(text, out var requirement, out var error)
            ? requirement
            : throw new UsageException(
                $"invalid value '{text}' for '{ResolverOptions.UpgradePackage}': {error.Show(text)}"
            );
}
