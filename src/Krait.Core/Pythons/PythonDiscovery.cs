using Krait.Storage;

namespace Krait.Pythons;

/// <summary>
/// Finds interpreters: active environments, <c>.venv</c> here or above, managed installations, the search path, in the
/// order that people know from uv. What does not answer is passed over, but an environment that is broken is said to
/// be. Touches the disk, and runs an interpreter only when its files do not tell enough. Not for several threads.
/// </summary>
public sealed partial class PythonDiscovery
{
    private readonly PythonSurroundings _surroundings;
    private readonly PythonInspector _inspector;
    private InspectionProblem? _passedOver;

    public PythonDiscovery(PythonSurroundings surroundings)
    {
        _surroundings = surroundings;
        _inspector = new PythonInspector(
            new InterpreterCache(surroundings.CacheFolder),
            surroundings.Environment
        );
    }

    /// <summary>The first interpreter that fits.</summary>
    /// <exception cref="PythonNotFoundException">None does.</exception>
    /// <exception cref="EnvironmentException">An environment that would be used is broken; it is named.</exception>
    public PythonInstallation Find(PythonRequest request, EnvironmentPreference preference) =>
        TryFind(request, preference) ?? throw NotFound(request, preference);

    /// <summary>As <see cref="Find"/>, but null when none fits.</summary>
    /// <exception cref="EnvironmentException">An environment that would be used is broken; it is named.</exception>
    public PythonInstallation? TryFind(PythonRequest request, EnvironmentPreference preference)
    {
        _passedOver = null;
        return Best(Candidates(request, preference, skipBroken: false), request, preference);
    }

    /// <summary>As <see cref="TryFind"/>, but passes over environments that are broken.</summary>
    public PythonInstallation? TryFindWorking(PythonRequest request, EnvironmentPreference preference)
    {
        _passedOver = null;
        return Best(Candidates(request, preference, skipBroken: true), request, preference);
    }

    /// <summary>Whether the preference rules out the Python that an interpreter is of.</summary>
    public bool IsRuledOut(PythonInterpreter interpreter) =>
        _surroundings.Preference == PythonPreference.OnlyManaged
        && !_surroundings.ManagedFolders.Any(folder =>
            interpreter.BasePrefix.StartsWith(folder.TrimEnd('/') + '/', StringComparison.Ordinal)
        );

