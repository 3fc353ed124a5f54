using System.Text;

namespace Krait.Storage;

/// <summary>Whole small files, read in as few calls as possible (open, status, read, close).</summary>
internal static class FileContent
{
    private const long Limit = 64 << 20;

    /// <summary>
    /// The bytes; null when there is no such file (or a folder stands in its place). Files longer than
    /// <paramref name="limit"/> bytes, and files that may not be read, throw <see cref="StorageException"/>.
    /// </summary>
    public static byte[]? TryRead(string path, long limit = Limit)
    {
        if (!Native.IsAvailable)
        {
            return TryReadPortable(path, limit);
        }

        var error = Native.Open(Native.CurrentDirectory, path, Native.ReadOnly, 0, out var descriptor);
        return error switch
        {
            ErrorNumber.None => ReadAndClose(descriptor, path, limit),
            ErrorNumber.NotFound or ErrorNumber.NotDirectory => null,
            _ => throw new StorageException("read", path, error),
        };
    }

    /// <summary>As <see cref="TryRead"/>, but null as well when the file may not be read or is too long.</summary>
    public static byte[]? ReadIfPossible(string path, long limit = Limit)
    {
        try
        {
            return TryRead(path, limit);
        }
        catch (StorageException)
        {
            return null;
        }
    }

    /// <summary>The bytes; <see cref="StorageException"/> when there is no such file.</summary>
    public static byte[] Read(string path, long limit = Limit) =>
        TryRead(path, limit) ?? throw new StorageException("read", path, ErrorNumber.NotFound);

    /// <summary>The text (UTF-8, a byte order mark is dropped, bad bytes become U+FFFD); null when there is no such file.</summary>
    public static string? TryReadText(string path, long limit = Limit) =>
        TryRead(path, limit) is { } bytes ? TextOf(bytes) : null;

    public static string TextOf(ReadOnlySpan<byte> bytes) =>
        Encoding.UTF8.GetString(bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes);

    internal static byte[]? ReadAndClose(int descriptor, string path, long limit)
    {
        try
        {
            var error = Native.TryStatus(descriptor, out var status);
            if (error == ErrorNumber.None && status.IsDirectory)
            {
                return null;
            }

            return error == ErrorNumber.None
                ? ReadWhole(descriptor, path, status.Size, limit)
                : throw new StorageException("read", path, error);
        }
        finally
        {
            _ = Native.Close(descriptor);
        }
    }

    private static byte[] ReadWhole(int descriptor, string path, long size, long limit)
    {
        if (size > limit)
        {
            throw TooLong(path, limit);
        }

        // One byte more than the size, so that the end is usually seen in the same call; files that claim to be
        // empty (/proc, pipes) are read in growing steps.
        var buffer = new byte[Math.Max(size + 1, size == 0 ? 4096 : 0)];
        var total = 0;
        while (true)
        {
            var error = Native.ReadSome(descriptor, buffer.AsSpan(total), out var read);
            if (error != ErrorNumber.None)
            {
                throw new StorageException("read", path, error);
            }

            total += read;
            if (read == 0 || (total == size && size > 0))
            {
                Array.Resize(ref buffer, total);
                return buffer;
            }

            if (total > limit)
            {
                throw TooLong(path, limit);
            }

            if (total == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }
        }
    }

    private static byte[]? TryReadPortable(string path, long limit)
    {
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }

            using var stream = File.OpenRead(path);
            if (stream.Length > limit)
            {
                throw TooLong(path, limit);
            }

            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StorageException.From("read", path, e);
        }
    }

    private static StorageException TooLong(string path, long limit) =>
        new($"read (it is longer than {limit} bytes)", path, ErrorNumber.Invalid);
}
