using Krait.Cli.Arguments;

namespace Krait.Cli.Commands.Environments;

/// <summary>The options of virtualenv. What only steers how it works inside is accepted and has no effect.</summary>
internal static class VirtualenvOptions
{
    public static readonly OptionDescription Python = new(
        "--python",
        "Which Python to use; the first that is found"
    )
    {
        Short = 'p',
        Value = "PYTHON",
        Repeatable = true,
    };

    public static readonly OptionDescription Clear = new("--clear", "Replace an environment that is there");

    public static readonly OptionDescription SystemSitePackages = new(
        "--system-site-packages",
        "See the packages of the base interpreter too"
    );

    public static readonly OptionDescription Prompt = new(
        "--prompt",
        "The name that activation shows; a full stop means the current directory's name"
    )
    {
        Value = "PROMPT",
    };

    public static readonly OptionDescription NoSeed = new("--no-seed", "Install nothing into it")
    {
        Aliases = ["--without-pip"],
    };

    public static readonly OptionDescription NoPip = new("--no-pip", "Do not install pip");

    public static IEnumerable<OptionDescription> All =>
        [Python, Clear, SystemSitePackages, Prompt, NoSeed, NoPip, .. WithoutEffect()];

    private static IEnumerable<OptionDescription> WithoutEffect()
    {
        string[] flags =
        [
            "--with-traceback",
            "--read-only-app-data",
            "--reset-app-data",
            "--upgrade-embed-wheels",
            "--symlinks",
            "--copies",
            "--always-copy",
            "--no-download",
            "--never-download",
            "--download",
            "--no-setuptools",
            "--no-wheel",
            "--no-periodic-update",
            "--symlink-app-data",
            "--no-vcs-ignore",
            "--venv-redirect",
            "--no-venv-redirect",
        ];
        foreach (var flag in flags)
            yield return new OptionDescription(flag, "Has no effect") { Hidden = true, Repeatable = true };
        string[] values =
        [
            "--app-data",
            "--discovery",
            "--try-first-with",
            "--creator",
            "--seeder",
            "--extra-search-dir",
            "--pip",
            "--setuptools",
            "--wheel",
            "--activators",
        ];
        foreach (var name in values)
            yield return new OptionDescription(name, "Has no effect")
            {
                Value = "VALUE",
                Hidden = true,
                Repeatable = true,
            };
    }
}
