using Krait.Accelerators;

namespace Krait.Cli.Arguments.Options;

internal static class PackageIndexOptions
{
    private const string Group = "Index options";

    public static readonly OptionDescription Index = new("--index", "An index to ask before the default one")
    {
        Value = "INDEX",
        Repeatable = true,
        Variable = "INDEX",
        Group = Group,
    };

    public static readonly OptionDescription DefaultIndex = new(
        "--default-index",
        "The index in place of the default one"
    )
    {
        Value = "DEFAULT_INDEX",
        Variable = "DEFAULT_INDEX",
        Group = Group,
    };

    public static readonly OptionDescription IndexUrl = new("--index-url", "The same, as pip spells it")
    {
        Short = 'i',
        Value = "INDEX_URL",
        Variable = "INDEX_URL",
        Group = Group,
    };

    public static readonly OptionDescription ExtraIndexUrl = new(
        "--extra-index-url",
        "A further index, as pip spells it"
    )
    {
        Value = "EXTRA_INDEX_URL",
        Repeatable = true,
        Variable = "EXTRA_INDEX_URL",
        Group = Group,
    };

    public static readonly OptionDescription FindLinks = new("--find-links", "A folder or page with archives")
    {
        Short = 'f',
        Value = "FIND_LINKS",
        Repeatable = true,
        Variable = "FIND_LINKS",
        VariableSeparator = ',',
        Group = Group,
    };

    public static readonly OptionDescription NoIndex = new("--no-index", "Ask no index, only --find-links")
    {
        Opposites = [],
        Variable = "NO_INDEX",
        Group = Group,
    };

    public static readonly OptionDescription IndexStrategy = new(
        "--index-strategy",
        "How versions of several indexes are combined"
    )
    {
        Value = "INDEX_STRATEGY",
        Choices = ["first-index", "unsafe-first-match", "unsafe-best-match"],
        Variable = "INDEX_STRATEGY",
        Group = Group,
    };

    public static readonly OptionDescription KeyringProvider = new(
        "--keyring-provider",
        "Where passwords may be asked for"
    )
    {
        Value = "KEYRING_PROVIDER",
        Choices = ["disabled", "subprocess"],
        Variable = "KEYRING_PROVIDER",
        Group = Group,
    };

    public static readonly OptionDescription TorchBackend = new(
        "--torch-backend",
        "Take PyTorch and its family as built for this backend; auto for what this machine has"
    )
    {
        Value = "TORCH_BACKEND",
        Choices = [TorchBackends.Automatic, .. TorchBackends.Names],
        Variable = "TORCH_BACKEND",
        Group = Group,
    };

    public static readonly OptionDescription TorchIndex = new(
        "--torch-index",
        "Where the builds of PyTorch are: the address below which each backend has its index"
    )
    {
        Value = "URL",
        Variable = "TORCH_INDEX",
        Group = Group,
    };

    /// <summary>For commands that resolve.</summary>
    public static OptionDescription[] WithTorch => [.. All, TorchBackend, TorchIndex];

    public static OptionDescription[] All =>
        [Index, DefaultIndex, IndexUrl, ExtraIndexUrl, FindLinks, NoIndex, IndexStrategy, KeyringProvider];
}
