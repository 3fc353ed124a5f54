using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Krait.Metadata;

public sealed partial class RecordFile
{
    /// <summary>The largest file that is read, in bytes; some 1,000,000 rows.</summary>
    public const int LargestFile = 128 * 1024 * 1024;

    /// <summary>What some editors and tools put in front of UTF-8 text.</summary>
    internal static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads a RECORD file as the specification has it; a mark at the start says nothing.</summary>
    /// <param name="utf8">The file.</param>
    /// <param name="record">What was read.</param>
    /// <param name="error">What is wrong and in which row (counted from 1), as a clause without a full stop.</param>
    public static bool TryParse(
        ReadOnlySpan<byte> utf8,
        [NotNullWhen(true)] out RecordFile? record,
        [NotNullWhen(false)] out string? error
    ) => TryRead(utf8, isLenient: false, out record, out error);

    /// <summary>
    /// Reads a RECORD file of an installed distribution for removal: rows whose path holds unquoted commas are put together again
    /// (the last two fields are hash and size), empty rows are passed over, a hash or size that makes no sense counts as not given.
    /// </summary>
    /// <param name="utf8">The file.</param>
    /// <param name="record">What was read.</param>
    /// <param name="error">What is wrong: bytes that are not UTF-8, a quote that does not end, or a file beyond all bounds.</param>
    public static bool TryParseLenient(
        ReadOnlySpan<byte> utf8,
        [NotNullWhen(true)] out RecordFile? record,
        [NotNullWhen(false)] out string? error
    ) => TryRead(utf8, isLenient: true, out record, out error);

    private static bool TryRead(
        ReadOnlySpan<byte> utf8,
        bool isLenient,
        [NotNullWhen(true)] out RecordFile? record,
        [NotNullWhen(false)] out string? error
    )
    {
        record = null;
        error = null;
        if (utf8.Length > LargestFile)
            error = $"RECORD of {utf8.Length} bytes is larger than the {LargestFile} that are read";
        else if (!System.Text.Unicode.Utf8.IsValid(utf8))
            error = "RECORD is not UTF-8";
        if (error is not null)
            return false;
        if (utf8.StartsWith(ByteOrderMark))
            utf8 = utf8[ByteOrderMark.Length..];
        var entries = new List<RecordEntry>(Math.Min(utf8.Length / 64, 4096) + 1);
        var rows = new CsvReader(utf8);
        for (var row = 1; rows.ReadRow(); row++)
        {
            if (isLenient && rows.IsEmptyRow)
                continue;
            error = rows.IsUnterminated
                ? "a quoted field does not end"
                : TakeRow(ref rows, isLenient, entries);
            if (error is null)
                continue;
            error = $"RECORD, row {row}: {error}";
            return false;
        }
        record = new RecordFile(entries);
        return true;
    }

    private static string? TakeRow(ref CsvReader row, bool isLenient, List<RecordEntry> entries)
    {
        var count = row.FieldCount;
        if (count != 3 && !isLenient)
            return $"expected 3 fields, found {count}";
        string path;
        ReadOnlySpan<byte> hash = default,
            size = default;
        if (count >= 3)
        {
            hash = row.Field(count - 2);
            size = row.Field(count - 1);
        }
        path =
            count <= 3
                ? Encoding.UTF8.GetString(row.Field(0))
                : Encoding.UTF8.GetString(row.Joined(count - 2));
        if (path.Length == 0)
            return isLenient ? null : "the path is empty";

        string? algorithm = null,
            value = null;
        if (!hash.IsEmpty)
        {
            var equals = hash.IndexOf((byte)'=');
            if (equals > 0)
                (algorithm, value) = (
                    Algorithm(hash[..equals]),
                    Encoding.UTF8.GetString(hash[(equals + 1)..])
                );
            else if (!isLenient)
                return $"the hash `{Encoding.UTF8.GetString(hash)}` is not of the form ALGORITHM=DIGEST";
        }
        long? length = null;
        if (!size.IsEmpty)
        {
            if (long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                length = number;
            else if (!isLenient)
                return $"the size `{Encoding.UTF8.GetString(size)}` is not a number";
        }
        entries.Add(new RecordEntry(path, algorithm, value, length));
        return null;
    }

    // Nearly all rows share one algorithm: no string for each.
    private static string Algorithm(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("sha256"u8) ? "sha256" : Encoding.UTF8.GetString(name);
}
