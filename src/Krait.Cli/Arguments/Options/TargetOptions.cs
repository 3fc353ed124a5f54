namespace Krait.Cli.Arguments.Options;

/// <summary>Which environment a <c>pip</c> command works on.</summary>
internal static class TargetOptions
{
    public static readonly OptionDescription System = new(
        "--system",
        "Use the first Python on PATH, not an environment"
    )
    {
        Opposites = ["--no-system"],
        Variable = "SYSTEM_PYTHON",
    };

    public static readonly OptionDescription BreakSystemPackages = new(
        "--break-system-packages",
        "Change even a Python that the operating system manages"
    )
    {
        Opposites = ["--no-break-system-packages"],
        Variable = "BREAK_SYSTEM_PACKAGES",
    };

    public static readonly OptionDescription Target = new("--target", "Work on this directory of packages")
    {
        Short = 't',
        Value = "TARGET",
        IsPath = true,
    };

    public static readonly OptionDescription Prefix = new(
        "--prefix",
        "Work on lib, bin and the rest below this directory"
    )
    {
        Conflicts = ["--target"],
        Value = "PREFIX",
        IsPath = true,
    };

    public static readonly OptionDescription Strict = new("--strict", "Check the environment afterwards")
    {
        Opposites = ["--no-strict"],
    };

    public static readonly OptionDescription Certificate = new(
        "--cert",
        "A file of certificates to trust instead of the usual ones"
    )
    {
        Value = "FILE",
        IsPath = true,
    };

    public static readonly OptionDescription PythonVersion = new(
        "--python-version",
        "Resolve for this Python version instead of the environment's"
    )
    {
        Value = "PYTHON_VERSION",
    };

    public static readonly OptionDescription PythonPlatform = new(
        "--python-platform",
        "Resolve for this platform"
    )
    {
        Value = "PYTHON_PLATFORM",
    };

    /// <summary>Which environment it is.</summary>
    public static OptionDescription[] Finding => [System, Target, Prefix, Certificate, PythonOptions.Python];

    /// <summary>For commands that only read.</summary>
    public static OptionDescription[] Reading => [.. Finding, PipToolsOptions.DisablePipVersionCheckSilently];

    /// <summary>For commands that pip's users give more of its options.</summary>
    public static OptionDescription[] Listing => [.. Finding, PipToolsOptions.DisablePipVersionCheck];

    /// <summary>For <c>pip uninstall</c>.</summary>
    public static OptionDescription[] Writing => [.. Listing, BreakSystemPackages];
}
