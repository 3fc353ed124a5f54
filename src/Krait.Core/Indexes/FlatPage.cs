using System.Buffers.Binary;
using System.Text;
using Krait.Storage;

namespace Krait.Indexes;

/// <summary>A page for <c>--find-links</c> as it was received.</summary>
/// <param name="Body">The bytes, decompressed.</param>
/// <param name="Address">Where it was in the end.</param>
/// <param name="ContentType">The media type.</param>
internal sealed record FlatPage(byte[] Body, Uri Address, string ContentType)
{
    private const uint Magic = 0x5046_524b;
    private const ushort Layout = 1;
    private const int HeaderSize = 24 + ProjectLayout.PolicySize;

    public string? ETag { get; init; }

    public string? LastModified { get; init; }

    /// <summary>Seconds since 1970.</summary>
    public long Fetched { get; init; }

    /// <summary>Seconds.</summary>
    public uint MaxAge { get; init; }

    /// <summary>A header, the texts by lines, the body; checked as a whole.</summary>
    public byte[] Pack()
    {
        var texts = Encoding.UTF8.GetBytes($"{Address.AbsoluteUri}\n{ContentType}\n{ETag}\n{LastModified}");
        var bytes = new byte[HeaderSize + texts.Length + Body.Length];
        var span = bytes.AsSpan();
        BinaryPrimitives.WriteUInt32LittleEndian(span, Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(span[4..], Layout);
        BinaryPrimitives.WriteInt32LittleEndian(span[8..], bytes.Length);
        BinaryPrimitives.WriteInt32LittleEndian(span[12..], texts.Length);
        ProjectLayout.WritePolicy(span.Slice(24, ProjectLayout.PolicySize), Fetched, MaxAge);
        texts.CopyTo(span[HeaderSize..]);
        Body.CopyTo(span[(HeaderSize + texts.Length)..]);
        BinaryPrimitives.WriteUInt64LittleEndian(span[16..], Fingerprint.Hash64(span[24..]));
        return bytes;
    }

    /// <summary>Null where the bytes are not what <see cref="Pack"/> made.</summary>
    public static FlatPage? TryUnpack(ReadOnlySpan<byte> bytes)
    {
        if (
            bytes.Length < HeaderSize
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic
            || BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]) != Layout
            || BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]) != bytes.Length
            || BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]) != Fingerprint.Hash64(bytes[24..])
            || !ProjectLayout.TryReadPolicy(
                bytes.Slice(24, ProjectLayout.PolicySize),
                out var fetched,
                out var maxAge
            )
        )
            return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]);
        if (length < 0 || length > bytes.Length - HeaderSize)
            return null;
        var texts = Encoding.UTF8.GetString(bytes.Slice(HeaderSize, length)).Split('\n');
        if (texts.Length != 4 || !Uri.TryCreate(texts[0], UriKind.Absolute, out var address))
            return null;
        return new FlatPage(bytes[(HeaderSize + length)..].ToArray(), address, texts[1])
        {
            ETag = texts[2].Length == 0 ? null : texts[2],
            LastModified = texts[3].Length == 0 ? null : texts[3],
            Fetched = fetched,
            MaxAge = maxAge,
        };
    }
}
