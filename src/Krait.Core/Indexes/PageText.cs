using System.Runtime.InteropServices;

namespace Krait.Indexes;

/// <summary>A piece of a <see cref="PageText"/>.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TextSlice(int Offset, int Length)
{
    public bool IsEmpty => Length == 0;
}

/// <summary>The decoded texts of a page, in one growing buffer, so that reading a page of thousands of files makes no strings.</summary>
internal sealed class PageText
{
    private byte[] _bytes = new byte[1 << 14];
    private int _length;

    public TextSlice Add(ReadOnlySpan<byte> text)
    {
        text.CopyTo(Room(text.Length));
        return Commit(text.Length);
    }

    /// <summary>Room for at least so many bytes, of which <see cref="Commit"/> takes what was filled.</summary>
    public Span<byte> Room(int length)
    {
        if (_bytes.Length - _length < length)
            Array.Resize(
                ref _bytes,
                (int)Math.Min(Math.Max(2L * _bytes.Length, (long)_length + length), Array.MaxLength)
            );
        return _bytes.AsSpan(_length);
    }

    public TextSlice Commit(int length)
    {
        var slice = new TextSlice(_length, length);
        _length += length;
        return slice;
    }

    /// <summary>The piece with blanks for what would break a line, or steer a terminal: words of a stranger that go into messages.</summary>
    public TextSlice OneLine(TextSlice slice)
    {
        foreach (ref var octet in _bytes.AsSpan(slice.Offset, slice.Length))
        {
            if (octet < ' ')
                octet = (byte)' ';
        }
        return slice;
    }

    public ReadOnlySpan<byte> this[TextSlice slice] => _bytes.AsSpan(slice.Offset, slice.Length);

    public ReadOnlyMemory<byte> Memory(TextSlice slice) => _bytes.AsMemory(slice.Offset, slice.Length);

    public string Text(TextSlice slice) => System.Text.Encoding.UTF8.GetString(this[slice]);
}
