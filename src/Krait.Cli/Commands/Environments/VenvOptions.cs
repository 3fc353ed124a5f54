using Krait.Cli.Arguments;
using Krait.Cli.Arguments.Options;

namespace Krait.Cli.Commands.Environments;

/// <summary>The options of <c>krait venv</c>.</summary>
internal static class VenvOptions
{
    /// <summary>Those of virtualenv that mean something here too.</summary>
    public static readonly ShapeOptions Shape = new(null);

    public static readonly OptionDescription NoProject = new(
        "--no-project",
        "Take no notice of a project here or above"
    )
    {
        Aliases = ["--no-workspace"],
        Variable = "NO_PROJECT",
    };

    public static readonly OptionDescription Seed = new(
        "--seed",
        "Install pip, and for Pythons before 3.12 setuptools and wheel"
    )
    {
        Variable = "VENV_SEED",
    };

    public static readonly OptionDescription Clear = new("--clear", "Replace an environment that is there")
    {
        Short = 'c',
        Opposites = ["--no-clear"],
        Variable = "VENV_CLEAR",
    };

    public static readonly OptionDescription Force = new(
        "--force",
        "With --clear: replace a directory that is no environment"
    );

    public static readonly OptionDescription AllowExisting = new(
        "--allow-existing",
        "Write over an environment that is there and keep its packages"
    );

    public static readonly OptionDescription Prompt = new(
        "--prompt",
        "The name that activation shows; a full stop means the current directory's name"
    )
    {
        Value = "PROMPT",
    };

    public static readonly OptionDescription SystemSitePackages = new(
        "--system-site-packages",
        "See the packages of the base interpreter too"
    );

    public static readonly OptionDescription Relocatable = new(
        "--relocatable",
        "Make an environment that can be moved"
    )
    {
        Opposites = ["--no-relocatable"],
        Variable = "VENV_RELOCATABLE",
    };

    /// <summary>Options of virtualenv that change nothing here.</summary>
    private static readonly OptionDescription[] WithoutEffect =
    [
        Ignored("--no-seed", "krait omits seed packages by default"),
        Ignored("--no-pip", "krait omits `pip` by default"),
        Ignored("--no-setuptools", "krait omits `setuptools` by default"),
        Ignored("--no-wheel", "krait omits `wheel` by default"),
        new("--system", "Has no effect")
        {
            Hidden = true,
            Opposites = ["--no-system"],
            Outdated =
            [
                ("--system", WithoutMeaning("--system", "--no-managed-python")),
                ("--no-system", WithoutMeaning("--no-system", "--managed-python")),
            ],
        },
    ];

    private static string WithoutMeaning(string name, string instead) =>
        $"The `{name}` flag has no effect, `krait venv` always ignores virtual environments when finding a Python interpreter; did you mean `{instead}`?";

    private static OptionDescription Ignored(string name, string reason) =>
        new(name, "Has no effect")
        {
            NoEffect = $"virtualenv's `{name}` has no effect ({reason})",
            Hidden = true,
        };

    public static IEnumerable<OptionDescription> All =>
        [
            PythonOptions.Python,
            NoProject,
            Seed,
            Clear,
            Force,
            AllowExisting,
            Prompt,
            SystemSitePackages,
            Relocatable,
            InstallerOptions.LinkMode,
            .. PackageIndexOptions.All,
            ResolverOptions.ExcludeNewer,
            ResolverOptions.ExcludeNewerPackage,
            .. CacheOptions.Refreshing,
            .. WithoutEffect,
            .. Shape.All,
        ];
}
