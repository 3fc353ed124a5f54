namespace Krait;

/// <summary>
/// An expected failure: what happened, to what, why, and what to do next. The command line renders it;
/// a host may catch it as it is. Every exception that the library throws on purpose derives from it.
/// </summary>
public class KraitException : Exception
{
    public KraitException(string message, Exception? cause = null)
        : base(message, cause) { }

    /// <summary>What the reader can do next, in the order to be shown; each a sentence without a final full stop.</summary>
    public IReadOnlyList<string> Hints { get; init; } = [];

    /// <summary>1 for an expected failure, 2 for wrong usage or a failure of the surroundings.</summary>
    public int ExitCode { get; init; } = 1;
}

/// <summary>No set of versions satisfies the requirements.</summary>
public class ResolutionException(string message, Exception? cause = null) : KraitException(message, cause);

/// <summary>A package index did not answer, refused, or answered something unusable.</summary>
public class IndexException(string message, Exception? cause = null) : KraitException(message, cause);

/// <summary>A distribution is damaged, hostile, or not what its name or its hash promised.</summary>
public class DistributionException(string message, Exception? cause = null) : KraitException(message, cause);

/// <summary>No Python interpreter fits the request, or the one that fits cannot be used.</summary>
public class PythonNotFoundException(string message, Exception? cause = null)
    : KraitException(message, cause);

/// <summary>An environment is missing, damaged, protected, or not an environment.</summary>
public class EnvironmentException(string message, Exception? cause = null) : KraitException(message, cause);
