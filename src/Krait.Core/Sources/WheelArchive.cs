using Krait.Storage;

namespace Krait.Sources;

/// <summary>
/// The bytes of a wheel as they were received, in memory or mapped; its hashes have been checked. Whoever unpacks it disposes it.
/// </summary>
public sealed class WheelArchive : IDisposable
{
    private readonly byte[]? _bytes;
    private readonly MappedFile? _mapped;
    private readonly Action? _released;

    internal WheelArchive(string fileName, byte[]? bytes, MappedFile? mapped, string sha256, Action? released)
    {
        FileName = fileName;
        _bytes = bytes;
        _mapped = mapped;
        Sha256 = sha256;
        _released = released;
    }

    /// <summary>The wheel's file name.</summary>
    public string FileName { get; }

    /// <summary>The whole archive. Not to be used after disposal.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes ?? _mapped!.Memory;

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public string Sha256 { get; }

    public void Dispose()
    {
        _released?.Invoke();
        ((IDisposable?)_mapped)?.Dispose();
    }
}
