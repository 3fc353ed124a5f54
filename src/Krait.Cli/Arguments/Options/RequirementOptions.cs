namespace Krait.Cli.Arguments.Options;

/// <summary>Where requirements and limits on them come from.</summary>
internal static class RequirementOptions
{
    public static readonly OptionDescription Requirements = new(
        "--requirements",
        "Read requirements from this file; - is standard input"
    )
    {
        Short = 'r',
        Value = "REQUIREMENTS",
        Aliases = ["--requirement"],
        Repeatable = true,
    };

    public static readonly OptionDescription Editable = new(
        "--editable",
        "A project directory to link instead of copying"
    )
    {
        Short = 'e',
        Value = "EDITABLE",
        Repeatable = true,
    };

    public static readonly OptionDescription NoEditable = new(
        "--no-editable",
        "Install copies where links were asked for"
    )
    {
        Variable = "NO_EDITABLE",
    };

    public static readonly OptionDescription NoEditablePackage = new(
        "--no-editable-package",
        "The same for one package"
    )
    {
        Value = "NO_EDITABLE_PACKAGE",
        Problem = Settings.PackageNames.Problem,
        Repeatable = true,
    };

    public static readonly OptionDescription Constraints = new("--constraints", "A file that limits versions")
    {
        Short = 'c',
        Value = "CONSTRAINTS",
        Aliases = ["--constraint"],
        Repeatable = true,
        Variable = "CONSTRAINT",
    };

    public static readonly OptionDescription Overrides = new(
        "--overrides",
        "A file whose requirements replace all others on a name"
    )
    {
        Value = "OVERRIDES",
        Aliases = ["--override"],
        Repeatable = true,
        Variable = "OVERRIDE",
    };

    public static readonly OptionDescription Excludes = new("--excludes", "A file of packages to leave out")
    {
        Value = "EXCLUDES",
        Aliases = ["--exclude"],
        Repeatable = true,
        Variable = "EXCLUDE",
    };

    public static readonly OptionDescription Extra = new("--extra", "Include this optional set of a project")
    {
        Value = "EXTRA",
        Problem = text =>
            Krait.Requirements.ExtraName.TryParse(text, out _)
                ? null
                : "Extra names must start and end with a letter or digit and may only contain -, _, ., and alphanumeric characters",
        Repeatable = true,
    };

    public static readonly OptionDescription AllExtras = new(
        "--all-extras",
        "Include every optional set of a project"
    )
    {
        Conflicts = ["--extra"],
        Opposites = ["--no-all-extras"],
    };

    public static readonly OptionDescription Group = new("--group", "Include a dependency group of a project")
    {
        Value = "GROUP",
        Repeatable = true,
    };

    public static readonly OptionDescription NoDeps = new("--no-deps", "Leave dependencies out")
    {
        Opposites = ["--deps"],
    };
}
