using System.Text;

namespace Krait.Installer;

/// <summary>The files of a dist-info folder that the installer writes, and their rows of RECORD.</summary>
internal static class InfoFiles
{
    public const string Installer = "INSTALLER";
    public const string Requested = "REQUESTED";
    public const string DirectUrl = "direct_url.json";
    public const string Record = "RECORD";

    /// <summary>The content of INSTALLER: who installed it.</summary>
    public static ReadOnlySpan<byte> InstallerName => "krait"u8;

    /// <summary>Whether a file at the top of the dist-info folder is written by the installer, whatever a wheel brings.</summary>
    public static bool IsWritten(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("INSTALLER"u8)
        || name.SequenceEqual("REQUESTED"u8)
        || name.SequenceEqual("direct_url.json"u8)
        || name.SequenceEqual("RECORD"u8);

    public static byte[] InstallerRow(string folder) =>
        Encoding.UTF8.GetBytes(
            $"{folder}/{Installer},sha256=MU_bxvUrxQ7COlXVI1FvIb6cN-Pv8LOTXdeH77Wr3pY,5\n"
        );

    public static byte[] RequestedRow(string folder) =>
        Encoding.UTF8.GetBytes(
            $"{folder}/{Requested},sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,0\n"
        );
}
