namespace Krait.Archives;

/// <summary>What a member of a TAR archive is.</summary>
public enum TarEntryKind
{
    File,
    Directory,
    SymbolicLink,

    /// <summary>A second name of a file that came before.</summary>
    HardLink,
}

/// <summary>One member of a TAR archive.</summary>
/// <param name="Name">By the rules of <see cref="MemberName"/>; a folder's without the slash at its end.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Size">Of its content in bytes; 0 of everything but a file.</param>
/// <param name="Permissions">The permission bits as stored (a hint, not to be followed blindly).</param>
/// <param name="LinkTarget">
/// Of a symbolic link: relative to its own folder, and inside the archive as far as the text tells. Of a hard link: a member's name. Else null.
/// </param>
public sealed record TarEntry(string Name, TarEntryKind Kind, long Size, int Permissions, string? LinkTarget)
{
    /// <summary>Whether the packer marked it executable for anyone.</summary>
    public bool IsExecutable => (Permissions & 0x49) != 0;
}
