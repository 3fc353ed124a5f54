using System.Buffers.Binary;
using System.IO.Compression;

namespace Krait.Archives;

/// <summary>
/// Unpacks a gzip file of one member, held in memory or mapped. The checksum, the length and the end of the compressed data are
/// checked when the end is reached; what follows the member, a second one included, refuses the file. Implements RFC 1952.
/// </summary>
internal sealed class GzipReader : IDisposable
{
    private const int HeaderSize = 10;
    private const int TrailerSize = 8;

    private readonly InflateSource _source;
    private readonly DeflateStream _inflate;
    private readonly uint _expectedCrc;
    private readonly uint _expectedLength;
    private uint _crc;
    private bool _isEnded;

    private GzipReader(ReadOnlyMemory<byte> deflated, uint crc, uint length)
    {
        _source = new InflateSource(deflated, 0, deflated.Length);
        _inflate = new DeflateStream(_source, CompressionMode.Decompress, leaveOpen: true);
        _expectedCrc = crc;
        _expectedLength = length;
    }

    /// <summary>How many bytes were unpacked so far.</summary>
    public long Position { get; private set; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="ArchiveException">It is not gzip, or cut short.</exception>
    public static GzipReader Open(ReadOnlyMemory<byte> file)
    {
        var start = ReadHeader(file.Span);
        if (start < 0 || start + TrailerSize > file.Length)
            throw new ArchiveException("the gzip file is cut short");
        var trailer = file.Span[^TrailerSize..];
        return new GzipReader(
            file[start..^TrailerSize],
            BinaryPrimitives.ReadUInt32LittleEndian(trailer),
            BinaryPrimitives.ReadUInt32LittleEndian(trailer[4..])
        );
    }

    /// <summary>Reads on; returns how many bytes were read, 0 only at the end, which is then checked.</summary>
    public int Read(Span<byte> buffer)
    {
        if (_isEnded || buffer.IsEmpty)
            return 0;
        int count;
        try
        {
            count = _inflate.Read(buffer);
        }
        catch (InvalidDataException exception)
        {
            throw new ArchiveException(
                "the gzip file is damaged: its compressed data cannot be read",
                exception
            );
        }
        if (count == 0)
        {
            CheckEnd();
            _isEnded = true;
        }
        _crc = Crc32.Append(_crc, buffer[..count]);
        Position += count;
        return count;
    }

    public void Dispose()
    {
        _inflate.Dispose();
        _source.Dispose();
    }

    private void CheckEnd()
    {
        if (_source.IsOverrun)
            throw new ArchiveException("the gzip file is cut short");
        if (!_source.IsUsedUp)
            throw new ArchiveException("something follows the gzip file's data");
        if (_crc != _expectedCrc || (uint)Position != _expectedLength)
            throw new ArchiveException("the gzip file is damaged: its checksum or length differs");
    }

    /// <summary>Where the compressed data begin; -1 if the header is cut short.</summary>
    private static int ReadHeader(ReadOnlySpan<byte> file)
    {
        if (file.Length < HeaderSize)
            return -1;
        if (file[0] != 0x1F || file[1] != 0x8B || file[2] != 8 || (file[3] & 0xE0) != 0)
            throw new ArchiveException($"the file is not packed by gzip{Known(file)}");
        var flags = file[3];
        var at = HeaderSize;
        if ((flags & 4) != 0)
        {
            if (at + 2 > file.Length)
                return -1;
            at += 2 + BinaryPrimitives.ReadUInt16LittleEndian(file[at..]);
        }
        // The original name, then a comment, each ended by a zero.
        for (var field = 8; field <= 16; field *= 2)
        {
            if ((flags & field) == 0)
                continue;
            var length = at < file.Length ? file[at..].IndexOf((byte)0) : -1;
            if (length < 0)
                return -1;
            at += length + 1;
        }
        if ((flags & 2) != 0)
            at += 2;
        return at <= file.Length ? at : -1;
    }

    /// <summary>Names what else a file may be packed by.</summary>
    private static string Known(ReadOnlySpan<byte> file)
    {
        var packer =
            file is [0x28, 0xB5, 0x2F, 0xFD, ..] ? "zstd"
            : file.StartsWith("BZh"u8) ? "bzip2"
            : file is [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', ..] ? "xz"
            : file is [0x1F, 0x9D, ..] ? "compress"
            : file.StartsWith("PK"u8) ? "zip"
            : null;
        return packer is null ? "" : $" but by {packer}, which is not read here";
    }
}
