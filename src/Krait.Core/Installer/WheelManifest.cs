using System.Buffers.Binary;
using System.Text;
using Krait.Storage;

namespace Krait.Installer;

/// <summary>
/// What a store entry holds, in the form that installing needs: folders and files of each scheme as zero-terminated
/// paths in preorder, entry points, RECORD rows in order, sizes and hashes. It is mapped and read in place. Layout (little
/// endian): magic with layout number (8 bytes), checksum of all that follows (8), whole length (4), flags (4), the time when
/// the entry was whole in nanoseconds since 1970 (8), then offset and length (4 + 4) of each <see cref="Section"/>, then the sections.
/// </summary>
internal sealed class WheelManifest : IDisposable
{
    /// <summary>Its name in the store entry.</summary>
    public const string FileName = "manifest";

    internal const uint PurelibFlag = 1;
    internal const uint RecordExecutableFlag = 2;
    internal const int HeaderSize = 32;
    internal const int FileRecordSize = 40;
    private readonly MappedFile _file;

    private WheelManifest(MappedFile file) => _file = file;

    internal enum Section
    {
        Name,
        Version,
        InfoFolder,

        /// <summary>The first of <see cref="Schemes.Count"/> lists.</summary>
        Lists,
        EntryPoints = Lists + Schemes.Count,
        RecordOffsets,
        RecordRows,
        FileRecords,
        Count,
    }

    internal static ReadOnlySpan<byte> Magic => "KRWHEEL4"u8;

    /// <summary>The name as METADATA spells it.</summary>
    public string Name => Encoding.UTF8.GetString(Slice(Section.Name));

    /// <summary>The version as METADATA spells it.</summary>
    public string Version => Encoding.UTF8.GetString(Slice(Section.Version));

    /// <summary>The name of the dist-info folder.</summary>
    public string InfoFolder => Encoding.UTF8.GetString(Slice(Section.InfoFolder));

    public bool IsPurelib => (Flags & PurelibFlag) != 0;

    /// <summary>Whether RECORD has the execute bit, as some packers give it to every file.</summary>
    public bool IsRecordExecutable => (Flags & RecordExecutableFlag) != 0;

    /// <summary>When the entry was whole, in nanoseconds since 1970: a file that was changed later is not what was unpacked.</summary>
    public long MadeAt => BinaryPrimitives.ReadInt64LittleEndian(Bytes[24..]);

    /// <summary>RECORD rows of <see cref="Scheme.Site"/>, sorted by path, each with its line end.</summary>
    public ReadOnlySpan<byte> RecordRows => Slice(Section.RecordRows);

    public int RecordRowCount => Slice(Section.RecordOffsets).Length / 4;

    private ReadOnlySpan<byte> Bytes => _file.Bytes;

    private uint Flags => BinaryPrimitives.ReadUInt32LittleEndian(Bytes[20..]);

    /// <summary>
    /// Opens the manifest of a store entry; null when it is missing, of another layout, or damaged: then the entry is to
    /// be made again.
    /// </summary>
    public static WheelManifest? TryOpen(DirectoryHandle entry)
    {
        if (MappedFile.TryOpen(entry, FileName) is not { } file)
        {
            return null;
        }

        if (IsWhole(file.Bytes))
        {
            return new(file);
        }

        ((IDisposable)file).Dispose();
        return null;
    }

    public ManifestReader Entries(Scheme scheme) => new(Slice(Section.Lists + (int)scheme));

    public bool Has(Scheme scheme) => !Slice(Section.Lists + (int)scheme).IsEmpty;

    public ManifestEntryPoints EntryPoints => new(Slice(Section.EntryPoints));

    /// <summary>One row of <see cref="RecordRows"/>, its line end included.</summary>
    public ReadOnlySpan<byte> RecordRow(int index)
    {
        var end = index + 1 < RecordRowCount ? RecordStart(index + 1) : RecordRows.Length;
        return RecordRows[RecordStart(index)..end];
    }

    /// <summary>Where a row begins in <see cref="RecordRows"/>.</summary>
    public int RecordStart(int index) =>
        BinaryPrimitives.ReadInt32LittleEndian(Slice(Section.RecordOffsets)[(index * 4)..]);

    /// <summary>Size in bytes and SHA-256 of the file at this place in the order of all lists (folders not counted).</summary>
    public long FileSize(int index, out ReadOnlySpan<byte> hash)
    {
        var record = Slice(Section.FileRecords).Slice(index * FileRecordSize, FileRecordSize);
        hash = record[8..];
        return BinaryPrimitives.ReadInt64LittleEndian(record);
    }

    public void Dispose() => ((IDisposable)_file).Dispose();

    internal static ulong Checksum(ReadOnlySpan<byte> bytes) => Fingerprint.Hash64(bytes[16..]);

    private static bool IsWhole(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= HeaderSize + ((int)Section.Count * 8)
        && bytes.StartsWith(Magic)
        && BinaryPrimitives.ReadInt32LittleEndian(bytes[16..]) == bytes.Length
        && BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]) == Checksum(bytes);

    private ReadOnlySpan<byte> Slice(Section section)
    {
        var bytes = Bytes;
        var at = HeaderSize + ((int)section * 8);
        return bytes.Slice(
            BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[(at + 4)..])
        );
    }
}
