namespace Krait.Cli.Arguments.Options;

internal static class ResolverOptions
{
    private const string Group = "Resolver options";

    public static readonly OptionDescription Upgrade = new(
        "--upgrade",
        "Prefer the newest versions over those present"
    )
    {
        Short = 'U',
        Opposites = ["--no-upgrade"],
        Group = Group,
    };

    public static readonly OptionDescription UpgradePackage = new(
        "--upgrade-package",
        "The same for one package"
    )
    {
        Short = 'P',
        Value = "UPGRADE_PACKAGE",
        Repeatable = true,
        Group = Group,
    };

    public static readonly OptionDescription UpgradeGroup = new(
        "--upgrade-group",
        "The same for one dependency group"
    )
    {
        Value = "UPGRADE_GROUP",
        Repeatable = true,
        Hidden = true,
        Refusal = "`--upgrade-group` is not supported in `krait pip` commands",
        Group = Group,
    };

    public static readonly OptionDescription Resolution = new("--resolution", "Which versions to choose")
    {
        Value = "RESOLUTION",
        Choices = ["highest", "lowest", "lowest-direct"],
        Variable = "RESOLUTION",
        Group = Group,
    };

    public static readonly OptionDescription Prerelease = new("--prerelease", "When pre-releases count")
    {
        Value = "PRERELEASE",
        Choices = ["disallow", "allow", "if-necessary", "explicit", "if-necessary-or-explicit"],
        Variable = "PRERELEASE",
        Group = Group,
    };

    public static readonly OptionDescription Pre = new("--pre", "The same as --prerelease allow")
    {
        Hidden = true,
        Group = Group,
    };

    public static readonly OptionDescription PrereleasePackage = new(
        "--prerelease-package",
        "The same for one package"
    )
    {
        Value = "PRERELEASE_PACKAGE",
        PairValue = "MODE",
        Repeatable = true,
        Group = Group,
    };

    public static readonly OptionDescription ForkStrategy = new(
        "--fork-strategy",
        "Few versions, or the newest for each Python"
    )
    {
        Value = "FORK_STRATEGY",
        Choices = ["fewest", "requires-python"],
        Variable = "FORK_STRATEGY",
        Group = Group,
    };

    public static readonly OptionDescription ExcludeNewer = new(
        "--exclude-newer",
        "Ignore files uploaded after this time"
    )
    {
        Value = "EXCLUDE_NEWER",
        Variable = "EXCLUDE_NEWER",
        Group = Group,
    };

    public static readonly OptionDescription ExcludeNewerPackage = new(
        "--exclude-newer-package",
        "The same for one package"
    )
    {
        Value = "EXCLUDE_NEWER_PACKAGE",
        PairValue = "DATE` or `PACKAGE=false",
        Repeatable = true,
        Group = Group,
    };

    public static readonly OptionDescription NoSources = new(
        "--no-sources",
        "Ignore the project's own source table"
    )
    {
        Variable = "NO_SOURCES",
        Group = Group,
    };

    public static readonly OptionDescription NoSourcesPackage = new(
        "--no-sources-package",
        "The same for one package"
    )
    {
        Value = "NO_SOURCES_PACKAGE",
        Problem = Settings.PackageNames.Problem,
        Repeatable = true,
        Variable = "NO_SOURCES_PACKAGE",
        Group = Group,
    };

    public static OptionDescription[] Newness => [ExcludeNewer, ExcludeNewerPackage];

    /// <summary>For what is listed exactly, so that there is nothing to choose.</summary>
    public static OptionDescription[] Limiting => [.. Newness, NoSources, NoSourcesPackage];

    public static OptionDescription[] All =>
        [
            Upgrade,
            UpgradePackage,
            UpgradeGroup,
            Resolution,
            Prerelease,
            Pre,
            PrereleasePackage,
            ForkStrategy,
            .. Limiting,
        ];
}
