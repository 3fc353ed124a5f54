namespace Krait.Archives;

/// <summary>
/// Hands compressed bytes to an inflating stream and notices where it stops. The last byte is handed out on its own: the stream
/// asks for it only if its data reach that far, and asks again only if they reach beyond.
/// </summary>
internal sealed class InflateSource(ArchiveBytes archive, long start, long length) : Stream
{
    private long _position;

    /// <summary>Whether all bytes were asked for.</summary>
    public bool IsUsedUp => _position == length;

    /// <summary>Whether more was asked for than there is.</summary>
    public bool IsOverrun { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var remaining = length - _position;
        if (remaining == 0)
        {
            IsOverrun |= !buffer.IsEmpty;
            return 0;
        }
        var count = (int)Math.Min(buffer.Length, Math.Max(1, remaining - 1));
        archive.Slice(start + _position, count).Span.CopyTo(buffer);
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
