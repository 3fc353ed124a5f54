using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Krait.Http;

/// <content>How connections are made.</content>
public sealed partial class HttpTransport
{
    // What TLS needs, trusted authorities above all, is read when the first address asks for TLS.
    private HttpMessageInvoker BuildSecureHandler(bool verify)
    {
        var handler = BuildHandler();
        handler.SslOptions = new SslClientAuthenticationOptions
        {
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        };
        if (_options.ClientCertificateFile is { } certificate)
            handler.SslOptions.ClientCertificateContext = ClientCertificate.Read(certificate);
#pragma warning disable CA5359 // The user named this host as one whose certificate is not to be checked.
        if (!verify)
            handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        else
            new ServerCertificateCheck(TrustedAuthorities.Load(_options)).ApplyTo(handler.SslOptions);
        return new HttpMessageInvoker(handler);
    }

    private SocketsHttpHandler BuildHandler()
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = System.Net.DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            ConnectTimeout = _options.ConnectTimeout,
            EnableMultipleHttp2Connections = true,
            InitialHttp2StreamWindowSize = 1 << 20,
            MaxConnectionsPerServer = Math.Max(_options.Concurrency, 1),
            PooledConnectionLifetime = Timeout.InfiniteTimeSpan,
            UseCookies = false,
            UseProxy = !_proxies.Value.IsEmpty,
        };
        if (!_proxies.Value.IsEmpty)
            handler.Proxy = _proxies.Value;
        return handler;
    }

    private bool IsInsecure(Uri url)
    {
        foreach (var insecure in _options.InsecureHosts)
        {
            var text = insecure.AsSpan().Trim();
            var scheme = text.IndexOf("://");
            if (scheme >= 0)
            {
                if (!text[..scheme].Equals(url.Scheme, StringComparison.OrdinalIgnoreCase))
                    continue;
                text = text[(scheme + 3)..].TrimEnd('/');
            }
            if (IsHost(text, url))
                return true;
        }
        return false;
    }

    private static bool IsHost(ReadOnlySpan<char> text, Uri url)
    {
        if (text is "*")
            return true;
        var host = url.Host.AsSpan();
        if (!text.StartsWith(host, StringComparison.OrdinalIgnoreCase))
            return false;
        var rest = text[host.Length..];
        return rest.Length == 0
            || (rest[0] == ':' && int.TryParse(rest[1..], out var port) && port == url.Port);
    }
}
