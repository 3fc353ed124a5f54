using Krait.Metadata;

namespace Krait.Installer;

/// <summary>
/// Walks the paths of an installed RECORD without making anything of them. Lenient as removal has to be: a path may hold
/// commas (the last two fields are hash and size), rows may lack fields or be empty. Not for text with quotes.
/// </summary>
internal ref struct RecordRows(ReadOnlySpan<byte> text)
{
    private ReadOnlySpan<byte> _rest = text.StartsWith(RecordFile.ByteOrderMark)
        ? text[RecordFile.ByteOrderMark.Length..]
        : text;

    /// <summary>UTF-8, not empty.</summary>
    public ReadOnlySpan<byte> Path { get; private set; }

    public bool MoveNext()
    {
        while (!_rest.IsEmpty)
        {
            var end = _rest.IndexOfAny((byte)'\n', (byte)'\r');
            var row = end < 0 ? _rest : _rest[..end];
            _rest = end < 0 ? [] : _rest[(end + 1)..];
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
}
