namespace Krait.Installer;

/// <summary>
/// Walks the paths of an installed RECORD without making anything of them. Lenient as removal has to be: a path may hold
/// unquoted commas (the last two fields are hash and size), rows may lack fields or be empty.
/// </summary>
internal ref struct RecordRows(ReadOnlySpan<byte> text)
{
    private ReadOnlySpan<byte> _rest = text;

    /// <summary>UTF-8, without quotes.</summary>
    public ReadOnlySpan<byte> Path { get; private set; }

    public bool MoveNext()
    {
        while (!_rest.IsEmpty)
        {
            if (_rest[0] == (byte)'"')
            {
                return MoveQuoted();
            }

            var end = _rest.IndexOf((byte)'\n');
            var row = end < 0 ? _rest : _rest[..end];
            _rest = end < 0 ? [] : _rest[(end + 1)..];
            row = row.TrimEnd((byte)'\r');
            var size = row.LastIndexOf((byte)',');
            var hash = size < 0 ? -1 : row[..size].LastIndexOf((byte)',');
            Path =
                hash >= 0 ? row[..hash]
                : size >= 0 ? row[..size]
                : row;
            if (!Path.IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    private bool MoveQuoted()
    {
        Path = RecordText.PathOf(_rest);
        var inside = true;
        for (var i = 1; i < _rest.Length; i++)
        {
            if (_rest[i] == (byte)'"')
            {
                inside = !inside;
            }
            else if (_rest[i] == (byte)'\n' && !inside)
            {
                _rest = _rest[(i + 1)..];
                return true;
            }
        }

        _rest = [];
        return true;
    }
}
