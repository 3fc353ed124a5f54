namespace Krait.Installer;

/// <summary>A store entry lacks a file that its manifest lists: the entry is to be removed and made again.</summary>
internal sealed class DamagedWheelException(string hash, string path)
    : DistributionException($"The stored wheel {hash} lacks `{path}`")
{
    /// <summary>SHA-256 of the archive, 64 lower-case hexadecimal digits.</summary>
    public string Hash => hash;
}
