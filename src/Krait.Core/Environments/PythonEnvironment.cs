using Krait.Pythons;
using Krait.Storage;

namespace Krait.Environments;

/// <summary>
/// A place that packages are installed into: a virtual environment, or an installation of Python. Knows where things
/// go; changes are the installer's work.
/// </summary>
public sealed partial class PythonEnvironment
{
    private const string LockName = ".lock";

    /// <summary>The environment, or installation, of an interpreter.</summary>
    public PythonEnvironment(PythonInterpreter interpreter, PythonSource source = PythonSource.ProvidedPath)
    {
        Interpreter = interpreter;
        Source = source;
    }

    /// <summary>The environment's folder, or the installation's.</summary>
    public string Root => Interpreter.Prefix;

    public PythonInterpreter Interpreter { get; }

    /// <summary>How it was found.</summary>
    public PythonSource Source { get; }

    public bool IsVirtual => Interpreter.IsVirtual;

    /// <summary>Where packages go.</summary>
    public PythonPaths Paths => Interpreter.Paths;

    /// <summary>Whether installed scripts must find the interpreter relative to themselves.</summary>
    public bool IsRelocatable => Interpreter.Environment?.IsRelocatable ?? false;

    /// <summary>The folders that hold packages, each once: mostly one.</summary>
    public IReadOnlyList<string> SitePackagesFolders =>
        Paths.PureLibrary == Paths.PlatformLibrary
            ? [Paths.PureLibrary]
            : [Paths.PureLibrary, Paths.PlatformLibrary];

    /// <summary>
    /// The environment in a folder. The folder of an installation will do as well.
    /// </summary>
    /// <exception cref="PythonNotFoundException">The folder is neither.</exception>
    /// <exception cref="EnvironmentException">It is broken.</exception>
    public static PythonEnvironment Open(string root, PythonDiscovery discovery)
    {
        var found = discovery.Find(new PythonRequest.DirectoryRequest(root, root), EnvironmentPreference.Any);
        return new PythonEnvironment(found.Interpreter, found.Source);
    }

    /// <summary>
    /// The environment that a command works on: the active one, conda's, <c>.venv</c> here or above, or what the request
    /// names; an installation only where the preference allows it.
    /// </summary>
    /// <exception cref="PythonNotFoundException">There is none.</exception>
    /// <exception cref="EnvironmentException">The one that would be used is broken.</exception>
    public static PythonEnvironment Find(
        PythonDiscovery discovery,
        PythonRequest request,
        EnvironmentPreference preference
    )
    {
        if (discovery.TryFind(request, preference) is { } found)
        {
            return new PythonEnvironment(found.Interpreter, found.Source);
        }

        throw preference switch
        {
            EnvironmentPreference.ExplicitSystem
            or EnvironmentPreference.OnlyVirtual
                when request is PythonRequest.DefaultRequest or PythonRequest.AnyRequest => NoEnvironment(
                preference == EnvironmentPreference.ExplicitSystem
                    ? "No virtual environment found; run `krait venv` to create an environment, or pass `--system` to install into a non-virtual environment"
                    : "No virtual environment found; run `krait venv` to create an environment",
                discovery.StaleEnvironment
            ),
            // Naming a path is as much as `--system` would say.
            EnvironmentPreference.ExplicitSystem
                when request is PythonRequest.FileRequest or PythonRequest.DirectoryRequest => NoEnvironment(
                $"No virtual environment or system Python installation found for {request}; run `krait venv` to create an environment"
            ),
            EnvironmentPreference.ExplicitSystem => NoEnvironment(
                $"No virtual environment found for {request}; run `krait venv` to create an environment, or pass `--system` to install into a non-virtual environment"
            ),
            EnvironmentPreference.OnlyVirtual => NoEnvironment(
                $"No virtual environment found for {request}; run `krait venv` to create an environment"
            ),
            EnvironmentPreference.Any => NoEnvironment(
                request is PythonRequest.DefaultRequest or PythonRequest.AnyRequest
                    ? "No virtual environment or system Python installation found; run `krait venv` to create an environment"
                    : $"No virtual environment or system Python installation found for {request}; run `krait venv` to create an environment"
            ),
            _ => discovery.NotFound(request, preference),
        };
    }

    /// <summary>
    /// Takes the environment's lock, so that one Krait changes it at a time. Another tool's lock on the same file is
    /// respected. Take it before reading the state that a change starts from; dispose the result to release it.
    /// </summary>
    /// <param name="waiting">Called once when another holds it.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="StorageException">The folder cannot be written to.</exception>
    public IDisposable Lock(Action? waiting = null, CancellationToken cancellation = default) =>
        FileLock.Acquire(Path.Join(Root, LockName), exclusive: true, waiting, cancellation);

    /// <summary>
    /// Throws when the owner of this installation forbids installing into it (PEP 668), in the owner's words.
    /// </summary>
    /// <exception cref="EnvironmentException">It is externally managed.</exception>
    public void RequireChangeable()
    {
        if (Interpreter.ExternallyManagedReason is not { } reason)
        {
            return;
        }

        var start = $"The interpreter at `{Root}` is externally managed";
        throw new EnvironmentException(
            reason.Length == 0 ? start : $"{start}, and indicates the following:\n\n{Indent(reason)}"
        )
        {
            ExitCode = 2,
            Hints = ["Consider creating a virtual environment, e.g., with `krait venv`"],
        };
    }

    public override string ToString() => $"Python {Interpreter.VersionText} environment at: {Root}";

    internal static PythonEnvironment Made(EnvironmentOptions options) =>
        new(options.Interpreter.InEnvironment(options.Path));

    private static PythonNotFoundException NoEnvironment(string message, string? stale = null) =>
        new(message)
        {
            ExitCode = 2,
            Hints = stale is null ? [] : [$"`VIRTUAL_ENV` names a folder that is no environment: {stale}"],
        };

    private static string Indent(string text) =>
        "  "
        + text.Replace("\n", "\n  ", StringComparison.Ordinal)
            .Replace("\n  \n", "\n\n", StringComparison.Ordinal);
}
