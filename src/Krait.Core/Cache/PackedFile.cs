using Krait.Storage;

namespace Krait.Cache;

/// <summary>Reads entries that are used in place: a small one by one call into memory, a large one by mapping it.</summary>
internal static class PackedFile
{
    /// <summary>The bytes or the mapping; both null where there is no such file.</summary>
    /// <exception cref="StorageException">There is one, but it cannot be read.</exception>
    public static (byte[]? Bytes, MappedFile? Mapped) TryRead(string path, long largestRead)
    {
        if (!FileStatus.TryGet(path, out var status))
            return default;
        return status.Size <= largestRead
            ? (FileContent.TryRead(path, int.MaxValue), null)
            : (null, MappedFile.TryOpen(path));
    }
}
