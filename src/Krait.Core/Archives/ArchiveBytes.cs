using System.Buffers;
using Krait.Storage;

namespace Krait.Archives;

/// <summary>
/// The bytes of an archive of any length, in memory or mapped, seen through windows of less than 2 GiB. They must stay as they are
/// while the object lives, and must not be used after its disposal. Windows may be taken by several threads.
/// </summary>
public abstract class ArchiveBytes : IDisposable
{
    private protected ArchiveBytes(long length) => Length = length;

    /// <summary>In bytes.</summary>
    public long Length { get; }

    /// <summary>A window; it must lie inside.</summary>
    public abstract ReadOnlyMemory<byte> Slice(long start, int length);

    /// <summary>Bytes that belong to the caller.</summary>
    public static ArchiveBytes Of(ReadOnlyMemory<byte> bytes) => new InMemory(bytes, null);

    public static implicit operator ArchiveBytes(ReadOnlyMemory<byte> bytes) => Of(bytes);

    public static implicit operator ArchiveBytes(byte[] bytes) => Of(bytes);

    /// <summary>The first <paramref name="length"/> bytes of an array of the shared pool, which goes back there in the end.</summary>
    internal static ArchiveBytes OfRented(byte[] rented, int length) =>
        new InMemory(rented.AsMemory(0, length), rented);

    /// <summary>A mapped file, which is disposed with this object.</summary>
    internal static ArchiveBytes Of(MappedFile file) => new Mapped(file);

    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives back what holds the bytes; may be called again.</summary>
    private protected abstract void Release();

    private sealed class InMemory(ReadOnlyMemory<byte> bytes, byte[]? rented) : ArchiveBytes(bytes.Length)
    {
        private byte[]? _rented = rented;

        public override ReadOnlyMemory<byte> Slice(long start, int length) =>
            bytes.Slice(checked((int)start), length);

        private protected override void Release()
        {
            if (Interlocked.Exchange(ref _rented, null) is { } array)
                ArrayPool<byte>.Shared.Return(array);
        }
    }

    private sealed class Mapped(MappedFile file) : ArchiveBytes(file.LongLength)
    {
        public override ReadOnlyMemory<byte> Slice(long start, int length) => file.Slice(start, length);

        private protected override void Release() => ((IDisposable)file).Dispose();
    }
}
