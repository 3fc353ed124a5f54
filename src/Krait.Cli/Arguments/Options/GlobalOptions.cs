using Krait.Cli.Arguments.Completion;

namespace Krait.Cli.Arguments.Options;

/// <summary>Options that every command takes, before or after its name.</summary>
internal static class GlobalOptions
{
    private const string Group = "Global options";

    public static readonly OptionDescription Quiet = new("--quiet", "Say less; twice: say nothing")
    {
        Conflicts = ["--verbose"],
        Short = 'q',
        Repeatable = true,
        Group = Group,
    };

    public static readonly OptionDescription Verbose = new("--verbose", "Say more; repeat for more still")
    {
        Short = 'v',
        Repeatable = true,
        Group = Group,
    };

    public static readonly OptionDescription Color = new("--color", "When to use colours")
    {
        Value = "COLOR_CHOICE",
        Choices = ["auto", "always", "never"],
        Group = Group,
    };

    public static readonly OptionDescription NoColor = new("--no-color", "Use no colours")
    {
        Conflicts = ["--color"],
        Hidden = true,
        Group = Group,
    };

    public static readonly OptionDescription SystemCertificates = new(
        "--system-certs",
        "Trust the certificates of the operating system"
    )
    {
        Aliases = ["--native-tls"],
        Opposites = ["--no-system-certs", "--no-native-tls"],
        Outdated =
        [
            ("--native-tls", Renamed("--native-tls", "--system-certs")),
            ("--no-native-tls", Renamed("--no-native-tls", "--no-system-certs")),
        ],
        Variable = "SYSTEM_CERTS",
        Group = Group,
    };

    public static readonly OptionDescription Offline = new(
        "--offline",
        "Use no network, only the cache and local files"
    )
    {
        Opposites = ["--no-offline"],
        Variable = "OFFLINE",
        Group = Group,
    };

    public static readonly OptionDescription AllowInsecureHost = new(
        "--allow-insecure-host",
        "Do not check certificates of this host, or host and port"
    )
    {
        Value = "ALLOW_INSECURE_HOST",
        Aliases = ["--trusted-host"],
        Repeatable = true,
        Variable = "INSECURE_HOST",
        Group = Group,
    };

    public static readonly OptionDescription NoProgress = new("--no-progress", "Draw no progress bars")
    {
        Variable = "NO_PROGRESS",
        Group = Group,
    };

    public static readonly OptionDescription Directory = new("--directory", "Change to this directory first")
    {
        Value = "DIRECTORY",
        IsPath = true,
        Variable = "WORKING_DIR",
        Group = Group,
    };

    public static readonly OptionDescription Project = new(
        "--project",
        "Look for the project from this directory"
    )
    {
        Value = "PROJECT",
        IsPath = true,
        Variable = "PROJECT",
        Group = Group,
    };

    public static readonly OptionDescription ConfigFile = new(
        "--config-file",
        "Read only this configuration file"
    )
    {
        Value = "CONFIG_FILE",
        IsPath = true,
        Variable = "CONFIG_FILE",
        Group = Group,
    };

    public static readonly OptionDescription NoConfig = new("--no-config", "Read no configuration file")
    {
        Aliases = ["--isolated"],
        Outdated =
        [
            (
                "--isolated",
                "The `--isolated` flag is deprecated. Instead, use `--no-config` to prevent krait from discovering configuration files."
            ),
        ],
        Variable = "NO_CONFIG",
        Group = Group,
    };

    public static readonly OptionDescription Help = new("--help", "Show this text")
    {
        Short = 'h',
        Repeatable = true,
        Group = Group,
    };

    public static readonly OptionDescription Preview = new("--preview", "Accepted for compatibility")
    {
        Opposites = ["--no-preview"],
        Hidden = true,
        Variable = "PREVIEW",
        Group = Group,
    };

    public static readonly OptionDescription PreviewFeatures = new(
        "--preview-features",
        "Accepted for compatibility"
    )
    {
        Value = "PREVIEW_FEATURES",
        Aliases = ["--preview-feature"],
        Repeatable = true,
        Hidden = true,
        Variable = "PREVIEW_FEATURES",
        VariableSeparator = ',',
        Group = Group,
    };

    public static readonly OptionDescription ShowSettings = new(
        "--show-settings",
        "Show what the command is set to, and do nothing"
    )
    {
        Hidden = true,
        Group = Group,
    };

    public static readonly OptionDescription GenerateShellCompletion = new(
        "--generate-shell-completion",
        "Write a completion script"
    )
    {
        Value = "SHELL",
        Choices = CompletionScripts.Shells,
        Hidden = true,
        Group = Group,
    };

    public static readonly OptionDescription NoInstallerMetadata = new(
        "--no-installer-metadata",
        "Write no files about the installation beside the package's own"
    )
    {
        Hidden = true,
        Variable = "NO_INSTALLER_METADATA",
        Group = Group,
    };

    private static string Renamed(string old, string now) =>
        $"The `{old}` flag is deprecated and will be removed in a future release. Use `{now}` instead.";

    public static OptionDescription[] All =>
        [
            .. CacheOptions.All,
            .. PythonOptions.All,
            Quiet,
            Verbose,
            Color,
            NoColor,
            SystemCertificates,
            Offline,
            AllowInsecureHost,
            NoProgress,
            Directory,
            Project,
            ConfigFile,
            NoConfig,
            Help,
            Preview,
            PreviewFeatures,
            NoInstallerMetadata,
            ShowSettings,
            GenerateShellCompletion,
        ];
}
