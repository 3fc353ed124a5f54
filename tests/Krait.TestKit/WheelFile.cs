using System.Security.Cryptography;

namespace Krait.TestKit;

/// <summary>A wheel as it would lie on an index: its file name, its bytes, and the METADATA inside.</summary>
public sealed record WheelFile(string Name, string Version, string FileName, byte[] Bytes, byte[] Metadata)
{
    /// <summary>Lower-case hexadecimal SHA-256 of <see cref="Bytes"/>.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Bytes));

    /// <summary>Writes the file into <paramref name="folder"/> (made if absent) and returns its path.</summary>
    public string WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, FileName);
        File.WriteAllBytes(path, Bytes);
        return path;
    }
}
