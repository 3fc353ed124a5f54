using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Krait.Storage;

namespace Krait.Http;

/// <summary>Who to be towards servers that ask for a certificate of the client's.</summary>
internal static class ClientCertificate
{
    private const int LongestFile = 1 << 20;

    /// <summary>Reads the certificate, its private key and what stands between it and its authority from one PEM file.</summary>
    /// <exception cref="KraitException">The file cannot be read, or lacks one of them.</exception>
    public static SslStreamCertificateContext Read(string file)
    {
        if (FileContent.ReadIfPossible(file, LongestFile) is not { } bytes)
            throw Wrong($"Failed to read the client certificate from: {file}");
        var text = FileContent.TextOf(bytes);
        try
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPem(text);
            return SslStreamCertificateContext.Create(
                X509Certificate2.CreateFromPem(text, text),
                chain,
                offline: true
            );
        }
        catch (CryptographicException wrong)
        {
            throw Wrong($"The file holds no certificate with its private key: {file}", wrong);
        }
    }

    private static KraitException Wrong(string message, Exception? cause = null) =>
        new(message, cause)
        {
            Hints = ["`SSL_CLIENT_CERT` names a PEM file with a certificate and its unencrypted private key"],
        };
}
