namespace Krait.Cli.Arguments.Options;

internal static class CacheOptions
{
    private const string Group = "Cache options";

    public static readonly OptionDescription NoCache = new(
        "--no-cache",
        "Use a throw-away cache for this run"
    )
    {
        Short = 'n',
        Aliases = ["--no-cache-dir"],
        Variable = "NO_CACHE",
        Group = Group,
    };

    public static readonly OptionDescription CacheDir = new("--cache-dir", "Where the cache lies")
    {
        Value = "CACHE_DIR",
        IsPath = true,
        Variable = "CACHE_DIR",
        Group = Group,
    };

    public static readonly OptionDescription Refresh = new(
        "--refresh",
        "Ask the indexes again, however fresh the cache is"
    )
    {
        Opposites = ["--no-refresh"],
        Group = Group,
    };

    public static readonly OptionDescription RefreshPackage = new(
        "--refresh-package",
        "The same for one package"
    )
    {
        Value = "REFRESH_PACKAGE",
        Problem = Settings.PackageNames.Problem,
        Repeatable = true,
        Group = Group,
    };

    /// <summary>Those that every command takes.</summary>
    public static OptionDescription[] All => [NoCache, CacheDir];

    public static OptionDescription[] Refreshing => [Refresh, RefreshPackage];
}
