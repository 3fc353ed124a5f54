using Krait.Storage;

namespace Krait.Cache;

/// <summary>The cache folder cannot be read or written.</summary>
public sealed class CacheException : KraitException
{
    internal CacheException(string action, string path, Exception cause)
        : base($"Failed to {action} in the cache: {path}", new KraitException(Reason(cause), cause))
    {
        ExitCode = 2;
        Hints = ["Check the folder's permissions and free space, or choose another one with `--cache-dir`"];
    }

    // The runtime's own messages are not carried by the native build; on Unix the result code is the system's number.
    private static string Reason(Exception cause) =>
        cause is StorageException storage ? StorageException.ReasonOf(storage.Error, cause) : ReasonOf(cause);

    private static string ReasonOf(Exception cause) =>
        cause.HResult switch
        {
            28 => "No space left on device (os error 28)",
            30 => "Read-only file system (os error 30)",
            122 => "Disk quota exceeded (os error 122)",
            20 => "Not a directory (os error 20)",
            _ => cause is UnauthorizedAccessException ? "Permission denied" : "the file system refused",
        };
}
