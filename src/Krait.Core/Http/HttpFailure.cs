using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Krait.Http;

/// <summary>What went wrong on the network, in words, and whether it may pass.</summary>
/// <remarks>The runtime's own messages are not used: the native build does not carry them.</remarks>
internal static class HttpFailure
{
    // An index that does not answer is a failure of the surroundings, as with uv.
    private const int Unanswered = 2;

    /// <summary>Whether the exception comes from the network or its data, not from a bug.</summary>
    public static bool IsOurs(Exception e) =>
        e
            is HttpRequestException
                or IOException
                or TimeoutException
                or HttpFailureException
                or InvalidDataException
                or SocketException
                or AuthenticationException
                or OperationCanceledException;

    public static bool IsPassing(int status) => status is 408 or 429 or 500 or 502 or 503 or 504;

    public static bool IsPassing(Exception e) =>
        e switch
        {
            HttpFailureException failure => failure.Passing,
            InvalidDataException => false,
            OperationCanceledException => false,
            _ => FindTls(e) is null,
        };

    public static IndexException Offline(Uri url) =>
        new(
            $"Network connectivity is disabled, but the requested data wasn't found in the cache: {SafeUrl.Show(url)}"
        )
        {
            ExitCode = Unanswered,
            Hints = ["Run the command once without `--offline` to fetch what is missing"],
        };

    public static IndexException AfterRetries(Uri url, int attempts, Exception cause) =>
        attempts == 0
            ? cause as IndexException ?? Failed(url, cause)
            : new(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Request failed after {attempts} {(attempts == 1 ? "retry" : "retries")}"
                ),
                cause
            )
            {
                ExitCode = Unanswered,
                Hints = (cause as KraitException)?.Hints ?? [],
            };

    public static IndexException Failed(Uri url, Exception cause) =>
        new($"Failed to fetch: {SafeUrl.Show(url)}", new KraitException(Describe(cause)))
        {
            ExitCode = Unanswered,
            Hints = Hints(url, cause),
        };

    /// <summary>The failure that a reply of this status is.</summary>
    public static IndexException Status(HttpReply reply) =>
        new($"Failed to fetch: {SafeUrl.Show(reply.Url)}", new KraitException(StatusText(reply)))
        {
            ExitCode = Unanswered,
            Hints = reply.Status switch
            {
                401 =>
                [
                    "The server asks for credentials: put them into the address, into a netrc file, or into the index's environment variables",
                ],
                403 =>
                [
                    "The server knows who asks and refuses: check that these credentials may read the index",
                ],
                _ => [],
            },
        };

    public static string Describe(Exception e)
    {
        if (FindTls(e) is { } tls)
            return tls;
        if (e is TimeoutException)
            return "operation timed out";
        if (e is HttpFailureException)
            return e.Message;
        if (e is InvalidDataException)
            return "the answer's compressed body is damaged";
        for (var inner = e; inner is not null; inner = inner.InnerException)
        {
            if (inner is SocketException socket)
                return Describe(socket.SocketErrorCode);
            if (inner is TimeoutException)
                return "connecting took too long";
        }
        return e is HttpRequestException { HttpRequestError: var error } ? Describe(error)
            : e is HttpIOException { HttpRequestError: var kind } ? Describe(kind)
            : "the connection was lost";
    }

    private static string StatusText(HttpReply reply)
    {
        var kind = reply.Status switch
        {
            >= 500 => "HTTP status server error",
            >= 400 => "HTTP status client error",
            _ => "Unexpected HTTP status",
        };
        var phrase = Phrase(reply.Status);
        var code = reply.Status.ToString(CultureInfo.InvariantCulture);
        return $"{kind} ({code}{(phrase.Length == 0 ? phrase : " " + phrase)}) for url ({SafeUrl.Show(reply.Url)})";
    }

    internal static string Phrase(int status) =>
        status switch
        {
            400 => "Bad Request",
            401 => "Unauthorized",
            403 => "Forbidden",
            404 => "Not Found",
            407 => "Proxy Authentication Required",
            408 => "Request Timeout",
            410 => "Gone",
            416 => "Range Not Satisfiable",
            429 => "Too Many Requests",
            500 => "Internal Server Error",
            502 => "Bad Gateway",
            503 => "Service Unavailable",
            504 => "Gateway Timeout",
            _ => string.Empty,
        };

    private static string Describe(SocketError error) =>
        error switch
        {
            SocketError.ConnectionRefused => "Connection refused",
            SocketError.ConnectionReset => "Connection reset by peer",
            SocketError.ConnectionAborted => "the connection was aborted",
            SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "error resolving DNS",
            SocketError.HostUnreachable => "no route to host",
            SocketError.NetworkUnreachable => "network is unreachable",
            SocketError.TimedOut => "operation timed out",
            _ => $"socket error {(int)error}",
        };

    private static string Describe(HttpRequestError error) =>
        error switch
        {
            HttpRequestError.NameResolutionError => "error resolving DNS",
            HttpRequestError.ConnectionError => "the connection failed",
            HttpRequestError.SecureConnectionError => "the TLS handshake failed",
            HttpRequestError.ProxyTunnelError => "the proxy refused the connection",
            HttpRequestError.HttpProtocolError => "the server broke the HTTP/2 protocol",
            HttpRequestError.ResponseEnded => "the connection was closed before the whole body had come",
            HttpRequestError.InvalidResponse => "the answer is not valid HTTP",
            HttpRequestError.ConfigurationLimitExceeded => "the answer's header is too long",
            _ => "the request failed",
        };

    private static string? FindTls(Exception e)
    {
        for (var inner = e; inner is not null; inner = inner.InnerException)
        {
            if (inner is ServerCertificateException)
                return inner.Message;
            if (inner is AuthenticationException)
                return "the TLS handshake failed: no common version, or one side refused the other's certificate";
        }
        return null;
    }

    private static string[] Hints(Uri url, Exception e) =>
        FindTls(e) is null
            ? []
            :
            [
                "If the certificate comes from an authority of your organization, name it with `SSL_CERT_FILE`; "
                    + $"to trust the host without a check, use `--allow-insecure-host {url.Host}`",
            ];
}
