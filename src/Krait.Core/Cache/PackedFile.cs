using Krait.Storage;

namespace Krait.Cache;

/// <summary>Reads entries that are used in place: a small one by one call into memory, a large one by mapping it.</summary>
internal static class PackedFile
{
    /// <summary>The bytes or the mapping; both null where there is no such file.</summary>
    /// <exception cref="StorageException">There is one, but it cannot be read.</exception>
    public static (byte[]? Bytes, MappedFile? Mapped) TryRead(string path, long largestRead)
    {
        if (!Native.IsAvailable)
            return (FileContent.TryRead(path, int.MaxValue), null);
        var error = Native.Open(Native.CurrentDirectory, path, Native.ReadOnly, 0, out var descriptor);
        if (error is ErrorNumber.NotFound or ErrorNumber.NotDirectory)
            return default;
        if (error != ErrorNumber.None)
            throw new StorageException("read", path, error);
        try
        {
            error = Native.TryStatus(descriptor, out var status);
            if (error == ErrorNumber.None && status.Size <= largestRead)
            {
                // A file of the cache never changes its length, so one call reads it.
                var bytes = new byte[status.Size];
                error = Native.ReadAt(descriptor, bytes, 0, out var read);
                if (error == ErrorNumber.None)
                    return (read == bytes.Length ? bytes : bytes[..read], null);
            }
            if (error != ErrorNumber.None)
                throw new StorageException("read", path, error);
        }
        finally
        {
            _ = Native.Close(descriptor);
        }
        return (null, MappedFile.TryOpen(path));
    }
}