    /// <summary>All that fit, each executable once, in the order of discovery. Broken ones are passed over.</summary>
    public IEnumerable<PythonInstallation> FindAll(PythonRequest request, EnvironmentPreference preference)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var installation in Candidates(request, preference, skipBroken: true))
        {
            var interpreter = installation.Interpreter;
            if (Accepts(installation, request, preference) && seen.Add(interpreter.Executable))
            {
                yield return installation;
            }
        }
    }

    /// <summary>The interpreter at a path.</summary>
    /// <exception cref="PythonNotFoundException">There is none, or it does not answer.</exception>
    public PythonInterpreter Inspect(string executable) =>
        _inspector.TryInspect(executable, out var problem) ?? throw Failure(problem!, "provided path");

    /// <summary>The error for a request that nothing fits: what was asked for, and where it was looked for.</summary>
    public PythonNotFoundException NotFound(PythonRequest request, EnvironmentPreference preference)
    {
        var hints = new List<string>();
        if (_passedOver is { IsMissing: false } problem)
        {
            hints.Add($"`{problem.Path}` was passed over: {problem.Reason}");
        }

        var message = request switch
        {
            PythonRequest.FileRequest => $"No interpreter found at {request}",
            PythonRequest.DirectoryRequest => $"No interpreter found in {request}",
            PythonRequest.DefaultRequest or PythonRequest.AnyRequest =>
                $"No interpreter found in {Sources(preference)}",
            _ => $"No interpreter found for {request} in {Sources(preference)}",
        };
        return new PythonNotFoundException(message) { Hints = hints, ExitCode = 2 };
    }

    private static PythonNotFoundException Failure(InspectionProblem problem, string source) =>
        problem.IsMissing
            ? new PythonNotFoundException($"No interpreter found at path `{problem.Path}`") { ExitCode = 2 }
            : new PythonNotFoundException(
                $"Failed to inspect Python interpreter from {source} at `{problem.Path}`",
                new KraitException(problem.Reason)
            )
            {
                ExitCode = 2,
            };

    private string Sources(EnvironmentPreference preference)
    {
        var names = new List<string>();
        if (preference != EnvironmentPreference.OnlySystem)
        {
            names.Add("virtual environments");
        }

        if (preference != EnvironmentPreference.OnlyVirtual)
        {
            if (_surroundings.Preference != PythonPreference.OnlySystem)
            {
                names.Add("managed installations");
            }

            if (_surroundings.Preference != PythonPreference.OnlyManaged)
            {
                names.Add("search path");
            }
        }

        return names switch
        {
            [var one] => one,
            [var one, var two] => $"{one} or {two}",
            _ => string.Join(", ", names[..^1]) + ", or " + names[^1],
        };
    }

    private static PythonInstallation? Best(
        IEnumerable<PythonInstallation> candidates,
        PythonRequest request,
        EnvironmentPreference preference
    )
    {
        PythonInstallation? secondBest = null;
        foreach (var installation in candidates)
        {
            if (!Accepts(installation, request, preference))
            {
                continue;
            }

            if (IsUsual(installation, request))
            {
                return installation;
            }

            secondBest ??= installation;
        }

        return secondBest;
    }

    private static bool Accepts(
        PythonInstallation installation,
        PythonRequest request,
        EnvironmentPreference preference
    )
    {
        var interpreter = installation.Interpreter;
        if (!request.IsPointer && !IsSupported(interpreter, request))
        {
            return false;
        }

        var isEnvironment = interpreter.IsVirtual || installation.Source == PythonSource.CondaEnvironment;
        var fits = preference switch
        {
            EnvironmentPreference.OnlySystem => !interpreter.IsVirtual || request.IsPointer,
            EnvironmentPreference.OnlyVirtual => isEnvironment,
            EnvironmentPreference.ExplicitSystem => isEnvironment
                || installation.Source == PythonSource.ProvidedPath,
            _ => true,
        };
        return fits && (IsAtHand(installation, request) || request.Matches(interpreter));
    }

    /// <summary>Where nothing was asked for, the environment at hand is meant, whatever build of Python made it.</summary>
    private static bool IsAtHand(PythonInstallation installation, PythonRequest request) =>
        request is PythonRequest.DefaultRequest
        && installation.Source
            is PythonSource.ActiveEnvironment
                or PythonSource.CondaEnvironment
                or PythonSource.DiscoveredEnvironment;

    private static bool IsSupported(PythonInterpreter interpreter, PythonRequest request) =>
        (interpreter.Major, interpreter.Minor).CompareTo((3, 6)) >= 0 || request.Version?.Major == 2;

    /// <summary>
    /// Pre-releases and other implementations than CPython are taken at once only when they were asked for, or when
    /// somebody made them the machine's <c>python</c>; else they are what is left when nothing usual fits.
    /// </summary>
    private static bool IsUsual(PythonInstallation installation, PythonRequest request)
    {
        var interpreter = installation.Interpreter;
        if (
            request is PythonRequest.AnyRequest
            || request.IsPointer
            || installation.Source is not (PythonSource.Managed or PythonSource.SearchPath)
        )
        {
            return true;
        }

        var name = Path.GetFileNameWithoutExtension(interpreter.Executable.AsSpan());
        var hasDefaultName =
            installation.Source == PythonSource.SearchPath && (name is "python" or "python3");
        var isFinal = !interpreter.FullVersion.IsPrerelease || request.Version is { AllowsPrerelease: true };
        var isCPython =
            interpreter.Implementation == PythonImplementation.CPython || request.Implementation is not null;
        return hasDefaultName || (isFinal && isCPython);
    }

    private IEnumerable<PythonInstallation> Candidates(
        PythonRequest request,
        EnvironmentPreference preference,
        bool skipBroken
    )
    {
        switch (request)
        {
            case PythonRequest.FileRequest file:
                return InspectPointer(file);
            case PythonRequest.DirectoryRequest folder:
                return InspectFolder(folder);
            case PythonRequest.NameRequest name:
                return Named(name.Name);
        }

        var environments = preference == EnvironmentPreference.OnlySystem ? [] : Environments(skipBroken);
        return environments.Concat(Installations(request));
    }

    private PythonInstallation[] InspectPointer(PythonRequest.FileRequest request)
    {
        var interpreter = _inspector.TryInspect(request.Path, out var problem);
        if (interpreter is not null)
        {
            return [new PythonInstallation(PythonSource.ProvidedPath, interpreter)];
        }

        return problem is { IsMissing: true }
            ? []
            : throw Failure(problem! with { Path = request.Text }, "provided path");
    }

    private PythonInstallation[] InspectFolder(PythonRequest.DirectoryRequest request)
    {
        var executable = ExecutableIn(request.Path);
        if (!FileStatus.TryGet(executable, out _, followLinks: false))
        {
            return [];
        }

        return _inspector.TryInspect(executable, out var problem) is { } interpreter
            ? [new PythonInstallation(PythonSource.ProvidedPath, interpreter)]
            : throw BrokenEnvironment(Path.Join(request.Text, ExecutableIn("")), problem!, "provided path");
    }

    private IEnumerable<PythonInstallation> Installations(PythonRequest request)
    {
        var managed = Managed(request);
        var system = SearchPath(request);
        return _surroundings.Preference switch
        {
            PythonPreference.OnlyManaged => managed,
            PythonPreference.OnlySystem => system,
            PythonPreference.System => system.Concat(managed),
            _ => managed.Concat(system),
        };
    }

    private PythonInstallation? TryInspect(string executable, PythonSource source)
    {
        if (_inspector.TryInspect(executable, out var problem) is { } interpreter)
        {
            return new PythonInstallation(source, interpreter);
        }

        _passedOver ??= problem;
        return null;
    }
}
