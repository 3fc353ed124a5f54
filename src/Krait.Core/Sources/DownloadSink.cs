using System.Buffers;
using System.Security.Cryptography;
using Krait.Archives;
using Krait.Cache;
using Krait.Storage;

namespace Krait.Sources;

/// <summary>
/// Where a download goes: memory while it is small, a file in the cache's staging area else. Hashed as it comes in, so that a
/// transfer that breaks off can go on where it stopped.
/// </summary>
internal sealed class DownloadSink(CacheFolder cache) : IDisposable
{
    private const int LargestInMemory = 16 << 20;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _memory = [];
    private FileStream? _file;

    /// <summary>How many bytes have come in.</summary>
    public long Received { get; private set; }

    /// <summary>Forgets everything; <paramref name="expected"/> bytes are to come, or null if that is not known.</summary>
    public void Restart(long? expected)
    {
        CloseFile();
        Received = 0;
        _ = _hash.GetHashAndReset();
        if (expected is { } length and <= LargestInMemory)
            _memory = Rented((int)length);
        else if (expected is not null)
            OpenFile();
    }

    public void Append(ReadOnlySpan<byte> part)
    {
        _hash.AppendData(part);
        if (_file is null && Received + part.Length > _memory.Length)
            Grow(part.Length);
        if (_file is null)
            part.CopyTo(_memory.AsSpan((int)Received));
        else
            Write(part);
        Received += part.Length;
    }

    /// <summary>What came in, and its SHA-256; the sink is empty afterwards.</summary>
    public (ArchiveBytes Bytes, string Sha256) Take()
    {
        var sha256 = Convert.ToHexStringLower(_hash.GetHashAndReset());
        if (_file is null)
        {
            var bytes = _memory;
            _memory = [];
            return (ArchiveBytes.OfRented(bytes, (int)Received), sha256);
        }
        _file.Flush();
        var mapped = MappedFile.Open(_file.Name);
        CloseFile();
        return (ArchiveBytes.Of(mapped), sha256);
    }

    public void Dispose()
    {
        CloseFile();
        Release();
        _hash.Dispose();
    }

    private void Grow(int more)
    {
        var needed = Received + more;
        if (needed <= LargestInMemory)
        {
            var larger = ArrayPool<byte>.Shared.Rent(
                (int)Math.Max(needed, Math.Min(4L * _memory.Length, LargestInMemory))
            );
            _memory.AsSpan(0, (int)Received).CopyTo(larger);
            Release();
            _memory = larger;
            return;
        }
        var kept = _memory.AsSpan(0, (int)Received);
        OpenFile();
        Write(kept);
        Release();
    }

    private byte[] Rented(int length)
    {
        Release();
        return ArrayPool<byte>.Shared.Rent(length);
    }

    private void Release()
    {
        if (_memory.Length > 0)
            ArrayPool<byte>.Shared.Return(_memory);
        _memory = [];
    }

    private void OpenFile()
    {
        var path = cache.NewStagingPath();
        try
        {
            _file = new FileStream(
                path,
                FileMode.CreateNew,
                FileAccess.Write,
                FileShare.Read | FileShare.Delete,
                1 << 17
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CacheException("write", path, e);
        }
    }

    private void Write(ReadOnlySpan<byte> part)
    {
        try
        {
            _file!.Write(part);
        }
        catch (IOException e)
        {
            throw new CacheException("write", _file!.Name, e);
        }
    }

    // The name goes at once; what is mapped stays readable until it is unmapped.
    private void CloseFile()
    {
        if (_file is null)
            return;
        var path = _file.Name;
        try
        {
            _file.Dispose();
        }
        catch (IOException e)
        {
            throw new CacheException("write", path, e);
        }
        finally
        {
            CacheFolder.RemoveQuietly(path);
            _file = null;
        }
    }
}
