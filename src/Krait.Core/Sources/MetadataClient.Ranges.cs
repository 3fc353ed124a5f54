using System.Buffers.Binary;
using Krait.Archives;
using Krait.Http;
using Krait.Metadata;

namespace Krait.Sources;

/// <content>Reading METADATA out of a wheel that stays on the server.</content>
public sealed partial class MetadataClient
{
    private const int TailSize = 16 << 10;
    private const int LargestTail = 8 << 20;
    private const int LocalHeaderSize = 30;

    // The name and the extra field of a member's own header are no longer than in the directory, save for some bytes.
    private const int HeaderSlack = 1 << 10;

    /// <summary>Null where it does not work out, for whatever reason: the whole wheel will tell.</summary>
    private async Task<CoreMetadata?> TryRangesAsync(
        Distribution distribution,
        CancellationToken cancellation
    )
    {
        var address = WheelDownloader.AddressOf(distribution);
        var origin = CredentialStore.Origin(address);
        lock (_lock)
        {
            if (_withoutRanges.Contains(origin))
                return null;
        }
        byte[]? bytes;
        try
        {
            bytes = await ReadMemberAsync(
                    distribution,
                    (start, end) => GetPartAsync(address, start, end, cancellation)
                )
                .ConfigureAwait(false);
        }
        catch (Exception e) when (e is ArchiveException or IndexException && !_http.IsOffline)
        {
            bytes = null;
        }
        if (bytes is null)
        {
            Trace($"{distribution.FileName} cannot be read in parts; fetching it whole");
            lock (_lock)
                _withoutRanges.Add(origin);
            return null;
        }
        return WheelMembers.Parse(bytes, distribution, AllowsOtherVersions);
    }

    /// <summary>The bytes of METADATA, from the few parts of the wheel that lead there.</summary>
    private static async Task<byte[]?> ReadMemberAsync(
        Distribution distribution,
        Func<long?, long, Task<RemotePart?>> get
    )
    {
        if (await get(null, TailSize).ConfigureAwait(false) is not { } tail)
            return null;
        if (distribution is RegistryDistribution { File.Size: { } size } && size != tail.Length)
            return null;
        var directoryStart = ZipDirectory.Locate(tail.Bytes, tail.Length);
        if (directoryStart < tail.Start)
        {
            if (tail.Length - directoryStart > LargestTail)
                return null;
            if (await get(directoryStart, tail.Length - 1).ConfigureAwait(false) is not { } longer)
                return null;
            tail = longer;
        }
        var directory = ZipDirectory.Read(tail.Bytes.AsMemory(), tail.Length);
        var entry = directory.Entries[WheelMembers.FindMetadata(directory, distribution.Name)];
        if (entry.CompressedSize > LargestTail || entry.Size > LongestSidecar)
            return null;
        var end = Math.Min(
            entry.HeaderOffset + LocalHeaderSize + entry.NameLength + HeaderSlack + entry.CompressedSize,
            directory.Offset
        );
        var part = tail;
        if (entry.HeaderOffset < tail.Start)
        {
            if (await get(entry.HeaderOffset, end - 1).ConfigureAwait(false) is not { } own)
                return null;
            part = own;
        }
        return Unpack(part, entry);
    }

    private static byte[]? Unpack(RemotePart part, in ZipEntry entry)
    {
        var header = part.Bytes.AsSpan((int)(entry.HeaderOffset - part.Start));
        if (header.Length < LocalHeaderSize || BinaryPrimitives.ReadUInt32LittleEndian(header) != 0x04034b50)
            return null;
        var data =
            LocalHeaderSize
            + BinaryPrimitives.ReadUInt16LittleEndian(header[26..])
            + BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        if (data + entry.CompressedSize > header.Length)
            return null;
        var start = (int)(entry.HeaderOffset - part.Start) + data;
        using var member = new ZipMember(
            part.Bytes,
            start,
            entry.CompressedSize,
            entry.Method,
            entry.Size,
            entry.Crc32,
            "METADATA"
        );
        var bytes = new byte[entry.Size];
        var filled = 0;
        while (filled < bytes.Length)
            filled += member.Read(bytes.AsSpan(filled));
        member.End();
        return bytes;
    }

    /// <summary>A part of a file; without a start, the last <paramref name="end"/> bytes. Null where the server does not do that.</summary>
    private async Task<RemotePart?> GetPartAsync(
        Uri address,
        long? start,
        long end,
        CancellationToken cancellation
    )
    {
        var call = new HttpCall
        {
            Url = address,
            RangeStart = start,
            RangeEnd = end,
        };
        return await _http
            .FetchAsync(
                call,
                async (reply, token) =>
                {
                    if (reply.Status != 206 || reply.ContentRange is not { Length: { } length } range)
                        return null;
                    var expected = start ?? Math.Max(0, length - end);
                    if (
                        range.From != expected
                        || range.To != (start is null ? length - 1 : Math.Min(end, length - 1))
                    )
                        return null;
                    var bytes = await reply
                        .ReadToEndAsync(LargestTail + TailSize, token)
                        .ConfigureAwait(false);
                    return bytes.Length == range.To - range.From + 1
                        ? new RemotePart(range.From, length, bytes)
                        : null;
                },
                cancellation
            )
            .ConfigureAwait(false);
    }

    /// <summary>Bytes of a file from <paramref name="Start"/> on; the file has <paramref name="Length"/>.</summary>
    private sealed record RemotePart(long Start, long Length, byte[] Bytes);
}
