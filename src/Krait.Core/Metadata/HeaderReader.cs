namespace Krait.Metadata;

/// <summary>
/// Walks the header of a METADATA, PKG-INFO or WHEEL file: fields of the form <c>Name: value</c>, a value going on in lines that
/// begin with a blank, up to the first empty line or the first line that is no field. Works on the bytes; allocates nothing.
/// The reading is that of the e-mail parser which the metadata specification refers to.
/// </summary>
internal ref struct HeaderReader(ReadOnlySpan<byte> utf8)
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private readonly ReadOnlySpan<byte> _text = utf8.StartsWith(ByteOrderMark) ? utf8[3..] : utf8;
    private int _next;
    private bool _isBody;

    /// <summary>The current field's name as written; compare it without regard to case.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>The current field's value, without blanks around it; line breaks of a continued value are kept.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>The current field's value with the blanks at its end and the line breaks at its begin.</summary>
    public ReadOnlySpan<byte> RawValue { get; private set; }

    /// <summary>What follows the header; empty before <see cref="Read"/> has returned false.</summary>
    public readonly ReadOnlySpan<byte> Body => _isBody ? _text[_next..] : default;

    /// <summary>Goes to the next field; false at the end of the header.</summary>
    public bool Read()
    {
        while (!_isBody)
        {
            var line = Line(_next, out var after);
            if (line.IsEmpty)
            {
                _isBody = true;
                _next = after;
                break;
            }
            var colon = line.IndexOf((byte)':');
            if (line[0] is (byte)' ' or (byte)'\t')
            {
                // A continuation of nothing.
                _next = after;
                continue;
            }
            if (colon < 0 || !IsName(line[..colon]))
            {
                _isBody = true;
                break;
            }
            var start = _next + colon + 1;
            var end = _next + line.Length;
            while (after < _text.Length && (_text[after] is (byte)' ' or (byte)'\t'))
            {
                end = after + Line(after, out var next).Length;
                after = next;
            }
            Name = line[..colon];
            RawValue = _text[start..end].TrimStart(" \t"u8).TrimEnd("\r\n"u8);
            Value = RawValue.Trim(" \t\r\n"u8);
            _next = after;
            if (!Name.IsEmpty)
                return true;
        }
        Name = default;
        Value = default;
        RawValue = default;
        return false;
    }

    /// <summary>Whether the current field has this name, given in lower case.</summary>
    public readonly bool Is(ReadOnlySpan<byte> lowerName)
    {
        if (Name.Length != lowerName.Length)
            return false;
        for (var i = 0; i < lowerName.Length; i++)
        {
            var b = Name[i];
            if ((b is >= (byte)'A' and <= (byte)'Z' ? b | 0x20 : b) != lowerName[i])
                return false;
        }
        return true;
    }

    private readonly ReadOnlySpan<byte> Line(int start, out int after)
    {
        var rest = _text[start..];
        var length = rest.IndexOfAny((byte)'\r', (byte)'\n');
        if (length < 0)
        {
            after = _text.Length;
            return rest;
        }
        after = start + length + 1;
        if (rest[length] == '\r' && after < _text.Length && _text[after] == '\n')
            after++;
        return rest[..length];
    }

    private static bool IsName(ReadOnlySpan<byte> name)
    {
        foreach (var b in name)
        {
            if (b is <= (byte)' ' or >= 0x7F)
                return false;
        }
        return true;
    }
}
