namespace Krait.Archives;

/// <summary>One member of a ZIP archive, as the central directory has it and, once checked, its own header too.</summary>
public readonly record struct ZipEntry
{
    internal const int Stored = 0;
    internal const int Deflated = 8;

    private const int TypeMask = 0xF000;
    private const int TypeDirectory = 0x4000;
    private const int TypeRegular = 0x8000;

    internal int NameStart { get; init; }

    internal int NameLength { get; init; }

    internal ushort Flags { get; init; }

    internal ushort Method { get; init; }

    internal uint ExternalAttributes { get; init; }

    internal bool IsMadeOnUnix { get; init; }

    /// <summary>Where the member's own header begins, in bytes from the archive's begin.</summary>
    public long HeaderOffset { get; internal init; }

    /// <summary>In bytes, as it lies in the archive.</summary>
    public long CompressedSize { get; internal init; }

    /// <summary>In bytes, unpacked.</summary>
    public long Size { get; internal init; }

    /// <summary>The CRC-32 of the unpacked bytes.</summary>
    public uint Crc32 { get; internal init; }

    /// <summary>Whether the member is a folder: its name ends in a slash.</summary>
    public bool IsDirectory { get; internal init; }

    /// <summary>The permission bits stored by a Unix packer (a hint, not to be followed blindly); 0 where none are.</summary>
    public int Permissions => IsMadeOnUnix ? (int)(ExternalAttributes >> 16) & 0xFFF : 0;

    /// <summary>Whether the packer marked the file executable for anyone.</summary>
    public bool IsExecutable => (Permissions & 0x49) != 0;

    /// <summary>Whether a Unix packer stored something that is neither a file nor a folder.</summary>
    internal bool IsSpecial =>
        IsMadeOnUnix
        && (int)(ExternalAttributes >> 16) is var mode
        && (mode & TypeMask) is not (0 or TypeRegular or TypeDirectory);

    internal bool IsStoredDirectory =>
        IsMadeOnUnix && ((int)(ExternalAttributes >> 16) & TypeMask) == TypeDirectory;
}
