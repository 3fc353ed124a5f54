namespace Krait.Storage;

/// <summary>
/// Files that are replaced in one step: written beside the target and renamed, so that a reader, a crash or a full
/// disk sees the old content or the new. The link that a path may be is followed first: it stays, its target changes.
/// </summary>
internal static class AtomicFile
{
    /// <summary>
    /// Writes the file; its permission bits are those of the file it replaces, or <paramref name="mode"/> less the
    /// umask. The folder must exist. Throws <see cref="StorageException"/> and leaves nothing behind.
    /// </summary>
    public static void Write(string path, ReadOnlySpan<byte> content, int mode = 0x1B6)
    {
        path = TargetOf(path);
        using var folder = DirectoryHandle.Open(
            Path.GetDirectoryName(path) is { Length: > 0 } parent ? parent : "."
        );
        var name = Path.GetFileName(path);
        var replaced = folder.TryStatus(name, out var status) && status.IsFile;
        folder.ReplaceFile(name, content, replaced ? status.Mode : mode);
    }

    private static string TargetOf(string path)
    {
        // As many hops as the kernel follows.
        for (var hop = 0; hop < 40; hop++)
        {
            if (new FileInfo(path).LinkTarget is not { } target)
            {
                return path;
            }

            path = Path.Combine(Path.GetDirectoryName(path) ?? "", target);
        }

        throw new StorageException("write", path, ErrorNumber.LinkLoop);
    }
}
