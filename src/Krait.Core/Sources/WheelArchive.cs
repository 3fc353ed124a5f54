using Krait.Archives;

namespace Krait.Sources;

/// <summary>
/// The bytes of a wheel as they were received, in memory or mapped; its hashes have been checked. Whoever unpacks it disposes it.
/// </summary>
public sealed class WheelArchive : IDisposable
{
    private readonly Action? _released;

    /// <summary>Takes over the bytes.</summary>
    internal WheelArchive(string fileName, ArchiveBytes bytes, string sha256, Action? released)
    {
        FileName = fileName;
        Bytes = bytes;
        Sha256 = sha256;
        _released = released;
    }

    /// <summary>The wheel's file name.</summary>
    public string FileName { get; }

    /// <summary>The whole archive. Not to be used after disposal.</summary>
    public ArchiveBytes Bytes { get; }

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public string Sha256 { get; }

    public void Dispose()
    {
        _released?.Invoke();
        Bytes.Dispose();
    }
}
