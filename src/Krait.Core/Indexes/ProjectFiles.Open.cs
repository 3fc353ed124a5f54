using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Krait.Requirements;
using Krait.Storage;
using Krait.Tags;
using Krait.Versions;

namespace Krait.Indexes;

/// <content>Opening packed bytes, which a crash, another version or a bad disk may have spoiled.</content>
public sealed partial class ProjectFiles
{
    private ProjectFiles(
        PackageName name,
        IndexLocation index,
        byte[]? bytes,
        MappedFile? mapped,
        in Header header,
        in ProjectColumns columns,
        PackageVersion[] versions
    )
    {
        Name = name;
        Index = index;
        _bytes = bytes;
        _mapped = mapped;
        _columns = columns;
        _versions = versions;
        FileCount = header.Files;
        Status = header.Status;
        _requiresCount = header.Requires;
        _requires = new VersionSpecifiers?[header.Requires];
        _tagSets = new WheelTags?[header.TagSets];
    }

    /// <summary>What to do when a cold record turns out damaged; set by the client that opened the file.</summary>
    internal Action? OnDamage { get; init; }

    /// <summary>Reads packed bytes of which either is given; null where they are not whole or of another layout.</summary>
    internal static ProjectFiles? TryOpen(
        PackageName name,
        IndexLocation index,
        byte[]? bytes,
        MappedFile? mapped,
        Action? onDamage = null
    )
    {
        var span = bytes ?? mapped!.Bytes;
        if (!Header.TryRead(span, out var header))
            return null;
        var columns = header.Columns;
        if (columns.End > header.Cold || header.Cold > span.Length)
            return null;
        var check = BinaryPrimitives.ReadUInt64LittleEndian(span[40..]);
        if (ProjectLayout.HotCheck(span, header.Cold) != check)
            return null;
        var versions = new PackageVersion[header.Versions];
        var packed = MemoryMarshal.Cast<byte, ulong>(span.Slice(columns.Versions, 8 * header.Versions));
        var fullVersions = columns.Texts + 8 * (ProjectLayout.FixedTexts + header.Requires + header.TagSets);
        for (var i = 0; i < versions.Length; i++)
        {
            if (PackageVersion.TryFromPacked(packed[i], out versions[i]))
                continue;
            if (
                !ProjectLayout.IsFullVersion(packed[i], out var number)
                || (uint)number >= (uint)header.FullVersions
            )
                return null;
            var offset = ReadInt32(span, fullVersions + 8 * number);
            var length = ReadInt32(span, fullVersions + 8 * number + 4);
            if (offset < 0 || length < 0 || offset > header.Cold - length)
                return null;
            if (!PackageVersion.TryParse(span.Slice(offset, length), out versions[i]))
                return null;
        }
        return new ProjectFiles(name, index, bytes, mapped, header, columns, versions)
        {
            OnDamage = onDamage,
        };
    }

    private IndexException Damaged()
    {
        OnDamage?.Invoke();
        return new IndexException($"The cached files of `{Name}` are damaged")
        {
            Hints = ["The damaged entry was removed from the cache; run the command again"],
        };
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Header(
        int Versions,
        int Files,
        int Requires,
        int TagSets,
        int FullVersions,
        int Cold,
        ProjectStatus Status
    )
    {
        public ProjectColumns Columns =>
            new(Versions, Files, ProjectLayout.FixedTexts + Requires + TagSets + FullVersions);

        public static bool TryRead(ReadOnlySpan<byte> bytes, out Header header)
        {
            header = default;
            if (
                bytes.Length < ProjectLayout.HeaderSize
                || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != ProjectLayout.Magic
                || BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]) != ProjectLayout.Version
                || BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]) != bytes.Length
            )
                return false;
            header = new Header(
                ReadInt32(bytes, 12),
                ReadInt32(bytes, 16),
                ReadInt32(bytes, 20),
                ReadInt32(bytes, 24),
                ReadInt32(bytes, 28),
                ReadInt32(bytes, 32),
                (ProjectStatus)BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..])
            );
            return IsCount(header.Versions)
                && IsCount(header.Files)
                && IsCount(header.Requires)
                && IsCount(header.TagSets)
                && IsCount(header.FullVersions)
                && header.Cold >= ProjectLayout.HeaderSize;
        }

        private static bool IsCount(int count) => count is >= 0 and <= ProjectLayout.MaximumFiles;
    }
}
