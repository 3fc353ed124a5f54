namespace Krait.Http;

/// <summary>
/// Everything the network layer must be told by its host: it reads no environment variable and no setting of its own.
/// </summary>
public sealed record HttpOptions
{
    /// <summary>No request leaves the machine; asking for one is an <see cref="IndexException"/>.</summary>
    public bool Offline { get; init; }

    /// <summary>The longest wait for the head of an answer, and for each next part of its body.</summary>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest wait for a connection, TLS included.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a request that failed for a passing reason is sent again; 0 is once only.</summary>
    public int Retries { get; init; } = 3;

    /// <summary>The wait before the first repetition; each next one is three times as long.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The most requests under way at one time, of every kind together; 1 or more.</summary>
    public int Concurrency { get; init; } = 50;

    /// <summary>Hosts, <c>name</c> or <c>name:port</c>, whose certificates are not checked.</summary>
    public IReadOnlyList<string> InsecureHosts { get; init; } = [];

    /// <summary>A PEM file that replaces the system's trusted authorities (<c>SSL_CERT_FILE</c>).</summary>
    public string? CertificateFile { get; init; }

    /// <summary>Folders of PEM files that replace the system's trusted authorities (<c>SSL_CERT_DIR</c>).</summary>
    public IReadOnlyList<string> CertificateDirectories { get; init; } = [];

    /// <summary>A PEM file with the certificate and the private key to show to servers that ask (<c>SSL_CLIENT_CERT</c>).</summary>
    public string? ClientCertificateFile { get; init; }

    /// <summary>The value of <c>HTTP_PROXY</c>, with or without scheme.</summary>
    public string? HttpProxy { get; init; }

    /// <summary>The value of <c>HTTPS_PROXY</c>.</summary>
    public string? HttpsProxy { get; init; }

    /// <summary>The value of <c>ALL_PROXY</c>, for schemes without a proxy of their own.</summary>
    public string? AllProxy { get; init; }

    /// <summary>The value of <c>NO_PROXY</c>: hosts, suffixes and networks, separated by commas.</summary>
    public string? NoProxy { get; init; }

    /// <summary>The netrc file to look credentials up in; null or absent is none.</summary>
    public string? NetrcFile { get; init; }

    /// <summary>The program asked for passwords that nothing else gives (<c>keyring</c>); null is none.</summary>
    public string? KeyringProgram { get; init; }

    /// <summary>What the requests call themselves.</summary>
    public string UserAgent { get; init; } = "krait";
}
