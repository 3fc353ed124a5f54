using Krait.Cli.Arguments;
using Krait.Cli.Arguments.Options;
using Krait.Cli.Settings;
using Krait.Environments;
using Krait.Requirements;

namespace Krait.Cli.Commands.Pip;

/// <summary>What <c>list</c>, <c>freeze</c> and <c>show</c> have in common.</summary>
internal static class ReadingOptions
{
    public static readonly OptionDescription ExcludeEditable = new(
        "--exclude-editable",
        "Leave out editable packages"
    );

    public static readonly OptionDescription Exclude = new("--exclude", "Leave out this package")
    {
        Value = "EXCLUDE",
        Repeatable = true,
    };

    public static IReadOnlySet<PackageName> Excluded(SettingsReader reader) =>
        PackageNames.ReadSet(reader, Exclude);

    /// <summary>With <c>--strict</c>, warns of everything that is wrong with the environment; else of what cannot be listed.</summary>
    public static void WarnOfIssues(PipContext context, SitePackages packages, PythonEnvironment environment)
    {
        if (!context.Invocation.Reader.IsOn(TargetOptions.Strict))
        {
            foreach (var broken in packages.Broken.Where(b => b.HasInfoFolder))
                context.Terminal.Warning(EnvironmentIssue.UnreadableRecord.Of(broken).ToString());
            return;
        }
        var (markers, tags) = (environment.Interpreter.Markers, environment.Interpreter.Tags);
        foreach (var issue in EnvironmentCheck.Run(packages, markers, tags))
            context.Terminal.Warning(issue.ToString());
    }
}
