using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Krait.Versions;

namespace Krait.Indexes;

/// <content>Writing the packed form.</content>
internal sealed partial class ProjectBuilder
{
    /// <summary>The packed bytes (see <see cref="ProjectLayout"/>).</summary>
    public byte[] Pack(string? etag, string? lastModified, long fetched, uint maxAge)
    {
        var files = CollectionsMarshal.AsSpan(_files);
        var order = Order(files);
        var versions = new List<PackageVersion>();
        var firsts = new List<int>();
        for (var i = 0; i < order.Length; i++)
        {
            var version = files[order[i]].Version;
            if (i > 0 && version.CompareTo(versions[^1]) == 0)
                continue;
            versions.Add(version);
            firsts.Add(i);
        }
        firsts.Add(order.Length);

        List<string> texts =
        [
            Base!.AbsoluteUri,
            etag ?? string.Empty,
            lastModified ?? string.Empty,
            StatusReason ?? string.Empty,
            .. _requiresTexts,
            .. _tagTexts,
        ];
        var fullStart = texts.Count;
        foreach (var version in versions)
        {
            if (!version.IsPacked)
                texts.Add(version.ToString());
        }

        var columns = new ProjectColumns(versions.Count, files.Length, texts.Count);
        var textBytes = 0;
        foreach (var one in texts)
            textBytes += Encoding.UTF8.GetByteCount(one);
        var cold = checked(((int)columns.End + textBytes + 7) & ~7);
        var length = (long)cold;
        foreach (ref readonly var file in files)
            length += ProjectLayout.RecordSize + TextLength(file);
        var bytes = new byte[checked((int)length)];

        WriteTexts(bytes, columns, texts);
        WriteVersions(bytes, columns, versions);
        for (var i = 0; i < firsts.Count; i++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(columns.FirstFiles + 4 * i), firsts[i]);
        var at = cold;
        for (var i = 0; i < order.Length; i++)
            at += WriteFile(bytes, columns, i, files[order[i]], at);

        var span = bytes.AsSpan();
        BinaryPrimitives.WriteUInt32LittleEndian(span, ProjectLayout.Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(span[4..], ProjectLayout.Version);
        BinaryPrimitives.WriteUInt16LittleEndian(span[6..], (ushort)Status);
        BinaryPrimitives.WriteInt32LittleEndian(span[8..], bytes.Length);
        BinaryPrimitives.WriteInt32LittleEndian(span[12..], versions.Count);
        BinaryPrimitives.WriteInt32LittleEndian(span[16..], files.Length);
        BinaryPrimitives.WriteInt32LittleEndian(span[20..], _requiresTexts.Count);
        BinaryPrimitives.WriteInt32LittleEndian(span[24..], _tagTexts.Count);
        BinaryPrimitives.WriteInt32LittleEndian(span[28..], texts.Count - fullStart);
        BinaryPrimitives.WriteInt32LittleEndian(span[32..], cold);
        BinaryPrimitives.WriteUInt64LittleEndian(span[40..], ProjectLayout.HotCheck(span, cold));
        ProjectLayout.WritePolicy(
            span.Slice(ProjectLayout.PolicyOffset, ProjectLayout.PolicySize),
            fetched,
            maxAge
        );
        return bytes;
    }

    // By version, then by the order of the page: sorting must not shuffle what has one version.
    private static int[] Order(ReadOnlySpan<PageFile> files)
    {
        var order = new int[files.Length];
        var keys = new (PackageVersion Version, int Place)[files.Length];
        for (var i = 0; i < files.Length; i++)
        {
            order[i] = i;
            keys[i] = (files[i].Version, i);
        }
        Array.Sort(
            keys,
            order,
            Comparer<(PackageVersion Version, int Place)>.Create(
                static (a, b) =>
                    a.Version.CompareTo(b.Version) is var difference and not 0
                        ? difference
                        : a.Place.CompareTo(b.Place)
            )
        );
        return order;
    }

    private static int TextLength(in PageFile file) =>
        file.FileName.Length + file.Address.Length + file.YankReason.Length + file.OtherHashes.Length;

    private static void WriteTexts(byte[] bytes, in ProjectColumns columns, List<string> texts)
    {
        var at = (int)columns.End;
        for (var i = 0; i < texts.Count; i++)
        {
            var written = Encoding.UTF8.GetBytes(texts[i], bytes.AsSpan(at));
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(columns.Texts + 8 * i), at);
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(columns.Texts + 8 * i + 4), written);
            at += written;
        }
    }

    private static void WriteVersions(byte[] bytes, in ProjectColumns columns, List<PackageVersion> versions)
    {
        var full = 0;
        for (var i = 0; i < versions.Count; i++)
        {
            var packed = versions[i].IsPacked ? versions[i].Packed : ProjectLayout.MarkFullVersion(full++);
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(columns.Versions + 8 * i), packed);
        }
    }

    private int WriteFile(byte[] bytes, in ProjectColumns columns, int number, in PageFile file, int at)
    {
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(columns.Uploads + 8 * number), file.UploadTime);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(columns.Records + 4 * number), at);
        BinaryPrimitives.WriteUInt16LittleEndian(
            bytes.AsSpan(columns.Requires + 2 * number),
            file.RequiresId
        );
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(columns.TagSets + 2 * number), file.TagSetId);

        var record = bytes.AsSpan(at, ProjectLayout.RecordSize + TextLength(file));
        var flags = file.Flags;
        BinaryPrimitives.WriteInt64LittleEndian(record[8..], file.Size);
        BinaryPrimitives.WriteUInt16LittleEndian(record[16..], (ushort)file.FileName.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(record[18..], (ushort)file.Address.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(record[20..], (ushort)file.YankReason.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(record[22..], (ushort)file.OtherHashes.Length);
        if (TryDecode(text[file.Sha256], record.Slice(24, 32)))
            flags |= ProjectLayout.HasSha256;
        if (TryDecode(text[file.MetadataSha256], record.Slice(56, 32)))
            flags |= ProjectLayout.HasMetadataSha256;
        // A metadata file whose hash is spoiled cannot be trusted; the wheel's own will be read.
        else if (!file.MetadataSha256.IsEmpty)
            flags &= unchecked((byte)~ProjectLayout.HasMetadata);
        bytes[columns.Flags + number] = flags;

        var rest = record[ProjectLayout.RecordSize..];
        foreach (
            var slice in (ReadOnlySpan<TextSlice>)
                [file.FileName, file.Address, file.YankReason, file.OtherHashes]
        )
        {
            text[slice].CopyTo(rest);
            rest = rest[slice.Length..];
        }
        BinaryPrimitives.WriteUInt64LittleEndian(record, ProjectLayout.RecordCheck(record));
        return record.Length;
    }

    private static bool TryDecode(ReadOnlySpan<byte> digits, Span<byte> hash)
    {
        if (digits.Length != 64)
            return false;
        Span<char> chars = stackalloc char[64];
        return Encoding.ASCII.TryGetChars(digits, chars, out _)
            && Convert.FromHexString(chars, hash, out _, out _) == System.Buffers.OperationStatus.Done;
    }
}
