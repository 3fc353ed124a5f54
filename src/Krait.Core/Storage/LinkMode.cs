namespace Krait.Storage;

/// <summary>How a file of the store comes into an environment.</summary>
public enum LinkMode
{
    /// <summary>A second name of the same file; the default on Linux.</summary>
    Hardlink,

    /// <summary>A copy that shares its blocks (reflink), where the file system can.</summary>
    Clone,

    /// <summary>A full copy.</summary>
    Copy,

    /// <summary>A symbolic link into the store: breaks when the store is cleaned.</summary>
    Symlink,
}
