namespace Krait.Cli.Arguments.Options;

internal static class PythonOptions
{
    private const string Group = "Python options";

    public static readonly OptionDescription Python = new("--python", "Which Python or environment to use")
    {
        Short = 'p',
        Value = "PYTHON",
        Variable = "PYTHON",
        Group = Group,
    };

    public static readonly OptionDescription ManagedPython = new(
        "--managed-python",
        "Use only Pythons that Krait installed"
    )
    {
        Variable = "MANAGED_PYTHON",
        Group = Group,
    };

    public static readonly OptionDescription NoManagedPython = new(
        "--no-managed-python",
        "Use no Python that Krait installed"
    )
    {
        Variable = "NO_MANAGED_PYTHON",
        Group = Group,
    };

    public static readonly OptionDescription NoPythonDownloads = new(
        "--no-python-downloads",
        "Never fetch a Python"
    )
    {
        Opposites = ["--allow-python-downloads"],
        Group = Group,
    };

    public static readonly OptionDescription PythonPreference = new(
        "--python-preference",
        "Which Pythons come first"
    )
    {
        Conflicts = ["--managed-python", "--no-managed-python"],
        Value = "PYTHON_PREFERENCE",
        Choices = ["only-managed", "managed", "system", "only-system"],
        Variable = "PYTHON_PREFERENCE",
        Hidden = true,
        Group = Group,
    };

    public static readonly OptionDescription PythonFetch = new(
        "--python-fetch",
        "When a Python may be fetched"
    )
    {
        Value = "PYTHON_FETCH",
        Choices = ["automatic", "manual", "never"],
        Variable = "PYTHON_DOWNLOADS",
        Hidden = true,
        Group = Group,
    };

    /// <summary>Those that every command takes.</summary>
    public static OptionDescription[] All =>
        [ManagedPython, NoManagedPython, NoPythonDownloads, PythonPreference, PythonFetch];
}
