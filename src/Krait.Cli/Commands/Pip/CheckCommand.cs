using System.Diagnostics;
using Krait.Cli.Arguments;
using Krait.Cli.Arguments.Options;
using Krait.Cli.Terminal;
using Krait.Environments;

namespace Krait.Cli.Commands.Pip;

/// <summary><c>krait pip check</c>: whether what is installed fits together; exit code 1 if not.</summary>
internal static class CheckCommand
{
    public static CommandDescription Description =>
        new()
        {
            Path = "pip check",
            Summary = "Check that the packages of an environment fit together",
            MostPositionals = 0,
            Options = () =>
                [
                    TargetOptions.System,
                    TargetOptions.Certificate,
                    TargetOptions.PythonVersion,
                    TargetOptions.PythonPlatform,
                    PythonOptions.Python,
                ],
            RunAsync = (invocation, _) => Task.FromResult(Run(invocation)),
        };

    private static int Run(Invocation invocation)
    {
        using var context = new PipContext(invocation);
        var found = context.Environments.ForReading();
        var start = Stopwatch.GetTimestamp();
        var packages = SitePackages.Read(found.PackageFolders);
        var target = TargetReader.Read(invocation.Reader, found.Environment.Interpreter);
        var issues = EnvironmentCheck.Run(packages, target.Environment, target.Tags);
        var time = Stopwatch.GetElapsedTime(start);
        var terminal = invocation.Terminal;
        terminal.Done("Checked", Durations.Count(packages.All.Count, "package"), time);
        if (issues.Count == 0)
        {
            terminal.Status("All installed packages are compatible");
            return 0;
        }
        terminal.Important(
            issues.Count == 1 ? "Found 1 incompatibility" : $"Found {issues.Count} incompatibilities"
        );
        foreach (var issue in issues)
            terminal.Important(issue.ToString());
        return 1;
    }
}
