namespace Krait.Archives;

/// <summary>
/// Reads a ZIP archive held in memory or mapped, of any length (ZIP64 included). Opening reads the directory and every member's own header and holds
/// them against each other; members must fill the archive from its first byte to the directory without a gap, so that nothing can
/// hide between them and no two can share bytes. Content is checked against size and CRC while it is read. Thread-safe.
/// Implements APPNOTE 6.3 for what distributions use.
/// </summary>
public sealed partial class ZipReader
{
    private const int LongestDirectory = 1 << 30;

    private readonly ArchiveBytes _archive;
    private readonly long[] _dataOffsets;

    private ZipReader(ArchiveBytes archive, ZipDirectory directory, long[] dataOffsets)
    {
        _archive = archive;
        Directory = directory;
        _dataOffsets = dataOffsets;
    }

    /// <summary>The members with their names.</summary>
    public ZipDirectory Directory { get; }

    /// <summary>The members, folders among them.</summary>
    public ReadOnlySpan<ZipEntry> Entries => Directory.Entries;

    /// <summary>The name of a member; a folder's without the slash at its end.</summary>
    public string Name(int index) => Directory.Name(index);

    /// <summary>The place of a member in <see cref="Entries"/>, or -1.</summary>
    public int Find(ReadOnlySpan<char> name) => Directory.Find(name);

    /// <summary>Opens an archive; its bytes must stay as they are while the reader is used.</summary>
    /// <param name="archive">The whole archive.</param>
    /// <param name="budget">What it may cost; null for the usual.</param>
    /// <param name="ignoreCase">Whether names that differ only in case are one file where the members will go.</param>
    /// <exception cref="ArchiveException">The archive is damaged, ambiguous, hostile or over its budget.</exception>
    public static ZipReader Open(ArchiveBytes archive, ArchiveBudget? budget = null, bool ignoreCase = false)
    {
        var directory = ZipDirectory.Read(TailOf(archive), archive.Length, budget, ignoreCase);
        return new ZipReader(archive, directory, CheckHeaders(archive, directory));
    }

    /// <summary>The end of the archive, from the directory on.</summary>
    private static ReadOnlyMemory<byte> TailOf(ArchiveBytes archive)
    {
        var reach = (int)Math.Min(archive.Length, ZipDirectory.EndReach);
        var tail = archive.Slice(archive.Length - reach, reach);
        var length = archive.Length - ZipDirectory.Locate(tail.Span, archive.Length);
        return length <= LongestDirectory
            ? archive.Slice(archive.Length - length, (int)length)
            : throw new ArchiveException("the ZIP archive's directory is longer than any in real use");
    }

    /// <summary>Opens the content of a member for reading from front to end.</summary>
    public ZipMember OpenMember(int index)
    {
        ref readonly var entry = ref Entries[index];
        return new ZipMember(
            _archive,
            _dataOffsets[index],
            entry.CompressedSize,
            entry.Method,
            entry.Size,
            entry.Crc32,
            Name(index)
        );
    }

    /// <summary>The whole content of a member.</summary>
    /// <param name="index">The member's place.</param>
    /// <param name="most">The most bytes it may have.</param>
    /// <exception cref="ArchiveException">It has more, or its content is not what its header says.</exception>
    public byte[] ReadAll(int index, int most = 64 << 20)
    {
        var size = Entries[index].Size;
        if (size > most)
            throw new ArchiveException(
                $"`{Name(index)}` has {size} bytes, more than the {most} that are read"
            );
        var content = new byte[size];
        ReadAll(index, content);
        return content;
    }

    /// <summary>Reads the whole content of a member into a buffer of exactly its size.</summary>
    /// <exception cref="ArchiveException">The content is not what the header says.</exception>
    public void ReadAll(int index, Span<byte> content)
    {
        using var member = OpenMember(index);
        while (!content.IsEmpty)
            content = content[member.Read(content)..];
        member.End();
    }
}
