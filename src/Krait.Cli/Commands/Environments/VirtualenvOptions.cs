using Krait.Cli.Arguments;

namespace Krait.Cli.Commands.Environments;

/// <summary>
/// The options of virtualenv, each of which its variable sets too. What only steers how virtualenv works inside, as where
/// it keeps its seeds, is accepted and changes nothing; what would change the environment and cannot be done is refused.
/// </summary>
internal static class VirtualenvOptions
{
    private const string Elsewhere = "Install it afterwards: `krait pip install` with the version you want";

    private static readonly string[] s_prefixes = ["VIRTUALENV_"];

    public static readonly OptionDescription Python = new(
        "--python",
        "Which Python to use; the first that is found"
    )
    {
        Short = 'p',
        Value = "PYTHON",
        Repeatable = true,
        Variable = "PYTHON",
        VariableSeparator = ',',
        VariablePrefixes = s_prefixes,
    };

    public static readonly OptionDescription Clear = Flag("--clear", "Replace an environment that is there");

    public static readonly OptionDescription SystemSitePackages = Flag(
        "--system-site-packages",
        "See the packages of the base interpreter too"
    );

    public static readonly OptionDescription Prompt = Valued(
        "--prompt",
        "PROMPT",
        "The name that activation shows; a full stop means the current directory's name"
    );

    public static readonly OptionDescription NoSeed = Flag(
        "--no-seed",
        "Install nothing into it",
        aliases: ["--without-pip"]
    );

    public static readonly OptionDescription NoPip = Flag("--no-pip", "Do not install pip");

    public static readonly OptionDescription Download = Flag(
        "--download",
        "Take the newest pip from an index, not the one that the Python brings along"
    );

    public static readonly OptionDescription NoDownload = Flag(
        "--no-download",
        "Take the pip that the Python brings along, as is usual",
        aliases: ["--never-download"]
    );

    public static readonly OptionDescription Activators = Valued(
        "--activators",
        "ACTIVATORS",
        "Which activation scripts to write, separated by commas; all unless given"
    );

    public static readonly OptionDescription NoVcsIgnore = Flag(
        "--no-vcs-ignore",
        "Write no .gitignore into it"
    );

    public static readonly OptionDescription Redirect = Flag(
        "--venv-redirect",
        "Write a .venv file beside it that names it, also where there is no project"
    );

    public static readonly OptionDescription NoRedirect = Flag(
        "--no-venv-redirect",
        "Write no .venv file beside it, not even in a project"
    );

    public static readonly OptionDescription Version = new("--version", "Show the version");

    public static IEnumerable<OptionDescription> All =>
        [
            Python,
            Clear,
            SystemSitePackages,
            Prompt,
            NoSeed,
            NoPip,
            Download,
            NoDownload,
            Activators,
            NoVcsIgnore,
            Redirect,
            NoRedirect,
            Version,
            .. s_withoutEffect,
            .. s_later,
        ];

    private static readonly OptionDescription[] s_withoutEffect =
    [
        Inner("--with-traceback"),
        Inner("--read-only-app-data"),
        Inner("--app-data", "APP_DATA"),
        Inner("--reset-app-data"),
        Inner("--upgrade-embed-wheels"),
        Inner("--discovery", "DISCOVERY", "builtin"),
        Inner("--creator", "CREATOR", "builtin", "cpython3-posix", "venv"),
        Inner("--seeder", "SEEDER", "app-data", "pip"),
        Inner("--symlinks"),
        Inner("--no-setuptools"),
        Inner("--no-wheel"),
        Inner("--no-periodic-update"),
        Inner("--symlink-app-data"),
    ];

    private static readonly OptionDescription[] s_later =
    [
        new("--copies", "Copy the interpreter")
        {
            Aliases = ["--always-copy"],
            Hidden = true,
            Later = "Leave it out: the environment then links to the interpreter",
        },
        new("--try-first-with", "Try this Python first")
        {
            Value = "PY_EXE",
            Hidden = true,
            Later = "Name the Python with `--python`",
        },
        new("--extra-search-dir", "Look for seeds here")
        {
            Value = "DIRECTORY",
            Hidden = true,
            Later = "Use `--no-pip`, then `krait pip install --find-links DIRECTORY pip`",
        },
        new("--pip", "The version of pip")
        {
            Value = "VERSION",
            Hidden = true,
            Later = Elsewhere,
        },
        new("--setuptools", "The version of setuptools")
        {
            Value = "VERSION",
            Hidden = true,
            Later = Elsewhere,
        },
        new("--wheel", "The version of wheel")
        {
            Value = "VERSION",
            Hidden = true,
            Later = Elsewhere,
        },
    ];

    private static OptionDescription Flag(string name, string meaning, string[]? aliases = null) =>
        new(name, meaning)
        {
            Repeatable = true,
            Aliases = aliases ?? [],
            Variable = VariableOf(name),
            VariablePrefixes = s_prefixes,
        };

    private static OptionDescription Valued(string name, string value, string meaning) =>
        new(name, meaning)
        {
            Value = value,
            Repeatable = true,
            Variable = VariableOf(name),
            VariablePrefixes = s_prefixes,
        };

    private static OptionDescription Inner(string name, string? value = null, params string[] choices) =>
        new(name, "Has no effect: it steers how virtualenv works inside")
        {
            Value = value,
            Choices = choices,
            Hidden = true,
            Repeatable = true,
        };

    private static string VariableOf(string name) => name[2..].Replace('-', '_').ToUpperInvariant();
}
