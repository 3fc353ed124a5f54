namespace Krait.Cli.Arguments.Options;

/// <summary>Options about building from source. They are read and checked; builds themselves come later.</summary>
internal static class BuildOptions
{
    private const string Group = "Build options";

    public static readonly OptionDescription NoBuild = new("--no-build", "Never build from source")
    {
        Conflicts = ["--no-binary", "--only-binary"],
        Opposites = ["--build"],
        Variable = "NO_BUILD",
        Group = Group,
    };

    public static readonly OptionDescription NoBinary = new(
        "--no-binary",
        "Use no wheels of this package, :all: or :none:"
    )
    {
        Value = "NO_BINARY",
        Repeatable = true,
        Variable = "NO_BINARY",
        Group = Group,
    };

    public static readonly OptionDescription OnlyBinary = new(
        "--only-binary",
        "Use only wheels of this package, :all: or :none:"
    )
    {
        Value = "ONLY_BINARY",
        Repeatable = true,
        Group = Group,
    };

    public static readonly OptionDescription BuildConstraints = new(
        "--build-constraints",
        "A file that limits versions while building"
    )
    {
        Short = 'b',
        Value = "BUILD_CONSTRAINTS",
        Aliases = ["--build-constraint"],
        Repeatable = true,
        Variable = "BUILD_CONSTRAINT",
        Group = Group,
    };

    public static readonly OptionDescription RequireBuildHashes = new(
        "--require-build-hashes",
        "Every build dependency must carry a hash"
    )
    {
        Opposites = ["--no-require-build-hashes"],
        Variable = "REQUIRE_BUILD_HASHES",
        Group = Group,
    };

    public static readonly OptionDescription ConfigSetting = new(
        "--config-setting",
        "KEY=VALUE for the build back end"
    )
    {
        Short = 'C',
        Value = "CONFIG_SETTING",
        Problem = text =>
            text.Contains('=', StringComparison.Ordinal)
                ? null
                : $"Invalid config setting: {text} (expected `KEY=VALUE`)",
        Aliases = ["--config-settings"],
        Repeatable = true,
        Group = Group,
    };

    public static readonly OptionDescription ConfigSettingsPackage = new(
        "--config-settings-package",
        "The same for one package, PACKAGE:KEY=VALUE"
    )
    {
        Value = "CONFIG_SETTINGS_PACKAGE",
        Problem = ProblemOfPackageSetting,
        Repeatable = true,
        Group = Group,
    };

    public static readonly OptionDescription NoBuildIsolation = new(
        "--no-build-isolation",
        "Build in the environment itself"
    )
    {
        Opposites = ["--build-isolation"],
        Variable = "NO_BUILD_ISOLATION",
        Group = Group,
    };

    public static readonly OptionDescription NoBuildIsolationPackage = new(
        "--no-build-isolation-package",
        "The same for one package"
    )
    {
        Value = "NO_BUILD_ISOLATION_PACKAGE",
        Problem = Settings.PackageNames.Problem,
        Repeatable = true,
        Group = Group,
    };

    /// <summary>The setting of one package is <c>PACKAGE:KEY=VALUE</c>.</summary>
    private static string? ProblemOfPackageSetting(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 || !text.AsSpan(colon).Contains('=')
            ? $"Invalid config setting: {text} (expected `PACKAGE:KEY=VALUE`)"
            : Settings.PackageNames.Problem(text[..colon]);
    }

    public static OptionDescription[] All =>
        [
            NoBuild,
            NoBinary,
            OnlyBinary,
            BuildConstraints,
            RequireBuildHashes,
            ConfigSetting,
            ConfigSettingsPackage,
            NoBuildIsolation,
            NoBuildIsolationPackage,
        ];
}
