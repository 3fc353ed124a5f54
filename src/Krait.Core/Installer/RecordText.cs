using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Krait.Installer;

/// <summary>Rows of RECORD as this room writes and sorts them (CSV with <c>\n</c>; paths in byte order).</summary>
internal static class RecordText
{
    private static readonly SearchValues<byte> Special = SearchValues.Create(",\"\r\n"u8);

    /// <summary>Adds a row; <paramref name="hash"/> is a SHA-256 of 32 bytes, or empty for a row of the path alone.</summary>
    public static void AppendRow(
        IBufferWriter<byte> text,
        ReadOnlySpan<byte> path,
        ReadOnlySpan<byte> hash,
        long size
    )
    {
        AppendField(text, path);
        if (hash.IsEmpty)
        {
            text.Write(",,\n"u8);
            return;
        }

        text.Write(",sha256="u8);
        Span<byte> digits = stackalloc byte[64];
        var written = Base64Url.EncodeToUtf8(hash, digits);
        text.Write(digits[..written]);
        text.Write(","u8);
        _ = Utf8Formatter.TryFormat(size, digits, out written);
        text.Write(digits[..written]);
        text.Write("\n"u8);
    }

    /// <summary>The path of a row, without the quotes of CSV.</summary>
    public static byte[] PathOf(ReadOnlySpan<byte> row)
    {
        if (row is not [(byte)'"', ..])
        {
            var end = row.IndexOf((byte)',');
            return (end < 0 ? row : row[..end]).ToArray();
        }

        var path = new ArrayBufferWriter<byte>(row.Length);
        for (var i = 1; i < row.Length; i++)
        {
            if (row[i] == (byte)'"' && (i + 1 == row.Length || row[++i] != (byte)'"'))
            {
                break;
            }

            path.Write(row.Slice(i, 1));
        }

        return path.WrittenSpan.ToArray();
    }

    /// <summary>Orders a row against a path as the rows of a RECORD are sorted.</summary>
    public static int Compare(ReadOnlySpan<byte> row, ReadOnlySpan<byte> path)
    {
        if (row is [(byte)'"', ..])
        {
            return PathOf(row).AsSpan().SequenceCompareTo(path);
        }

        var end = row.IndexOf((byte)',');
        return row[..end].SequenceCompareTo(path);
    }

    public static byte[] Row(string path, ReadOnlySpan<byte> hash, long size)
    {
        var text = new ArrayBufferWriter<byte>();
        AppendRow(text, Encoding.UTF8.GetBytes(path), hash, size);
        return text.WrittenSpan.ToArray();
    }

    /// <summary>
    /// The whole RECORD of an installation: the rows of the manifest with <paramref name="rows"/>, which need not be sorted,
    /// in their places. A file that comes by two ways has one row, that of the later: it is what lies there.
    /// </summary>
    public static void Merge(WheelManifest manifest, List<byte[]> rows, IBufferWriter<byte> text)
    {
        var all = manifest.RecordRows;
        var order = new (byte[] Path, int Number)[rows.Count];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = (PathOf(rows[i]), i);
        }

        Array.Sort(
            order,
            static (a, b) =>
                a.Path.AsSpan().SequenceCompareTo(b.Path) is var byPath and not 0
                    ? byPath
                    : a.Number.CompareTo(b.Number)
        );
        var (written, first) = (0, 0);
        for (var i = 0; i < order.Length; i++)
        {
            var (path, number) = order[i];
            if (i + 1 < order.Length && order[i + 1].Path.AsSpan().SequenceEqual(path))
            {
                continue;
            }

            var (low, high) = (first, manifest.RecordRowCount);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) =
                    Compare(manifest.RecordRow(middle), path) < 0 ? (middle + 1, high) : (low, middle);
            }

            text.Write(all[written..StartOf(low)]);
            text.Write(rows[number]);
            var isReplaced = low < manifest.RecordRowCount && Compare(manifest.RecordRow(low), path) == 0;
            first = isReplaced ? low + 1 : low;
            written = StartOf(first);
        }

        text.Write(all[written..]);

        int StartOf(int row) =>
            row < manifest.RecordRowCount ? manifest.RecordStart(row) : manifest.RecordRows.Length;
    }

    private static void AppendField(IBufferWriter<byte> text, ReadOnlySpan<byte> field)
    {
        if (field.IndexOfAny(Special) < 0)
        {
            text.Write(field);
            return;
        }

        text.Write("\""u8);
        for (int quote; (quote = field.IndexOf((byte)'"')) >= 0; field = field[(quote + 1)..])
        {
            text.Write(field[..quote]);
            text.Write("\"\""u8);
        }

        text.Write(field);
        text.Write("\""u8);
    }
}
