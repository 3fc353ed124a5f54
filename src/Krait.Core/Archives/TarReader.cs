namespace Krait.Archives;

/// <summary>
/// Reads a TAR archive packed by gzip, or plain, from front to end. Of the many dialects those are read that build tools write
/// (POSIX ustar and pax, GNU with long names), each by its own rules: a header that mixes two, says one thing twice, or says it of
/// a kind of member that has no content refuses the archive, since two readers would see different files in it. Sparse files,
/// devices and other kinds are refused. After the end nothing but zeros may follow.
/// </summary>
public sealed partial class TarReader : IDisposable
{
    private readonly GzipReader? _gzip;
    private readonly ReadOnlyMemory<byte> _plain;
    private readonly long _packedSize;
    private readonly ArchiveBudget _budget;
    private readonly MemberNames _names;
    private readonly byte[] _block = new byte[TarHeader.Size];
    private int _plainPosition;
    private long _remaining;
    private int _padding;
    private int _count;
    private long _total;
    private bool _isEnded;

    private TarReader(GzipReader? gzip, ReadOnlyMemory<byte> archive, ArchiveBudget? budget, bool ignoreCase)
    {
        _gzip = gzip;
        _plain = archive;
        _packedSize = archive.Length;
        _budget = budget ?? ArchiveBudget.Default;
        _names = new MemberNames(64, ignoreCase);
    }

    /// <summary>The current member; null before the first and after the last.</summary>
    public TarEntry? Entry { get; private set; }

    /// <summary>Opens an archive packed by gzip; its bytes must stay as they are while the reader is used.</summary>
    /// <param name="archive">The whole archive.</param>
    /// <param name="budget">What it may cost; null for the usual.</param>
    /// <param name="ignoreCase">Whether names that differ only in case are one file where the members will go.</param>
    public static TarReader OpenGzip(
        ReadOnlyMemory<byte> archive,
        ArchiveBudget? budget = null,
        bool ignoreCase = false
    ) => new(GzipReader.Open(archive), archive, budget, ignoreCase);

    /// <summary>Opens an archive that is not packed.</summary>
    /// <inheritdoc cref="OpenGzip"/>
    public static TarReader Open(
        ReadOnlyMemory<byte> archive,
        ArchiveBudget? budget = null,
        bool ignoreCase = false
    ) => new(null, archive, budget, ignoreCase);

    /// <summary>Goes to the next member, past what is left of the current one; false at the end.</summary>
    /// <exception cref="ArchiveException">The archive is damaged, ambiguous, hostile, over its budget, or of a kind that is not read.</exception>
    public bool Read()
    {
        if (_isEnded)
            return false;
        Skip(_remaining + _padding);
        (_remaining, _padding) = (0, 0);
        PaxHeader? pax = null;
        byte[]? longName = null,
            longLink = null;
        while (true)
        {
            if (!Fill(_block))
                throw new ArchiveException("the TAR archive is cut short: it has no end");
            if (_block.AsSpan().IndexOfAnyExcept((byte)0) < 0)
            {
                if (pax is not null || longName is not null || longLink is not null)
                    throw new ArchiveException(
                        "the TAR archive ends behind a header that belongs to a member"
                    );
                ReadEnd();
                return false;
            }
            var header = TarHeader.Read(_block);
            var hasPrelude = pax is not null || longName is not null || longLink is not null;
            switch (header.Kind)
            {
                case (byte)'g' when !header.IsGnu && !hasPrelude:
                    PaxHeader.Read(ReadPrelude(header), isGlobal: true);
                    break;
                case (byte)'x' when !header.IsGnu && !hasPrelude:
                    pax = PaxHeader.Read(ReadPrelude(header), isGlobal: false);
                    break;
                case (byte)'L' when header.IsGnu && longName is null && pax is null:
                    longName = ReadLongName(header);
                    break;
                case (byte)'K' when header.IsGnu && longLink is null && pax is null:
                    longLink = ReadLongName(header);
                    break;
                case (byte)'g' or (byte)'x' or (byte)'L' or (byte)'K':
                    throw new ArchiveException(
                        "the TAR archive has headers in an order that readers disagree on"
                    );
                default:
                    Take(header, pax, longName, longLink);
                    return true;
            }
        }
    }

    /// <summary>Reads on in the content of the current member; 0 at its end.</summary>
    public int ReadContent(Span<byte> buffer)
    {
        if (buffer.Length > _remaining)
            buffer = buffer[..(int)_remaining];
        if (buffer.IsEmpty)
            return 0;
        var count = ReadSome(buffer);
        if (count == 0)
            throw new ArchiveException($"the TAR archive is cut short in `{Entry?.Name}`");
        _remaining -= count;
        return count;
    }

    public void Dispose() => _gzip?.Dispose();

    /// <summary>All that follows the first block of zeros must be zeros; and the packed file must end where it should.</summary>
    private void ReadEnd()
    {
        _isEnded = true;
        Entry = null;
        var buffer = new byte[4096];
        while (ReadSome(buffer) is var count and > 0)
        {
            _total += count;
            _budget.CheckTotal(_total, _packedSize);
            if (buffer.AsSpan(0, count).IndexOfAnyExcept((byte)0) >= 0)
                throw new ArchiveException("something follows the end of the TAR archive");
        }
    }

    private byte[] ReadPrelude(in TarHeader header)
    {
        if (header.ContentSize is 0 or > PaxHeader.Longest)
            throw new ArchiveException(
                $"the TAR archive has an extended header of {header.ContentSize} bytes"
            );
        if (++_count > _budget.Entries)
            throw new ArchiveException(
                $"the TAR archive has more than the {_budget.Entries} members that are allowed"
            );
        var content = new byte[header.ContentSize];
        if (!Fill(content))
            throw new ArchiveException("the TAR archive is cut short in an extended header");
        Skip(Padding(header.ContentSize));
        return content;
    }

    private byte[] ReadLongName(in TarHeader header)
    {
        var content = ReadPrelude(header).AsSpan().TrimEnd((byte)0);
        return content.IsEmpty || content.Contains((byte)0)
            ? throw new ArchiveException("the TAR archive has a long name that is none")
            : content.ToArray();
    }

    private static int Padding(long size) => (int)(-size & (TarHeader.Size - 1));

    private void Skip(long count)
    {
        var buffer = count > 0 ? new byte[Math.Min(count, 65536)] : [];
        while (count > 0)
        {
            var part = buffer.AsSpan(0, (int)Math.Min(count, buffer.Length));
            if (!Fill(part))
                throw new ArchiveException("the TAR archive is cut short");
            count -= part.Length;
        }
    }

    /// <summary>Fills the buffer; false if the archive ends before its first byte.</summary>
    private bool Fill(Span<byte> buffer)
    {
        var isFirst = true;
        while (!buffer.IsEmpty)
        {
            var count = ReadSome(buffer);
            if (count == 0)
                return isFirst ? false : throw new ArchiveException("the TAR archive is cut short");
            isFirst = false;
            buffer = buffer[count..];
        }
        return true;
    }

    private int ReadSome(Span<byte> buffer)
    {
        if (_gzip is not null)
            return _gzip.Read(buffer);
        var count = Math.Min(buffer.Length, _plain.Length - _plainPosition);
        _plain.Span.Slice(_plainPosition, count).CopyTo(buffer);
        _plainPosition += count;
        return count;
    }
}
