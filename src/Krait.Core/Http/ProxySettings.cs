using System.Net;

namespace Krait.Http;

/// <summary>Which proxy, if any, stands between this machine and an address.</summary>
internal sealed class ProxySettings : IWebProxy, ICredentials
{
    private readonly Uri? _http;
    private readonly Uri? _https;
    private readonly NoProxyList _direct;
    private readonly Dictionary<string, HttpCredential> _credentials = new(StringComparer.Ordinal);

    public ProxySettings(HttpOptions options)
    {
        _http = Parse(options.HttpProxy) ?? Parse(options.AllProxy);
        _https = Parse(options.HttpsProxy) ?? Parse(options.AllProxy);
        _direct = new NoProxyList(options.NoProxy);
        IsEmpty = _http is null && _https is null;
    }

    public bool IsEmpty { get; }

    /// <summary>Always this object: the setter is part of the interface and has no meaning here.</summary>
    public ICredentials? Credentials
    {
        get => this;
        set { }
    }

    public Uri? GetProxy(Uri destination) =>
        _direct.Contains(destination) ? null
        : string.Equals(destination.Scheme, "https", StringComparison.Ordinal) ? _https
        : _http;

    public bool IsBypassed(Uri host) => GetProxy(host) is null;

    public NetworkCredential? GetCredential(Uri uri, string authType) =>
        _credentials.TryGetValue(CredentialStore.Origin(uri), out var credential)
            ? new NetworkCredential(credential.User, credential.Password)
            : null;

    /// <summary>
    /// What a plain request must carry for its proxy. A tunnel's credentials are the handler's matter: the request inside
    /// the tunnel goes to the origin, which must not see them.
    /// </summary>
    public string? PlainAuthorization(Uri destination) =>
        string.Equals(destination.Scheme, "http", StringComparison.Ordinal)
        && GetProxy(destination) is { } proxy
        && _credentials.TryGetValue(CredentialStore.Origin(proxy), out var credential)
            ? credential.BasicHeader
            : null;

    private Uri? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        text = text.Trim();
        if (!text.Contains("://", StringComparison.Ordinal))
            text = "http://" + text;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var proxy))
            throw new KraitException($"The proxy is not a valid address: {SafeUrl.Show(text)}");
        var plain = SafeUrl.Strip(proxy);
        if (HttpCredential.FromUserInfo(proxy.UserInfo) is { } credential)
            _credentials[CredentialStore.Origin(plain)] = credential;
        return plain;
    }
}
