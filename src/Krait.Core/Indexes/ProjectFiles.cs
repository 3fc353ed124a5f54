using System.Buffers.Binary;
using System.Text;
using Krait.Requirements;
using Krait.Storage;
using Krait.Tags;
using Krait.Versions;

namespace Krait.Indexes;

/// <summary>
/// All files of one project on one index, as packed bytes that are read in place; versions ascend, and the files of a
/// version keep the order of the page. Versions and files are numbered from 0. Safe for use by several threads.
/// </summary>
public sealed partial class ProjectFiles
{
    private readonly byte[]? _bytes;
    private readonly MappedFile? _mapped;
    private readonly ProjectColumns _columns;
    private readonly PackageVersion[] _versions;
    private readonly int _requiresCount;
    private readonly VersionSpecifiers?[] _requires;
    private readonly WheelTags?[] _tagSets;
    private Uri? _base;

    /// <summary>The project, as it was asked for.</summary>
    public PackageName Name { get; }

    /// <summary>Where the files were listed.</summary>
    public IndexLocation Index { get; }

    /// <summary>Each version once, ascending; of several spellings the one that was listed first.</summary>
    public ReadOnlySpan<PackageVersion> Versions => _versions;

    public int VersionCount => _versions.Length;

    public int FileCount { get; }

    /// <summary>Whether they were found among the files of a folder or page of links, which tells no upload times.</summary>
    public bool IsFlat { get; internal set; }

    public ProjectStatus Status { get; private init; }

    /// <summary>Why the project has its status; null where the index does not say.</summary>
    public string? StatusReason => Text(3) is { Length: > 0 } reason ? reason : null;

    /// <summary>How many different tag sets the wheels have; their ids run from 0.</summary>
    public int TagSetCount => _tagSets.Length;

    /// <summary>How many different requires-python texts the files have; their ids run from 0.</summary>
    public int RequiresPythonCount => _requiresCount;

    internal string ETag => Text(1);

    internal string LastModified => Text(2);

    private ReadOnlySpan<byte> Bytes => _bytes ?? _mapped!.Bytes;

    /// <summary>The numbers of a version's files: from the first, up to but not including the second.</summary>
    public (int Start, int End) FilesOf(int version)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(
            (uint)version,
            (uint)_versions.Length,
            nameof(version)
        );
        var bytes = Bytes;
        var start = ReadInt32(bytes, _columns.FirstFiles + 4 * version);
        var end = ReadInt32(bytes, _columns.FirstFiles + 4 * (version + 1));
        return start >= 0 && start <= end && end <= FileCount ? (start, end) : throw Damaged();
    }

    /// <summary>The number of a version, or -1.</summary>
    public int Find(PackageVersion version)
    {
        var at = _versions.AsSpan().BinarySearch(version);
        return at < 0 ? -1 : at;
    }

    /// <summary>Otherwise it is a source distribution.</summary>
    public bool IsWheel(int file) => (Flags(file) & ProjectLayout.Wheel) != 0;

    public bool IsYanked(int file) => (Flags(file) & ProjectLayout.Yanked) != 0;

    /// <summary>Whether the index serves the file's metadata beside it (PEP 658).</summary>
    public bool HasMetadata(int file) => (Flags(file) & ProjectLayout.HasMetadata) != 0;

    /// <summary>Milliseconds since 1970, UTC; null where the index does not say.</summary>
    public long? UploadTime(int file)
    {
        var time = BinaryPrimitives.ReadInt64LittleEndian(Bytes[(_columns.Uploads + 8 * Check(file))..]);
        return time == ProjectLayout.NoTime ? null : time;
    }

    /// <summary>Which of the different requires-python texts it has; -1 for none.</summary>
    public int RequiresPythonId(int file)
    {
        var id = BinaryPrimitives.ReadUInt16LittleEndian(Bytes[(_columns.Requires + 2 * Check(file))..]);
        return Id(id, _requiresCount);
    }

    /// <summary>The Pythons that a file supports; null where it does not say.</summary>
    public VersionSpecifiers? RequiresPython(int file)
    {
        var id = RequiresPythonId(file);
        return id < 0 ? null : RequiresPythonOf(id);
    }

    /// <summary>The specifiers of a requires-python id.</summary>
    public VersionSpecifiers RequiresPythonOf(int id) =>
        _requires[id] ??= VersionSpecifiers.TryParse(Text(ProjectLayout.FixedTexts + id), out var specifiers)
            ? specifiers
            : throw Damaged();

    /// <summary>Which of the different tag sets a wheel has; -1 for a source distribution.</summary>
    public int TagSetId(int file)
    {
        var id = BinaryPrimitives.ReadUInt16LittleEndian(Bytes[(_columns.TagSets + 2 * Check(file))..]);
        return Id(id, _tagSets.Length);
    }

    /// <summary>The tags of a tag set id.</summary>
    public WheelTags TagSetOf(int id) =>
        _tagSets[id] ??= WheelTags.TryParse(
            Text(ProjectLayout.FixedTexts + _requiresCount + id),
            out var tags
        )
            ? tags
            : throw Damaged();

    /// <summary>A wheel's build tag; empty for nearly all, which costs nothing.</summary>
    public BuildTag BuildOf(int file)
    {
        if ((Flags(file) & ProjectLayout.HasBuildTag) == 0)
            return default;
        return WheelFileName.TryParse(FileName(file), out var wheel) ? wheel.Build : throw Damaged();
    }

    private int Id(ushort id, int count) =>
        id < count ? id
        : id == ProjectLayout.NoId ? -1
        : throw Damaged();

    private byte Flags(int file) => Bytes[_columns.Flags + Check(file)];

    private int Check(int file)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)file, (uint)FileCount, nameof(file));
        return file;
    }

    private string Text(int number)
    {
        var reference = Bytes.Slice(_columns.Texts + 8 * number, 8);
        return Encoding.UTF8.GetString(Slice(ReadInt32(reference, 0), ReadInt32(reference, 4)));
    }

    private ReadOnlySpan<byte> Slice(int offset, int length)
    {
        var bytes = Bytes;
        return offset >= 0 && length >= 0 && (uint)offset + (uint)length <= (uint)bytes.Length
            ? bytes.Slice(offset, length)
            : throw Damaged();
    }

    private static int ReadInt32(ReadOnlySpan<byte> bytes, int offset) =>
        BinaryPrimitives.ReadInt32LittleEndian(bytes[offset..]);
}
