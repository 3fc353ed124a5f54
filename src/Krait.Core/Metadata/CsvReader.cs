namespace Krait.Metadata;

/// <summary>
/// Walks CSV row by row over UTF-8 bytes: fields by commas, quotes around a field that holds commas, quotes or line breaks, quotes
/// in it doubled, rows ending in any line break. Fields without quotes are slices of the input.
/// </summary>
internal ref struct CsvReader(ReadOnlySpan<byte> text)
{
    private const int Most = 64;

    private readonly ReadOnlySpan<byte> _text = text;
    private readonly List<(int Start, int End, byte[]? Unquoted)> _fields = new(4);
    private int _next;
    private int _rowStart;

    /// <summary>How many fields the row has. Beyond 64 they are counted as one.</summary>
    public readonly int FieldCount => _fields.Count;

    public readonly bool IsEmptyRow => _fields.Count == 0;

    /// <summary>Whether the row ends inside quotes.</summary>
    public bool IsUnterminated { get; private set; }

    public readonly ReadOnlySpan<byte> Field(int index)
    {
        var (start, end, unquoted) = _fields[index];
        return unquoted ?? _text[start..end];
    }

    /// <summary>The first <paramref name="count"/> fields with their commas, as they stand in the text.</summary>
    public readonly ReadOnlySpan<byte> Joined(int count) => _text[_rowStart.._fields[count - 1].End];

    /// <summary>Goes to the next row; false at the end. An empty line is a row without fields.</summary>
    public bool ReadRow()
    {
        _fields.Clear();
        if (_next >= _text.Length)
            return false;
        _rowStart = _next;
        if (_text[_next] is (byte)'\n' or (byte)'\r')
        {
            EndRow();
            return true;
        }
        while (true)
        {
            if (_next < _text.Length && _text[_next] == '"')
                ReadQuoted();
            else
                ReadPlain();
            if (IsUnterminated || _next >= _text.Length)
                return true;
            if (_text[_next] != ',')
            {
                EndRow();
                return true;
            }
            _next++;
        }
    }

    private void EndRow()
    {
        if (_text[_next] == '\r' && _next + 1 < _text.Length && _text[_next + 1] == '\n')
            _next++;
        _next++;
    }

    private void ReadPlain()
    {
        var rest = _text[_next..];
        var length = _fields.Count < Most ? rest.IndexOfAny(",\r\n"u8) : rest.IndexOfAny("\r\n"u8);
        if (length < 0)
            length = rest.Length;
        _fields.Add((_next, _next + length, null));
        _next += length;
    }

    private void ReadQuoted()
    {
        var start = _next;
        var unquoted = new List<byte>();
        for (var i = start + 1; i < _text.Length; i++)
        {
            if (_text[i] != '"')
                unquoted.Add(_text[i]);
            else if (i + 1 < _text.Length && _text[i + 1] == '"')
                unquoted.Add(_text[++i]);
            else
            {
                // What stands between the closing quote and the comma belongs to the field, as Python's reader has it.
                var rest = _text[(i + 1)..];
                var tail = rest.IndexOfAny(",\r\n"u8);
                if (tail < 0)
                    tail = rest.Length;
                unquoted.AddRange(rest[..tail]);
                _next = i + 1 + tail;
                _fields.Add((start, _next, [.. unquoted]));
                return;
            }
        }
        IsUnterminated = true;
        _next = _text.Length;
        _fields.Add((start, _next, []));
    }
}
