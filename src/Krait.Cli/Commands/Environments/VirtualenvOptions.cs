using Krait.Cli.Arguments;

namespace Krait.Cli.Commands.Environments;

/// <summary>
/// The options of virtualenv, each of which its variable sets too. What only steers how virtualenv works inside, as where
/// it keeps its seeds, is accepted and changes nothing.
/// </summary>
internal static class VirtualenvOptions
{
    private static readonly string[] s_prefixes = ["VIRTUALENV_"];

    /// <summary>Those that <c>krait venv</c> has too.</summary>
    public static readonly ShapeOptions Shape = new(s_prefixes);

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

    public static readonly OptionDescription Prompt = ShapeOptions.Valued(
        s_prefixes,
        "--prompt",
        "PROMPT",
        "The name that activation shows; a full stop means the current directory's name"
    );

    public static readonly OptionDescription NoSeed = Flag(
        "--no-seed",
        "Install nothing into it",
        alias: "--without-pip"
    );

    public static readonly OptionDescription NoPip = Flag("--no-pip", "Do not install pip");

    public static readonly OptionDescription NoSetuptools = Flag(
        "--no-setuptools",
        "Do not install setuptools, which is installed for Pythons before 3.12"
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
            NoSetuptools,
            Redirect,
            NoRedirect,
            Version,
            .. Shape.All,
            ShapeOptions.Wheel("--no-wheel"),
        ];

    private static OptionDescription Flag(string name, string meaning, string? alias = null) =>
        ShapeOptions.Flag(s_prefixes, name, meaning, alias);
}
