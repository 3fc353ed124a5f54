namespace Krait.Installer;

/// <summary>A file of a wheel that is being unpacked: where it goes and, once it is written, what it was.</summary>
/// <param name="member">Its place in the archive's directory.</param>
/// <param name="scheme">What kind of file it is.</param>
/// <param name="path">Its path below the scheme's folder.</param>
/// <param name="size">In bytes.</param>
/// <param name="isExecutable">Whether it gets the execute bits.</param>
internal sealed class UnpackedFile(int member, Scheme scheme, string path, long size, bool isExecutable)
{
    private readonly byte[] _hash = new byte[32];

    public int Member => member;

    public Scheme Scheme => scheme;

    public string Path => path;

    public long Size => size;

    /// <summary>The permission bits that it is made with, less the umask.</summary>
    public int Mode => isExecutable ? 0x1FF : 0x1B6;

    /// <summary>SHA-256, 32 bytes: all zero until the file is written.</summary>
    public Span<byte> Hash => _hash;

    /// <summary>Whether it begins as a script that names no interpreter of its own.</summary>
    public bool IsNeutral { get; set; }

    public ManifestKind Kind =>
        IsNeutral && scheme == Scheme.Scripts ? ManifestKind.NeutralScript
        : isExecutable ? ManifestKind.Executable
        : ManifestKind.File;
}
