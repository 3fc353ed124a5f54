namespace Krait.Installer;

/// <summary>What one record of a manifest's list stands for; the values are those of the layout.</summary>
internal enum ManifestKind : byte
{
    Directory = 1,
    File = 2,
    Executable = 3,

    /// <summary>A script whose neutral first line is replaced when it is installed.</summary>
    NeutralScript = 4,
}

/// <summary>
/// One folder or file of a stored wheel. Its path is relative to its scheme, UTF-8, and ends with a
/// zero byte, ready for system calls; it lies in the mapped manifest.
/// </summary>
internal readonly ref struct ManifestEntry(ManifestKind kind, ReadOnlySpan<byte> path)
{
    public ManifestKind Kind { get; } = kind;

    public ReadOnlySpan<byte> Path { get; } = path;

    /// <summary>The path without the zero byte.</summary>
    public ReadOnlySpan<byte> Name => Path[..^1];

    public bool IsDirectory => Kind == ManifestKind.Directory;

    /// <summary>The permission bits of a copy, before the umask.</summary>
    public int Mode => Kind == ManifestKind.File ? 0x1B6 : 0x1FF;
}
