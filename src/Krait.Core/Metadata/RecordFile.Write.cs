using System.Buffers;
using System.Globalization;
using System.Text;

namespace Krait.Metadata;

public sealed partial class RecordFile
{
    /// <summary>Writes one row, with quotes where CSV needs them, ended by a line feed.</summary>
    public static void WriteEntry(IBufferWriter<byte> to, RecordEntry entry)
    {
        WriteField(to, entry.Path);
        to.Write(","u8);
        if (entry.HashAlgorithm is not null)
            WriteField(to, $"{entry.HashAlgorithm}={entry.HashValue}");
        to.Write(","u8);
        if (entry.Size is { } size)
        {
            Span<byte> digits = stackalloc byte[20];
            size.TryFormat(digits, out var written, default, CultureInfo.InvariantCulture);
            to.Write(digits[..written]);
        }
        to.Write("\n"u8);
    }

    /// <summary>Writes all rows in the given order.</summary>
    public static void Write(IBufferWriter<byte> to, IEnumerable<RecordEntry> entries)
    {
        foreach (var entry in entries)
            WriteEntry(to, entry);
    }

    private static void WriteField(IBufferWriter<byte> to, string text)
    {
        // At the beginning of a file a byte order mark would be taken for no part of the path.
        var isQuoted = text.AsSpan().IndexOfAny(",\"\r\n") >= 0 || text.StartsWith('\uFEFF');
        if (isQuoted)
            text = $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        Encoding.UTF8.GetBytes(text, to);
    }
}
