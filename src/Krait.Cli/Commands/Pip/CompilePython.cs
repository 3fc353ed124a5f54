using Krait.Cli.Arguments;
using Krait.Cli.Arguments.Options;
using Krait.Cli.Settings;
using Krait.Pythons;

namespace Krait.Cli.Commands.Pip;

/// <summary>Finds the interpreter that <c>pip compile</c> starts from: one of the wanted version, else the nearest thing.</summary>
internal sealed class CompilePython(Invocation invocation, CompileSettings settings)
{
    /// <param name="discovery">Finds interpreters.</param>
    /// <param name="buildsNothing">Whether builds are ruled out, so that the interpreter's own version does not matter.</param>
    /// <exception cref="KraitException">There is no interpreter at all.</exception>
    public PythonInterpreter Find(PythonDiscovery discovery, bool buildsNothing)
    {
        var folder = invocation.Global.WorkingDirectory;
        var preference = invocation.Reader.IsOn(TargetOptions.System)
            ? EnvironmentPreference.OnlySystem
            : EnvironmentPreference.Any;
        if (settings.Python is { } python)
            return discovery.Find(PythonRequest.Parse(python, folder), preference).Interpreter;
        if (settings.PythonVersionText is not { } text)
            return FindBest(discovery, [PythonRequest.Default], preference);
        var version = settings.PythonVersion!.Value;
        List<PythonRequest> requests = [Parse(text, folder)];
        if (version.ReleaseLength > 2)
            requests.Add(Parse(version.WithReleaseLength(2).ToString(), folder));
        requests.Add(PythonRequest.Default);
        var found = FindBest(discovery, requests, preference);
        var isNear = version.Major == (ulong)found.Major && version.Minor == (ulong)found.Minor;
        if (!buildsNothing && version != found.FullVersion && (version.ReleaseLength > 2 || !isNear))
        {
            invocation.Terminal.Warning(
                $"The requested Python version {version} is not available; {found.VersionText} will be used to build dependencies instead."
            );
        }
        return found;
    }

    private static PythonInterpreter FindBest(
        PythonDiscovery discovery,
        List<PythonRequest> requests,
        EnvironmentPreference preference
    )
    {
        foreach (var request in requests)
        {
            if (
                discovery.TryFindWorking(request, preference) is { } installation
                && !discovery.IsRuledOut(installation.Interpreter)
            )
                return installation.Interpreter;
        }
        throw discovery.NotFound(requests[0], preference);
    }

    private static PythonRequest Parse(string version, string folder)
    {
        try
        {
            return PythonRequest.Parse(version, folder);
        }
        catch (PythonNotFoundException)
        {
            // A version that no interpreter has can still be resolved for.
            return PythonRequest.Default;
        }
    }
}
