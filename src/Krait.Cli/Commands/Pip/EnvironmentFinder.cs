using Krait.Cli.Arguments;
using Krait.Cli.Settings;
using Krait.Environments;
using Krait.Installer;
using Krait.Pythons;

namespace Krait.Cli.Commands.Pip;

/// <summary>Where a <c>pip</c> command works: the environment, the folders that packages are in, and where new ones go.</summary>
internal sealed record FoundEnvironment(
    PythonEnvironment Environment,
    InstallTarget Target,
    IReadOnlyList<string> PackageFolders
);

/// <summary>Finds the environment that the options name, and says which it is.</summary>
internal sealed class EnvironmentFinder(Invocation invocation, PythonDiscovery discovery)
{
    private readonly TargetSettings _settings = TargetSettings.Read(invocation.Reader, invocation.Global);

    /// <summary>The environment of a command that only reads; an installation will do.</summary>
    /// <exception cref="KraitException">There is none, or it is broken.</exception>
    public FoundEnvironment ForReading()
    {
        var preference = _settings.System ? EnvironmentPreference.OnlySystem : EnvironmentPreference.Any;
        var environment = Find(preference);
        Report(environment);
        var found = Place(environment);
        EnvironmentTransaction.Settle(found.Target);
        return found;
    }

    /// <summary>The environment of a command that changes it; an installation only where it is pointed at.</summary>
    /// <param name="saysInterpreter">Whether to say which interpreter is used where packages go elsewhere than into an environment.</param>
    /// <exception cref="KraitException">There is none, it is broken, or its owner forbids changes.</exception>
    public FoundEnvironment ForChanging(bool saysInterpreter = true)
    {
        var isElsewhere = _settings.Target is not null || _settings.Prefix is not null;
        var preference =
            _settings.System ? EnvironmentPreference.OnlySystem
            : isElsewhere ? EnvironmentPreference.Any
            : EnvironmentPreference.ExplicitSystem;
        var environment = Find(preference);
        if (isElsewhere && saysInterpreter)
            ReportInterpreter(environment.Interpreter);
        if (!isElsewhere)
            Report(environment);
        if (!isElsewhere && !environment.IsVirtual && !_settings.BreakSystemPackages)
            environment.RequireChangeable();
        return Place(environment);
    }

    /// <summary>A path as it is shown: below the working directory relative to it, else whole.</summary>
    public static string Display(string path, string workingDirectory)
    {
        var relative = Path.GetRelativePath(workingDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative)
            ? path
            : relative;
    }

    private PythonEnvironment Find(EnvironmentPreference preference) =>
        PythonEnvironment.Find(
            discovery,
            PythonSettings.Request(invocation.Reader, invocation.Global),
            preference
        );

    private void Report(PythonEnvironment environment)
    {
        var folder = invocation.Global.WorkingDirectory;
        var line =
            $"Using Python {environment.Interpreter.VersionText} environment at: {Display(environment.Root, folder)}";
        // The usual environment of a folder is what everybody expects.
        if (environment.Root == Path.Combine(folder, ".venv"))
            invocation.Terminal.Detail(line);
        else
            invocation.Terminal.Status(invocation.Terminal.Error.Dim(line));
    }

    private void ReportInterpreter(PythonInterpreter interpreter)
    {
        var path = Display(interpreter.Executable, invocation.Global.WorkingDirectory);
        invocation.Terminal.Status($"Using {interpreter.Description} interpreter at: {path}");
    }

    private static string VersionOf(PythonInterpreter interpreter) =>
        $"{interpreter.Major}.{interpreter.Minor}";

    private FoundEnvironment Place(PythonEnvironment environment)
    {
        var interpreter = environment.Interpreter;
        if (_settings.Target is { } folder)
        {
            var elsewhere = InstallTarget.ForFolder(folder, interpreter.Executable) with
            {
                PythonVersion = VersionOf(interpreter),
            };
            return new(environment, elsewhere, [folder]);
        }
        var paths = _settings.Prefix is { } prefix ? interpreter.PathsIn(prefix) : environment.Paths;
        var root = _settings.Prefix ?? environment.Root;
        var target = new InstallTarget
        {
            Prefix = root,
            Purelib = paths.PureLibrary,
            Platlib = paths.PlatformLibrary,
            Scripts = paths.Scripts,
            Headers = paths.Include,
            Interpreter = interpreter.Executable,
            PythonVersion = VersionOf(interpreter),
            IsRelocatable = _settings.Prefix is null && environment.IsRelocatable,
            LockPath = Path.Combine(root, ".lock"),
        };
        string[] folders =
            paths.PureLibrary == paths.PlatformLibrary
                ? [paths.PureLibrary]
                : [paths.PureLibrary, paths.PlatformLibrary];
        return new(environment, target, folders);
    }
}
