using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Krait.Storage;

namespace Krait.Http;

/// <summary>
/// The authorities that a server's certificate must come from: the system's, or exactly those that were named. Reading a certificate
/// costs more than reading its file, and the usual folders hold each one twice, and in a bundle once more: each is read once.
/// </summary>
internal sealed class TrustedAuthorities
{
    private const int LongestFile = 16 << 20;

    private readonly X509Certificate2Collection _certificates = [];
    private readonly HashSet<ulong> _seen = [];

    private TrustedAuthorities() { }

    /// <summary>
    /// Null where the system decides. A named source is the only one: one that is missing or holds no certificate is a
    /// <see cref="KraitException"/>, not a reason to fall back.
    /// </summary>
    public static X509ChainPolicy? Load(HttpOptions options)
    {
        if (options.CertificateFile is null && options.CertificateDirectories.Count == 0)
            return null;
        var authorities = new TrustedAuthorities();
        if (options.CertificateFile is { } file)
            authorities.AddFile(file);
        foreach (var directory in options.CertificateDirectories)
            authorities.AddDirectory(directory);
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(authorities._certificates);
        return policy;
    }

    private void AddFile(string file)
    {
        if (FileContent.ReadIfPossible(file, LongestFile) is not { } bytes)
        {
            throw new KraitException($"Failed to read certificates from: {file}")
            {
                Hints =
                [
                    "`SSL_CERT_FILE` names the only certificates that are trusted; unset it to use the system's",
                ],
            };
        }
        if (!Add(bytes))
            throw new KraitException($"The certificate file holds no certificate: {file}");
    }

    private void AddDirectory(string directory)
    {
        if (!Directory.Exists(directory))
        {
            throw new KraitException($"The certificate directory does not exist: {directory}")
            {
                Hints =
                [
                    "`SSL_CERT_DIR` names the only certificates that are trusted; unset it to use the system's",
                ],
            };
        }
        var files = Directory.GetFiles(directory);
        // Where certificates have the names that OpenSSL looks for, the others are copies of them.
        if (Array.Exists(files, IsHashName))
            files = Array.FindAll(files, IsHashName);
        Array.Sort(files, StringComparer.Ordinal);
        foreach (var file in files)
        {
            // A folder of certificates may hold anything else too, and links to what is gone.
            if (FileContent.ReadIfPossible(file, LongestFile) is { } bytes)
                _ = Add(bytes);
        }
    }

    /// <summary>Whether there was any certificate in the PEM text; what is none is skipped.</summary>
    private bool Add(byte[] pem)
    {
        var text = FileContent.TextOf(pem).AsSpan();
        var any = false;
        while (PemEncoding.TryFind(text, out var fields))
        {
            if (text[fields.Label] is "CERTIFICATE" or "X509 CERTIFICATE" or "TRUSTED CERTIFICATE")
                any |= AddEncoded(text[fields.Base64Data], fields.DecodedDataLength);
            text = text[fields.Location.End.Value..];
        }
        return any;
    }

    private bool AddEncoded(ReadOnlySpan<char> base64, int length)
    {
        var bytes = new byte[length];
        if (!Convert.TryFromBase64Chars(base64, bytes, out var written))
            return false;
        if (!_seen.Add(Fingerprint.Hash64(bytes.AsSpan(0, written))))
            return true;
        try
        {
            _certificates.Add(X509CertificateLoader.LoadCertificate(bytes.AsSpan(0, written)));
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary><c>1a2b3c4d.0</c>.</summary>
    private static bool IsHashName(string path)
    {
        var name = Path.GetFileName(path.AsSpan());
        if (name.Length < 10 || name[8] != '.')
            return false;
        foreach (var c in name[..8])
        {
            if (!char.IsAsciiHexDigitLower(c))
                return false;
        }
        return !name[9..].ContainsAnyExceptInRange('0', '9');
    }
}
