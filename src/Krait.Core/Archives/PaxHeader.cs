using System.Globalization;
using System.Text.Unicode;

namespace Krait.Archives;

/// <summary>
/// The records of a pax extended header, as far as they change what a member is. Each key counts once; whatever has readers
/// disagree (a key twice, zeros, other character sets, sparse files) refuses the archive. Implements POSIX pax.
/// </summary>
internal sealed class PaxHeader
{
    /// <summary>The longest header that is read, in bytes.</summary>
    public const int Longest = 1 << 20;

    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);

    public byte[]? Path { get; private set; }

    public byte[]? LinkPath { get; private set; }

    public long? Size { get; private set; }

    /// <summary>Reads the records.</summary>
    /// <param name="records">The header's content.</param>
    /// <param name="isGlobal">Whether it is for all members that follow; it may then say nothing that tells them apart.</param>
    public static PaxHeader Read(ReadOnlySpan<byte> records, bool isGlobal)
    {
        var header = new PaxHeader();
        while (!records.IsEmpty)
        {
            // LENGTH KEY=VALUE\n, the length being that of all four.
            var blank = records.IndexOf((byte)' ');
            if (
                blank is <= 0 or > 10
                || records[0] == '0'
                || !int.TryParse(
                    records[..blank],
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var length
                )
                || length <= blank + 1
                || length > records.Length
                || records[length - 1] != '\n'
            )
                throw Damaged("a record whose length is wrong");
            var record = records[(blank + 1)..(length - 1)];
            var equals = record.IndexOf((byte)'=');
            if (equals <= 0)
                throw Damaged("a record without a key");
            header.Take(record[..equals], record[(equals + 1)..], isGlobal);
            records = records[length..];
        }
        return header;
    }

    private void Take(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool isGlobal)
    {
        if (key.Contains((byte)0) || !Utf8.IsValid(key))
            throw Damaged("a key that is no text");
        var name = System.Text.Encoding.UTF8.GetString(key);
        if (!_keys.Add(name))
            throw Damaged($"the key `{name}` twice");
        if (name.StartsWith("GNU.sparse", StringComparison.Ordinal))
            throw new ArchiveException("the TAR archive holds a sparse file, which is not read");
        if (isGlobal && name is "path" or "linkpath" or "size" or "hdrcharset")
            throw Damaged($"the key `{name}` for all members");
        switch (name)
        {
            case "path":
                Path = NotEmpty(value);
                break;
            case "linkpath":
                LinkPath = NotEmpty(value);
                break;
            case "size":
                if (!long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var size))
                    throw Damaged("a size that is no number");
                Size = size;
                break;
            case "hdrcharset" when !value.SequenceEqual("ISO-IR 10646 2000 UTF-8"u8):
                throw Damaged("names that are not UTF-8");
            default:
                break;
        }
    }

    private static byte[] NotEmpty(ReadOnlySpan<byte> value) =>
        value.IsEmpty ? throw Damaged("an empty name") : value.ToArray();

    private static ArchiveException Damaged(string what) =>
        new($"the TAR archive has an extended header with {what}");
}
