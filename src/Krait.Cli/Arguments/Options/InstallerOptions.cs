namespace Krait.Cli.Arguments.Options;

internal static class InstallerOptions
{
    private const string Group = "Installer options";

    public static readonly OptionDescription Reinstall = new(
        "--reinstall",
        "Install again what is already there, as the indexes have it now"
    )
    {
        Aliases = ["--force-reinstall"],
        Opposites = ["--no-reinstall"],
        Group = Group,
    };

    public static readonly OptionDescription ReinstallPackage = new(
        "--reinstall-package",
        "The same for one package"
    )
    {
        Value = "REINSTALL_PACKAGE",
        Problem = Settings.PackageNames.Problem,
        Repeatable = true,
        Group = Group,
    };

    public static readonly OptionDescription LinkMode = new(
        "--link-mode",
        "How files come from the cache into the environment"
    )
    {
        Value = "LINK_MODE",
        Choices = ["clone", "copy", "hardlink", "symlink"],
        Variable = "LINK_MODE",
        Group = Group,
    };

    public static readonly OptionDescription CompileBytecode = new(
        "--compile-bytecode",
        "Compile Python files afterwards"
    )
    {
        Aliases = ["--compile"],
        Opposites = ["--no-compile-bytecode", "--no-compile"],
        Variable = "COMPILE_BYTECODE",
        Group = Group,
    };

    public static readonly OptionDescription RequireHashes = new(
        "--require-hashes",
        "Every requirement must carry a hash"
    )
    {
        Opposites = ["--no-require-hashes"],
        Variable = "REQUIRE_HASHES",
    };

    public static readonly OptionDescription NoVerifyHashes = new(
        "--no-verify-hashes",
        "Do not check the hashes that are given"
    )
    {
        Opposites = ["--verify-hashes"],
        Variable = "NO_VERIFY_HASHES",
    };

    public static readonly OptionDescription Record = new(
        "--record",
        "Refuse wheels with files that their RECORD does not vouch for, or warn of them"
    )
    {
        Value = "RECORD",
        Choices = ["strict", "warn"],
        Variable = "RECORD",
        Group = Group,
    };

    public static readonly OptionDescription DryRun = new(
        "--dry-run",
        "Say what would be done, and do nothing"
    );

    public static readonly OptionDescription Check = new(
        "--check",
        "Exit with 1 if anything would change, and change nothing"
    )
    {
        Conflicts = ["--dry-run"],
    };

    public static readonly OptionDescription OutputFormat = new(
        "--output-format",
        "How to report what was done"
    )
    {
        Value = "OUTPUT_FORMAT",
        Choices = ["text", "json"],
    };

    public static OptionDescription[] All =>
        [
            Reinstall,
            ReinstallPackage,
            LinkMode,
            CompileBytecode,
            RequireHashes,
            NoVerifyHashes,
            Record,
            DryRun,
            Check,
            OutputFormat,
        ];
}
