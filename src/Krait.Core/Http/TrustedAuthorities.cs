using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Krait.Http;

/// <summary>The authorities that a server's certificate must come from: the system's, or exactly those that were named.</summary>
internal static class TrustedAuthorities
{
    /// <summary>
    /// Null where the system decides. A named source is the only one: one that is missing or holds no certificate is a
    /// <see cref="KraitException"/>, not a reason to fall back.
    /// </summary>
    public static X509ChainPolicy? Load(HttpOptions options)
    {
        if (options.CertificateFile is null && options.CertificateDirectories.Count == 0)
            return null;
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        if (options.CertificateFile is { } file)
            AddFile(policy.CustomTrustStore, file, "SSL_CERT_FILE");
        foreach (var directory in options.CertificateDirectories)
            AddDirectory(policy.CustomTrustStore, directory);
        return policy;
    }

    private static void AddFile(X509Certificate2Collection store, string file, string source)
    {
        var before = store.Count;
        try
        {
            store.ImportFromPemFile(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new KraitException($"Failed to read certificates from: {file}")
            {
                Hints =
                [
                    $"`{source}` names the only certificates that are trusted; unset it to use the system's",
                ],
            };
        }
        if (store.Count == before)
            throw new KraitException($"The certificate file holds no certificate: {file}");
    }

    private static void AddDirectory(X509Certificate2Collection store, string directory)
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
        Array.Sort(files, StringComparer.Ordinal);
        foreach (var file in files)
        {
            // A folder of certificates may hold anything else too, and links to what is gone.
            try
            {
                store.ImportFromPemFile(file);
            }
            catch (Exception e)
                when (e is IOException or UnauthorizedAccessException or CryptographicException)
            {
                continue;
            }
        }
    }
}
