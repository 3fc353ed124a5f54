using System.Buffers.Binary;
using System.Text;
using Krait.Storage;

namespace Krait.Sources;

/// <summary>What an address or a local file was seen to hold, and how to tell whether it still does.</summary>
internal sealed record WheelPointer
{
    private const uint Magic = 0x5450_524b;
    private const ushort Layout = 1;
    private const int HeaderSize = 16 + 40 + 16 + 32;

    /// <summary>64 lower-case digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Of a local file; all zero else.</summary>
    public FileIdentity Identity { get; init; }

    public string? ETag { get; init; }

    public string? LastModified { get; init; }

    /// <summary>Seconds since 1970.</summary>
    public long Fetched { get; init; }

    /// <summary>Seconds.</summary>
    public uint MaxAge { get; init; }

    /// <summary>Null where there is none, or a damaged one.</summary>
    public static WheelPointer? TryRead(string path)
    {
        var bytes = FileContent.ReadIfPossible(path, 1 << 16).AsSpan();
        if (
            bytes.Length < HeaderSize
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic
            || BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]) != Layout
            || BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]) != Fingerprint.Hash64(bytes[16..])
        )
            return null;
        var texts = Encoding.UTF8.GetString(bytes[HeaderSize..]).Split('\n');
        return new WheelPointer
        {
            Identity = new FileIdentity(
                BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]),
                BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]),
                BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]),
                BinaryPrimitives.ReadInt64LittleEndian(bytes[40..]),
                BinaryPrimitives.ReadInt64LittleEndian(bytes[48..])
            ),
            Fetched = BinaryPrimitives.ReadInt64LittleEndian(bytes[56..]),
            MaxAge = BinaryPrimitives.ReadUInt32LittleEndian(bytes[64..]),
            Sha256 = Convert.ToHexStringLower(bytes.Slice(72, 32)),
            ETag = texts[0].Length == 0 ? null : texts[0],
            LastModified = texts.Length < 2 || texts[1].Length == 0 ? null : texts[1],
        };
    }

    public byte[] Pack()
    {
        var texts = Encoding.UTF8.GetBytes($"{ETag}\n{LastModified}");
        var bytes = new byte[HeaderSize + texts.Length];
        var span = bytes.AsSpan();
        BinaryPrimitives.WriteUInt32LittleEndian(span, Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(span[4..], Layout);
        BinaryPrimitives.WriteUInt64LittleEndian(span[16..], Identity.Device);
        BinaryPrimitives.WriteUInt64LittleEndian(span[24..], Identity.Inode);
        BinaryPrimitives.WriteInt64LittleEndian(span[32..], Identity.Size);
        BinaryPrimitives.WriteInt64LittleEndian(span[40..], Identity.ModifiedNanoseconds);
        BinaryPrimitives.WriteInt64LittleEndian(span[48..], Identity.ChangedNanoseconds);
        BinaryPrimitives.WriteInt64LittleEndian(span[56..], Fetched);
        BinaryPrimitives.WriteUInt32LittleEndian(span[64..], MaxAge);
        Convert.FromHexString(Sha256).CopyTo(span[72..]);
        texts.CopyTo(span[HeaderSize..]);
        BinaryPrimitives.WriteUInt64LittleEndian(span[8..], Fingerprint.Hash64(span[16..]));
        return bytes;
    }
}
