using System.Globalization;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Krait.Http;

/// <summary>Whether a server is who it says it is: its certificate is for the host, valid today, and leads to a trusted authority.</summary>
/// <param name="authorities">Whom to trust; null where the operating system decides.</param>
internal sealed class ServerCertificateCheck(TrustedAuthorities? authorities)
{
    /// <summary>Has a connection's certificates checked here.</summary>
    public void ApplyTo(SslClientAuthenticationOptions options)
    {
        options.RemoteCertificateValidationCallback = Check;
        // The first try is made with no authority: it tells which one would be needed.
        if (authorities is not null)
        {
            options.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                DisableCertificateDownloads = true,
            };
        }
    }

    /// <exception cref="ServerCertificateException">It is not; the message says why.</exception>
    internal bool Check(
        object sender,
        X509Certificate? certificate,
        X509Chain? chain,
        SslPolicyErrors problems
    )
    {
        if (problems == SslPolicyErrors.None)
            return true;
        if (certificate is not X509Certificate2 own || chain is null)
            throw new ServerCertificateException("the server has none");
        if (problems.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) && !IsTrusted(own, chain))
            throw new ServerCertificateException(Describe(own, Status(chain)));
        if (problems.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            throw new ServerCertificateException("it is for another host");
        return !problems.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable);
    }

    /// <summary>Builds the chain again, with the authorities that it names.</summary>
    internal bool IsTrusted(X509Certificate2 certificate, X509Chain chain)
    {
        if (authorities is null)
            return false;
        var store = chain.ChainPolicy.CustomTrustStore;
        foreach (var inDirectories in (ReadOnlySpan<bool>)[false, true])
        {
            var before = store.Count;
            authorities.AddIssuers(chain, store, inDirectories);
            if (store.Count == before)
                continue;
            if (IsBuilt(certificate, chain))
                return true;
            if (!IsUntrusted(Status(chain)))
                return false;
        }
        // One name can be written in several ways, which only the decoder takes for the same.
        return authorities.AddAll(store) && IsBuilt(certificate, chain);
    }

    private static bool IsBuilt(X509Certificate2 certificate, X509Chain chain) =>
        chain.Build(certificate)
        // Whoever is trusted by name is trusted, whether or not another one vouches for them.
        || (
            Status(chain) == X509ChainStatusFlags.PartialChain
            && IsIn(chain.ChainPolicy.CustomTrustStore, chain.ChainElements[^1].Certificate)
        );

    // Two certificates are equal for the base library if issuer and serial number are, which anybody can make so.
    private static bool IsIn(X509Certificate2Collection store, X509Certificate2 certificate)
    {
        foreach (var trusted in store)
        {
            if (trusted.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span))
                return true;
        }
        return false;
    }

    private static X509ChainStatusFlags Status(X509Chain chain)
    {
        var all = X509ChainStatusFlags.NoError;
        foreach (var status in chain.ChainStatus)
            all |= status.Status;
        return all;
    }

    private static bool IsUntrusted(X509ChainStatusFlags status) =>
        status.HasFlag(X509ChainStatusFlags.UntrustedRoot)
        || status.HasFlag(X509ChainStatusFlags.PartialChain);

    private static string Describe(X509Certificate2 certificate, X509ChainStatusFlags status)
    {
        if (IsUntrusted(status))
            return "it comes from no authority that is trusted here";
        if (status.HasFlag(X509ChainStatusFlags.NotTimeValid))
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"it, or one of its authorities, is not valid at this time (it is from {certificate.NotBefore.ToUniversalTime():yyyy-MM-dd} to {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd})"
            );
        }
        return status.HasFlag(X509ChainStatusFlags.NotValidForUsage)
            ? "it is not made for servers"
            : $"its chain is wrong ({status})";
    }
}

/// <summary>A server's certificate that is refused.</summary>
internal sealed class ServerCertificateException(string reason)
    : AuthenticationException($"invalid peer certificate: {reason}");
