using Krait.Storage;

namespace Krait.Installer;

/// <summary>An unpacked wheel of the store, open for installing. Its files must not be changed.</summary>
internal sealed class StoredWheel(DirectoryHandle folder, WheelManifest manifest, string hash) : IDisposable
{
    public DirectoryHandle Folder => folder;

    public WheelManifest Manifest => manifest;

    /// <summary>SHA-256 of the archive, 64 lower-case hexadecimal digits.</summary>
    public string Hash => hash;

    public void Dispose()
    {
        manifest.Dispose();
        folder.Dispose();
    }
}
