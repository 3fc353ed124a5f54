namespace Krait.Archives;

/// <summary>
/// An archive that is damaged, ambiguous, hostile, over its budget, or packed in a way that is not read. The message says which, as
/// a sentence about the archive without its name and without a full stop; whoever knows the name wraps it.
/// </summary>
public sealed class ArchiveException(string message, Exception? cause = null)
    : DistributionException(message, cause);
