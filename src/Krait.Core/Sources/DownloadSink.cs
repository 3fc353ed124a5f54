using System.Security.Cryptography;
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
            _memory = new byte[length];
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

    /// <summary>What came in; the sink is empty afterwards.</summary>
    public (byte[]? Bytes, MappedFile? Mapped, string Sha256) Take()
    {
        var sha256 = Convert.ToHexStringLower(_hash.GetHashAndReset());
        if (_file is null)
        {
            var bytes = _memory;
            _memory = [];
            Array.Resize(ref bytes, (int)Received);
            return (bytes, null, sha256);
        }
        _file.Flush();
        var mapped = MappedFile.Open(_file.Name);
        CloseFile();
        return (null, mapped, sha256);
    }

    public void Dispose()
    {
        CloseFile();
        _hash.Dispose();
    }

    private void Grow(int more)
    {
        var needed = Received + more;
        if (needed <= LargestInMemory)
        {
            Array.Resize(ref _memory, (int)Math.Max(needed, Math.Min(2L * _memory.Length, LargestInMemory)));
            return;
        }
        var kept = _memory.AsSpan(0, (int)Received);
        OpenFile();
        Write(kept);
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
