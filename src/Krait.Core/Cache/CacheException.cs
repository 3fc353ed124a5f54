namespace Krait.Cache;

/// <summary>The cache folder cannot be read or written.</summary>
public sealed class CacheException : KraitException
{
    internal CacheException(string action, string path, Exception cause)
        : base($"Failed to {action} in the cache: {path}", cause)
    {
        ExitCode = 2;
        Hints = ["Check the folder's permissions and free space, or choose another one with `--cache-dir`"];
    }
}
