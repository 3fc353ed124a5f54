using System.Runtime.InteropServices;

namespace Krait.Storage;

/// <summary>What a name in a folder stands for.</summary>
internal enum EntryKind : byte
{
    Unknown,
    File,
    Directory,
    SymbolicLink,
    Other,
}

/// <summary>
/// What tells whether a file is still the one that was looked at: device, inode, size in bytes, and the times of the
/// last change of content and of status in nanoseconds since 1970. Zero where the system does not say.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct FileIdentity(
    ulong Device,
    ulong Inode,
    long Size,
    long ModifiedNanoseconds,
    long ChangedNanoseconds
);

/// <summary>Kind, permission bits (<c>07777</c>), number of names, owner and identity of one file.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FileStatus(
    FileIdentity Identity,
    EntryKind Kind,
    int Mode,
    uint Links,
    uint Owner
)
{
    public long Size => Identity.Size;

    public bool IsFile => Kind == EntryKind.File;

    public bool IsDirectory => Kind == EntryKind.Directory;

    public bool IsSymbolicLink => Kind == EntryKind.SymbolicLink;

    /// <summary>Whether somebody may run it; always true where the system has no such bit.</summary>
    public bool IsExecutable => (Mode & 0b001_001_001) != 0;

    /// <summary>The status of <paramref name="path"/>; false when there is nothing, or it may not be looked at.</summary>
    public static bool TryGet(string path, out FileStatus status, bool followLinks = true)
    {
        if (Native.IsAvailable)
        {
            return Native.TryStatus(Native.CurrentDirectory, path, followLinks, out status)
                == ErrorNumber.None;
        }

        return TryGetPortable(path, followLinks, out status);
    }

    /// <summary>Why there is no status to be had: most often that nothing is there, but it may also be hidden from this user.</summary>
    internal static ErrorNumber WhyNot(string path, bool followLinks = true) =>
        Native.IsAvailable ? Native.TryStatus(Native.CurrentDirectory, path, followLinks, out _)
        : TryGetPortable(path, followLinks, out _) ? ErrorNumber.None
        : ErrorNumber.NotFound;

    internal static bool TryGetPortable(string path, bool followLinks, out FileStatus status)
    {
        status = default;
        try
        {
            FileSystemInfo info = new FileInfo(path);
            if (!info.Exists && !info.Attributes.HasFlag(FileAttributes.Directory))
            {
                return false;
            }

            if (followLinks && info.LinkTarget is not null)
            {
                if (info.ResolveLinkTarget(returnFinalTarget: true) is not { Exists: true } target)
                {
                    return false;
                }

                info = target;
            }

            var isDirectory = info.Attributes.HasFlag(FileAttributes.Directory);
            var kind =
                info.LinkTarget is not null ? EntryKind.SymbolicLink
                : isDirectory ? EntryKind.Directory
                : EntryKind.File;
            var ticks = info.LastWriteTimeUtc.Ticks - DateTime.UnixEpoch.Ticks;
            var size = isDirectory ? 0 : new FileInfo(info.FullName).Length;
            status = new FileStatus(new(0, 0, size, ticks * 100, 0), kind, 0x1FF, 1, 0);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
