using System.Diagnostics.CodeAnalysis;

namespace Krait.Storage;

/// <summary>
/// A lock on a file, held until disposal or the end of the process, whatever ends it. It is advisory (<c>flock</c>):
/// it binds those who ask for it. Where the file system has no locks (some of those on a network) everybody gets it: to do
/// nothing at all there would help nobody. The file stays; it is never removed, since another process may hold it.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private const int PollMilliseconds = 25;
    private readonly FileStream? _stream;
    private int _descriptor = -1;

    private FileLock(int descriptor, bool isReadOnly)
    {
        _descriptor = descriptor;
        IsReadOnly = isReadOnly;
    }

    private FileLock(FileStream stream) => _stream = stream;

    /// <summary>Whether the file could only be opened for reading: it lies where this process may not write.</summary>
    public bool IsReadOnly { get; }

    /// <summary>
    /// Takes the lock, waiting as long as another holds it. <paramref name="waiting"/> is called once before a wait.
    /// The folder must exist; the file is made where missing. On a read-only place an existing file can be locked.
    /// </summary>
    public static FileLock Acquire(
        string path,
        bool exclusive = true,
        Action? waiting = null,
        CancellationToken cancellation = default
    )
    {
        FileLock? taken;
        for (var first = true; !TryAcquire(path, exclusive, out taken); first = false)
        {
            if (first)
            {
                waiting?.Invoke();
            }

            // A blocking flock could not be cancelled.
            cancellation.WaitHandle.WaitOne(PollMilliseconds);
            cancellation.ThrowIfCancellationRequested();
        }

        return taken;
    }

    /// <summary>Takes the lock if nobody holds it; false otherwise. Throws when the file cannot be opened.</summary>
    public static bool TryAcquire(string path, bool exclusive, [NotNullWhen(true)] out FileLock? taken)
    {
        taken = null;
        if (!Native.IsAvailable)
        {
            return TryAcquirePortable(path, exclusive, out taken);
        }

        var flags = Native.ReadWrite | Native.Create;
        var error = Native.Open(Native.CurrentDirectory, path, flags, 0x1B6, out var descriptor);
        var isReadOnly = error is ErrorNumber.ReadOnlyFileSystem or ErrorNumber.AccessDenied;
        if (isReadOnly)
        {
            var refused = error;
            error = Native.Open(Native.CurrentDirectory, path, Native.ReadOnly, 0, out descriptor);
            // That it is not there is no news: it could not be made.
            error = error == ErrorNumber.NotFound ? refused : error;
        }

        if (error != ErrorNumber.None)
        {
            throw new StorageException("open lock", path, error);
        }

        error = Native.Lock(descriptor, exclusive, wait: false);
        if (
            error
            is ErrorNumber.None
                or ErrorNumber.NoLocks
                or ErrorNumber.NotImplemented
                or ErrorNumber.NotSupported
        )
        {
            taken = new FileLock(descriptor, isReadOnly);
            return true;
        }

        _ = Native.Close(descriptor);
        return error == ErrorNumber.TryAgain ? false : throw new StorageException("lock", path, error);
    }

    public void Dispose()
    {
        _stream?.Dispose();
        var descriptor = Interlocked.Exchange(ref _descriptor, -1);
        if (descriptor >= 0)
        {
            _ = Native.Close(descriptor);
        }
    }

    private static bool TryAcquirePortable(
        string path,
        bool exclusive,
        [NotNullWhen(true)] out FileLock? taken
    )
    {
        taken = null;
        try
        {
            var share = exclusive ? FileShare.None : FileShare.Read;
            var access = exclusive ? FileAccess.ReadWrite : FileAccess.Read;
            taken = new FileLock(new FileStream(path, FileMode.OpenOrCreate, access, share));
            return true;
        }
        catch (IOException e) when (StorageException.NumberOf(e) == ErrorNumber.Busy)
        {
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StorageException.From("open lock", path, e);
        }
    }
}
