namespace Krait.Sources;

/// <summary>
/// A file arrived, and is not the one that was meant: its hash is wrong. No reason to try another version, unlike other faults of a
/// distribution: somebody's word was broken.
/// </summary>
public sealed class DownloadFailedException(string message, Exception? cause = null)
    : DistributionException(message, cause);
