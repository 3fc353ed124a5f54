using Krait.Storage;

namespace Krait.Installer;

/// <summary>Opens folders that may be absent, without taking any other failure for absence.</summary>
internal static class PresentFolder
{
    /// <summary>Null when there is no such folder, a file in its place, or a link that is not to be followed or leads nowhere.</summary>
    /// <exception cref="StorageException">It is there, but cannot be opened.</exception>
    public static DirectoryHandle? Open(DirectoryHandle parent, string name, bool followLinks) =>
        parent.TryOpenDirectory(name, followLinks, out var error)
        ?? (
            error is ErrorNumber.NotFound or ErrorNumber.NotDirectory or ErrorNumber.LinkLoop
                ? null
                : throw new StorageException("open folder", parent.PathOf(name), error)
        );
}
