namespace Krait.Pythons;

/// <summary>
/// What the user says of the Python that is wanted: a version, an implementation, a name, a path, or nothing. Read by
/// <see cref="Parse"/>.
/// </summary>
public abstract partial record PythonRequest
{
    private PythonRequest() { }

    /// <summary>Nothing was asked for: the first usual interpreter.</summary>
    public static PythonRequest Default { get; } = new DefaultRequest();

    /// <summary>Whatever there is, pre-releases and all implementations included.</summary>
    public static PythonRequest Any { get; } = new AnyRequest();

    /// <summary>The versions that a project's <c>requires-python</c> allows.</summary>
    public static PythonRequest OfVersion(PythonVersionRequest version) => new VersionRequest(version);

    /// <summary>Whether the interpreter is of the wanted kind. Requests by name or path take what is found there.</summary>
    public abstract bool Matches(PythonInterpreter interpreter);

    /// <summary>The version part; null when there is none.</summary>
    public virtual PythonVersionRequest? Version => null;

    /// <summary>Whether the user pointed at one interpreter, so that no preference may pass it over.</summary>
    public virtual bool IsPointer => false;

    /// <summary>The wanted implementation; null when any will do.</summary>
    public virtual PythonImplementation? Implementation => null;

    public sealed record DefaultRequest : PythonRequest
    {
        public override bool Matches(PythonInterpreter interpreter) =>
            !interpreter.IsDebug && (!interpreter.IsFreeThreaded || interpreter.Minor >= 14);

        public override string ToString() => "a Python";
    }

    public sealed record AnyRequest : PythonRequest
    {
        public override bool Matches(PythonInterpreter interpreter) => true;

        public override string ToString() => "any Python";
    }

    public sealed record VersionRequest(PythonVersionRequest Wanted) : PythonRequest
    {
        public override PythonVersionRequest Version => Wanted;

        public override bool Matches(PythonInterpreter interpreter) => Wanted.Matches(interpreter);

        public override string ToString() => $"Python {Wanted}";
    }

    public sealed record ImplementationRequest(
        PythonImplementation Wanted,
        PythonVersionRequest? WantedVersion
    ) : PythonRequest
    {
        public override PythonImplementation? Implementation => Wanted;

        public override PythonVersionRequest? Version => WantedVersion;

        public override bool Matches(PythonInterpreter interpreter) =>
            interpreter.Implementation == Wanted && (WantedVersion?.Matches(interpreter) ?? true);

        public override string ToString()
        {
            var name = PythonImplementations.DisplayName(PythonImplementations.Key(Wanted));
            return WantedVersion is null ? name : $"{name} {WantedVersion}";
        }
    }

    /// <summary>The parts of an installation's key; a part that is null may be anything.</summary>
    public sealed record KeyRequest(
        PythonImplementation? WantedImplementation,
        PythonVersionRequest? WantedVersion,
        string? OperatingSystem,
        string? Architecture,
        string? Libc
    ) : PythonRequest
    {
        public override PythonImplementation? Implementation => WantedImplementation;

        public override PythonVersionRequest? Version => WantedVersion;

        public override bool Matches(PythonInterpreter interpreter) =>
            (WantedImplementation is null || interpreter.Implementation == WantedImplementation)
            && (WantedVersion?.Matches(interpreter) ?? true)
            && (OperatingSystem is null || interpreter.OperatingSystemKey == OperatingSystem)
            && (Architecture is null || interpreter.ArchitectureKey == Architecture)
            && (Libc is null || interpreter.LibcKey == Libc);

        public override string ToString()
        {
            var name = WantedImplementation is { } known ? PythonImplementations.Key(known) : "any";
            var version = WantedVersion?.ToString() ?? "any";
            return $"{name}-{version}-{OperatingSystem ?? "any"}-{Architecture ?? "any"}-{Libc ?? "any"}";
        }
    }

    /// <summary>A folder: an environment, or an installation.</summary>
    public sealed record DirectoryRequest(string Path, string Text) : PythonRequest
    {
        public override bool IsPointer => true;

        public override bool Matches(PythonInterpreter interpreter) => true;

        public override string ToString() => $"directory `{Text}`";
    }

    /// <summary>The path of an executable.</summary>
    public sealed record FileRequest(string Path, string Text) : PythonRequest
    {
        public override bool IsPointer => true;

        public override bool Matches(PythonInterpreter interpreter) => true;

        public override string ToString() => $"path `{Text}`";
    }

    /// <summary>The name of an executable in the search path.</summary>
    public sealed record NameRequest(string Name) : PythonRequest
    {
        public override bool IsPointer => true;

        public override bool Matches(PythonInterpreter interpreter) => true;

        public override string ToString() => $"executable name `{Name}`";
    }
}
