using System.Buffers.Binary;
using System.Text;

namespace Krait.Indexes;

/// <content>The cold part: what is needed of the few files that are chosen.</content>
public sealed partial class ProjectFiles
{
    /// <summary>A file's name.</summary>
    /// <exception cref="IndexException">The cached record is damaged.</exception>
    public string FileName(int file)
    {
        var record = Record(file);
        return Encoding.UTF8.GetString(record.Slice(ProjectLayout.RecordSize, Length(record, 16)));
    }

    /// <summary>Everything known about a file. Allocates: meant for files that were chosen.</summary>
    /// <exception cref="IndexException">The cached record is damaged.</exception>
    public DistributionFile File(int file)
    {
        var flags = Flags(file);
        var record = Record(file);
        var name = Length(record, 16);
        var address = Length(record, 18);
        var reason = Length(record, 20);
        var hashes = Length(record, 22);
        var texts = record[ProjectLayout.RecordSize..];
        if (name + address + reason + hashes != texts.Length)
            throw Damaged();
        var size = BinaryPrimitives.ReadInt64LittleEndian(record[8..]);
        var url = Resolve(Encoding.UTF8.GetString(texts.Slice(name, address)));
        return new DistributionFile
        {
            FileName = Encoding.UTF8.GetString(texts[..name]),
            Url = Http.SafeUrl.Strip(url),
            Address = url,
            Version = _versions[VersionOf(file)],
            IsWheel = (flags & ProjectLayout.Wheel) != 0,
            Hashes = Hashes(record, flags, texts.Slice(name + address + reason, hashes)),
            Size = size < 0 ? null : size,
            RequiresPython = RequiresPython(file),
            UploadTime = UploadTime(file),
            IsYanked = (flags & ProjectLayout.Yanked) != 0,
            YankReason = reason == 0 ? null : Encoding.UTF8.GetString(texts.Slice(name + address, reason)),
            HasMetadata = (flags & ProjectLayout.HasMetadata) != 0,
            MetadataHashes =
                (flags & ProjectLayout.HasMetadataSha256) == 0
                    ? []
                    : [new FileHash(HashAlgorithm.Sha256, Convert.ToHexStringLower(record.Slice(56, 32)))],
        };
    }

    /// <summary>The SHA-256 of a file as the index gives it; false where it gives none.</summary>
    internal bool TryGetSha256(int file, Span<byte> hash)
    {
        if ((Flags(file) & ProjectLayout.HasSha256) == 0)
            return false;
        Record(file).Slice(24, 32).CopyTo(hash);
        return true;
    }

    /// <summary>The number of the version that a file belongs to.</summary>
    public int VersionOf(int file)
    {
        Check(file);
        if (_versions.Length == 0)
            throw Damaged();
        var (low, high) = (0, _versions.Length - 1);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (FilesOf(middle).End <= file)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    private static List<FileHash> Hashes(ReadOnlySpan<byte> record, byte flags, ReadOnlySpan<byte> others)
    {
        var hashes = new List<FileHash>(2);
        foreach (
            var range in Encoding.UTF8.GetString(others).Split(' ', StringSplitOptions.RemoveEmptyEntries)
        )
        {
            if (FileHash.TryParse(range, out var hash))
                hashes.Add(hash);
        }
        if ((flags & ProjectLayout.HasSha256) != 0)
            hashes.Add(new FileHash(HashAlgorithm.Sha256, Convert.ToHexStringLower(record.Slice(24, 32))));
        hashes.Sort(static (a, b) => b.Algorithm.CompareTo(a.Algorithm));
        return hashes;
    }

    private Uri Resolve(string address)
    {
        _base ??= Uri.TryCreate(Text(0), UriKind.Absolute, out var whole) ? whole : throw Damaged();
        return Uri.TryCreate(_base, address, out var url)
            ? url
            : throw new IndexException(
                $"The index at `{Index}` lists a file of `{Name}` at an address that is not valid"
            );
    }

    private ReadOnlySpan<byte> Record(int file)
    {
        var offset = ReadInt32(Bytes, _columns.Records + 4 * Check(file));
        var fixedPart = Slice(offset, ProjectLayout.RecordSize);
        var texts =
            Length(fixedPart, 16) + Length(fixedPart, 18) + Length(fixedPart, 20) + Length(fixedPart, 22);
        var record = Slice(offset, ProjectLayout.RecordSize + texts);
        return ProjectLayout.RecordCheck(record) == BinaryPrimitives.ReadUInt64LittleEndian(record)
            ? record
            : throw Damaged();
    }

    private static int Length(ReadOnlySpan<byte> record, int at) =>
        BinaryPrimitives.ReadUInt16LittleEndian(record[at..]);
}
