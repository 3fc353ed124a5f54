namespace Krait.Cli.Arguments.Options;

/// <summary>Options of pip and pip-tools that mean nothing here: they are refused, or said to have no effect.</summary>
internal static class PipToolsOptions
{
    public static readonly OptionDescription DisablePipVersionCheck = new(
        "--disable-pip-version-check",
        "Has no effect"
    )
    {
        NoEffect = "pip's `--disable-pip-version-check` has no effect",
        Hidden = true,
    };

    /// <summary>The same where nothing is said of it.</summary>
    public static readonly OptionDescription DisablePipVersionCheckSilently = new(
        "--disable-pip-version-check",
        "Has no effect"
    )
    {
        Hidden = true,
    };

    public static readonly OptionDescription Yes = new("--yes", "Has no effect")
    {
        Short = 'y',
        NoEffect = "`--yes` has no effect (krait never asks for confirmation)",
        Hidden = true,
    };

    /// <summary>pip's option to install for the user.</summary>
    public static readonly OptionDescription User = Refused(
        "pip",
        "--user",
        "use a virtual environment instead"
    );

    /// <summary>Those of <c>pip-compile</c>.</summary>
    public static OptionDescription[] OfCompile =>
        [
            Ignored("--allow-unsafe", "krait can safely pin `pip` and other packages"),
            Ignored("--no-allow-unsafe", "krait can safely pin `pip` and other packages"),
            Refused(Compile, "--reuse-hashes", "krait doesn't reuse hashes"),
            Ignored("--no-reuse-hashes", "krait doesn't reuse hashes"),
            Refused(Compile, "--emit-trusted-host", null),
            Ignored("--no-emit-trusted-host", "krait never emits trusted hosts"),
            Refused(Compile, "--emit-options", "try `--emit-build-options` instead"),
            Ignored("--no-emit-options", "krait never emits options"),
            Resolver,
            Refused(Compile, "--max-rounds", "krait always resolves until convergence", "MAX_ROUNDS"),
            .. OfBoth(Compile),
        ];

    /// <summary>Those of <c>pip-sync</c>.</summary>
    public static OptionDescription[] OfSync =>
        [
            Refused(Sync, "--ask", "krait never asks for confirmation", shortName: 'a'),
            Refused(
                Sync,
                "--python-executable",
                "to install into a separate Python environment, try setting `VIRTUAL_ENV` instead",
                "PYTHON_EXECUTABLE"
            ),
            Refused(Sync, "--user", "use a virtual environment instead"),
            .. OfBoth(Sync),
        ];

    private const string Compile = "pip-compile";
    private const string Sync = "pip-sync";

    /// <summary>What <c>pip-compile</c> resolves with; the one choice that fits is what is done anyway.</summary>
    public static readonly OptionDescription Resolver = new("--resolver", "Has no effect")
    {
        Value = "RESOLVER",
        Choices = ["backtracking", "legacy"],
        NoEffect = "pip-compile's `--resolver=backtracking` has no effect (krait always backtracks)",
        Problem = text =>
            text == "legacy"
                ? "pip-compile's `--resolver=legacy` is unsupported (krait always backtracks)"
                : null,
        Hidden = true,
    };

    private static OptionDescription[] OfBoth(string tool) =>
        [
            Refused(
                tool,
                "--client-cert",
                "krait doesn't support dedicated client certificates",
                "CLIENT_CERT"
            ),
            Refused(tool, "--config", "krait does not use a configuration file", "CONFIG"),
            Refused(tool, "--pip-args", "try passing arguments to krait directly", "PIP_ARGS"),
        ];

    private static OptionDescription Refused(
        string tool,
        string name,
        string? reason,
        string? value = null,
        char shortName = '\0'
    ) =>
        new(name, "Not supported")
        {
            Value = value,
            Short = shortName,
            Refusal = $"{tool}'s `{name}` is unsupported{(reason is null ? "" : $" ({reason})")}",
            Hidden = true,
        };

    private static OptionDescription Ignored(string name, string reason) =>
        new(name, "Has no effect")
        {
            NoEffect = $"{Compile}'s `{name}` has no effect ({reason})",
            Hidden = true,
        };
}
