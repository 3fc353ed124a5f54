using System.IO.Compression;

namespace Krait.Archives;

/// <summary>
/// The content of one member of a ZIP archive, unpacked as it is read. At most the announced size is handed out; the end is
/// checked: as many bytes as announced, the announced checksum, and compressed data that end where they should.
/// </summary>
public sealed class ZipMember : IDisposable
{
    private readonly ArchiveBytes _archive;
    private readonly long _start;
    private readonly InflateSource? _source;
    private readonly DeflateStream? _inflate;
    private readonly long _size;
    private readonly uint _expectedCrc;
    private readonly string _name;
    private long _position;
    private uint _crc;
    private bool _isEnded;

    /// <param name="archive">What holds the member.</param>
    /// <param name="start">Where its data begin there.</param>
    /// <param name="compressedSize">How long they are.</param>
    /// <param name="method">How they are packed.</param>
    /// <param name="size">What they unpack to, in bytes.</param>
    /// <param name="crc">The checksum of that.</param>
    /// <param name="name">For messages.</param>
    internal ZipMember(
        ArchiveBytes archive,
        long start,
        long compressedSize,
        int method,
        long size,
        uint crc,
        string name
    )
    {
        _archive = archive;
        _start = start;
        _size = size;
        _expectedCrc = crc;
        _name = name;
        if (method == ZipEntry.Stored)
            return;
        _source = new InflateSource(archive, start, compressedSize);
        _inflate = new DeflateStream(_source, CompressionMode.Decompress, leaveOpen: true);
    }

    /// <summary>How many bytes are still to come.</summary>
    public long Remaining => _size - _position;

    /// <summary>Reads on; returns how many bytes were read, 0 only at the end, which is then checked.</summary>
    /// <exception cref="ArchiveException">The content is not what the header says.</exception>
    public int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
            return 0;
        if (Remaining == 0)
        {
            End();
            return 0;
        }
        if (buffer.Length > Remaining)
            buffer = buffer[..(int)Remaining];
        int count;
        if (_inflate is null)
        {
            _archive.Slice(_start + _position, buffer.Length).Span.CopyTo(buffer);
            count = buffer.Length;
        }
        else
        {
            count = Inflate(buffer);
            if (count == 0)
                throw Wrong("it ends before its announced size");
        }
        _crc = Archives.Crc32.Append(_crc, buffer[..count]);
        _position += count;
        return count;
    }

    /// <summary>Checks the end. To be called when all bytes are read; <see cref="Read"/> does so itself when it returns 0.</summary>
    /// <exception cref="ArchiveException">The content is not what the header says.</exception>
    public void End()
    {
        if (_isEnded)
            return;
        if (Remaining != 0)
            throw Wrong("it was not read to its end");
        if (_inflate is not null)
        {
            Span<byte> beyond = stackalloc byte[1];
            if (Inflate(beyond) != 0)
                throw Wrong("it is longer than its announced size");
            if (_source!.IsOverrun)
                throw Wrong("its compressed data are cut short");
            if (!_source.IsUsedUp)
                throw Wrong("something follows its compressed data");
        }
        if (_crc != _expectedCrc)
            throw Wrong("its checksum differs");
        _isEnded = true;
    }

    public void Dispose()
    {
        _inflate?.Dispose();
        _source?.Dispose();
    }

    private int Inflate(Span<byte> buffer)
    {
        try
        {
            return _inflate!.Read(buffer);
        }
        catch (InvalidDataException exception)
        {
            throw new ArchiveException(
                $"`{_name}` is damaged: its compressed data cannot be read",
                exception
            );
        }
    }

    private ArchiveException Wrong(string what) => new($"`{_name}` is damaged: {what}");
}
