using System.Buffers;

namespace Krait.Storage;

/// <summary>
/// The bytes of a file, mapped read-only. Only for files that nobody shortens while they are mapped (those of the
/// cache, which are replaced by renames): reading past a shortened end would end the process. Spans and memory taken
/// from it must not be used after disposal.
/// </summary>
internal sealed unsafe class MappedFile : MemoryManager<byte>
{
    private const long PopulateLimit = 4 << 20;
    private readonly byte[]? _content;
    private readonly long _length;
    private nint _address;

    private MappedFile(nint address, long length)
    {
        _address = address;
        _length = length;
    }

    private MappedFile(byte[] content)
    {
        _content = content;
        _length = content.Length;
    }

    /// <summary>Of a file of less than 2 GiB.</summary>
    public int Length => checked((int)_length);

    public long LongLength => _length;

    /// <summary>The whole file, of less than 2 GiB.</summary>
    public ReadOnlySpan<byte> Bytes => GetSpan();

    /// <summary>
    /// Maps the file; null when there is none. Files of 2 GiB and more are to be read by <see cref="Slice"/>. Up to <paramref name="readBelow"/> bytes
    /// are read into memory instead: mapping a small file costs more than reading it.
    /// </summary>
    public static MappedFile? TryOpen(string path, int readBelow = 0)
    {
        if (!Native.IsAvailable)
        {
            return FileContent.TryRead(path, int.MaxValue) is { } bytes ? new MappedFile(bytes) : null;
        }

        var error = Native.Open(Native.CurrentDirectory, path, Native.ReadOnly, 0, out var descriptor);
        return TryMap(error, descriptor, path, readBelow);
    }

    /// <summary>Maps a file of the folder; null when there is none.</summary>
    public static MappedFile? TryOpen(DirectoryHandle folder, string name)
    {
        if (!Native.IsAvailable)
        {
            return TryOpen(folder.PathOf(name));
        }

        var error = Native.Open(folder.Descriptor, name, Native.ReadOnly, 0, out var descriptor);
        return TryMap(error, descriptor, folder.PathOf(name));
    }

    /// <summary>As <see cref="TryOpen(string, int)"/>; <see cref="StorageException"/> when there is no such file.</summary>
    public static MappedFile Open(string path) =>
        TryOpen(path) ?? throw new StorageException("read", path, ErrorNumber.NotFound);

    /// <summary>A window into the file; it must lie inside.</summary>
    public ReadOnlyMemory<byte> Slice(long start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, _length - length);
        return _length <= int.MaxValue
            ? Memory.Slice((int)start, length)
            : new Window(this, start, length).Memory;
    }

    public override Span<byte> GetSpan()
    {
        if (_content is not null)
        {
            return _content;
        }

        ObjectDisposedException.ThrowIf(_address == 0 && _length > 0, this);
        return new Span<byte>((void*)_address, Length);
    }

    public override MemoryHandle Pin(int elementIndex = 0) =>
        _content is null
            ? new MemoryHandle((byte*)_address + elementIndex)
            : _content.AsMemory(elementIndex).Pin();

    public override void Unpin() { }

    protected override void Dispose(bool disposing)
    {
        var address = Interlocked.Exchange(ref _address, 0);
        if (address != 0)
        {
            Native.Unmap(address, (nuint)_length);
        }
    }

    private static MappedFile? TryMap(ErrorNumber error, int descriptor, string path, int readBelow = 0)
    {
        if (error is ErrorNumber.NotFound or ErrorNumber.NotDirectory)
        {
            return null;
        }

        nint address = 0;
        FileStatus status = default;
        if (error == ErrorNumber.None)
        {
            error = Native.TryStatus(descriptor, out status);
            if (error == ErrorNumber.None && status.Size <= readBelow)
            {
                var content = new byte[status.Size];
                error = Native.ReadAt(descriptor, content, 0, out var read);
                if (error == ErrorNumber.None)
                {
                    _ = Native.Close(descriptor);
                    return new MappedFile(read == content.Length ? content : content[..read]);
                }
            }
            else if (error == ErrorNumber.None)
            {
                var populate = status.Size <= PopulateLimit;
                error = Native.Map(descriptor, (nuint)status.Size, populate, out address);
            }

            _ = Native.Close(descriptor);
        }

        return error == ErrorNumber.None
            ? new MappedFile(address, status.Size)
            : throw new StorageException("map", path, error);
    }

    /// <summary>A part of a file that is too long for one span.</summary>
    private sealed class Window(MappedFile file, long start, int length) : MemoryManager<byte>
    {
        public override Span<byte> GetSpan()
        {
            ObjectDisposedException.ThrowIf(file._address == 0, file);
            return new Span<byte>((byte*)file._address + start, length);
        }

        public override MemoryHandle Pin(int elementIndex = 0) =>
            new((byte*)file._address + start + elementIndex);

        public override void Unpin() { }

        protected override void Dispose(bool disposing) { }
    }
}
