using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Krait.Http;

/// <summary>
/// The way to the network, one a process. Nothing is built before the first request: a command that answers from disk
/// never loads a socket or a TLS library. Redirects are followed here, so that credentials stay with their origin; passing
/// failures are repeated with growing waits. Safe for use by several threads.
/// </summary>
public sealed partial class HttpTransport : IDisposable
{
    private const int MaximumRedirects = 10;

    private readonly HttpOptions _options;
    private readonly TimeProvider _time;
    private readonly IProgress<KraitEvent>? _events;
    private readonly SemaphoreSlim _slots;
    private readonly Lazy<HttpMessageInvoker> _plain;
    private readonly Lazy<HttpMessageInvoker> _checked;
    private readonly Lazy<HttpMessageInvoker> _unchecked;
    private readonly Lazy<ProxySettings> _proxies;

    public HttpTransport(HttpOptions options, TimeProvider time, IProgress<KraitEvent>? events = null)
    {
        _options = options;
        _time = time;
        _events = events;
        _slots = new SemaphoreSlim(options.Concurrency);
        _proxies = new Lazy<ProxySettings>(() => new ProxySettings(_options));
        _plain = new Lazy<HttpMessageInvoker>(() => new HttpMessageInvoker(BuildHandler()));
        _checked = new Lazy<HttpMessageInvoker>(() => BuildSecureHandler(verify: true));
        _unchecked = new Lazy<HttpMessageInvoker>(() => BuildSecureHandler(verify: false));
        Credentials = new CredentialStore(options.NetrcFile, options.KeyringProgram);
    }

    /// <summary>Who to be towards whom; fed from index addresses, and from redirects that name credentials.</summary>
    public CredentialStore Credentials { get; }

    /// <summary>Whether every request is refused.</summary>
    public bool IsOffline => _options.Offline;

    /// <summary>
    /// Sends <paramref name="call"/> and hands its answer, of whatever status, to <paramref name="read"/>; repeats both
    /// together where the failure may pass (lost connection, time-out, 408, 429, 5xx), after the server's Retry-After or a
    /// growing wait. A final failure is an <see cref="IndexException"/> whose causes tell what happened.
    /// </summary>
    public Task<T> FetchAsync<T>(
        HttpCall call,
        Func<HttpReply, CancellationToken, Task<T>> read,
        CancellationToken cancellation
    ) => FetchAsync(() => call, read, cancellation);

    /// <summary>As the other overload; each attempt asks for what is still missing then.</summary>
    internal async Task<T> FetchAsync<T>(
        Func<HttpCall> next,
        Func<HttpReply, CancellationToken, Task<T>> read,
        CancellationToken cancellation
    )
    {
        var call = next();
        if (_options.Offline)
            throw HttpFailure.Offline(call.Url);
        for (var attempt = 0; ; attempt++)
        {
            TimeSpan? asked = null;
            call = attempt == 0 ? call : next();
            try
            {
                await _slots.WaitAsync(cancellation).ConfigureAwait(false);
                try
                {
                    using var reply = await SendAsync(call, cancellation).ConfigureAwait(false);
                    if (!HttpFailure.IsPassing(reply.Status) || attempt >= _options.Retries)
                    {
                        if (attempt > 0 && HttpFailure.IsPassing(reply.Status))
                            throw HttpFailure.AfterRetries(call.Url, attempt, HttpFailure.Status(reply));
                        return await read(reply, cancellation).ConfigureAwait(false);
                    }
                    asked = reply.RetryAfter(_time.GetUtcNow());
                    Trace($"{reply.Status} from {SafeUrl.Show(call.Url)}");
                }
                finally
                {
                    _slots.Release();
                }
            }
            catch (Exception e) when (HttpFailure.IsOurs(e) && !cancellation.IsCancellationRequested)
            {
                if (!HttpFailure.IsPassing(e))
                    throw HttpFailure.Failed(call.Url, e);
                if (attempt >= _options.Retries)
                    throw HttpFailure.AfterRetries(call.Url, attempt, HttpFailure.Failed(call.Url, e));
                Trace($"{HttpFailure.Describe(e)}: {SafeUrl.Show(call.Url)}");
            }
            await Task.Delay(Wait(attempt, asked), _time, cancellation).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        if (_plain.IsValueCreated)
            _plain.Value.Dispose();
        if (_checked.IsValueCreated)
            _checked.Value.Dispose();
        if (_unchecked.IsValueCreated)
            _unchecked.Value.Dispose();
        _slots.Dispose();
    }

    // A server may ask for any wait; none longer than a minute is granted. The spread keeps many requests that failed
    // together from coming back together.
    private TimeSpan Wait(int attempt, TimeSpan? asked)
    {
        if (asked is { } wait)
            return wait < TimeSpan.Zero
                ? TimeSpan.Zero
                : TimeSpan.FromTicks(Math.Min(wait.Ticks, TimeSpan.TicksPerMinute));
        var factor = Math.Pow(3, Math.Min(attempt, 5)) * (0.75 + Random.Shared.NextDouble() / 2);
        return _options.RetryDelay * factor;
    }

    private async Task<HttpReply> SendAsync(HttpCall call, CancellationToken cancellation)
    {
        var url = Credentials.Take(call.Url);
        if (url.Scheme is not ("http" or "https"))
            throw new HttpFailureException($"`{url.Scheme}` is no scheme that can be fetched");
        var asked = false;
        for (var hops = 0; ; )
        {
            var credential = Credentials.Find(url);
            var response = await SendOnceAsync(call, url, credential, cancellation).ConfigureAwait(false);
            if (Redirect(response, url) is { } next)
            {
                response.Dispose();
                if (++hops > MaximumRedirects)
                    throw new HttpFailureException("too many redirects");
                if (next.Scheme is not ("http" or "https"))
                    throw new HttpFailureException(
                        $"a redirect leads to an address that is not http: {SafeUrl.Show(next)}"
                    );
                url = Credentials.Take(next);
                continue;
            }
            if (response.StatusCode is HttpStatusCode.Unauthorized && !asked && Credentials.AskKeyring(url))
            {
                asked = true;
                response.Dispose();
                continue;
            }
            if (!HasOneLength(response))
            {
                response.Dispose();
                throw new HttpFailureException("the answer has several lengths, or one that is none");
            }
            return new HttpReply(response, url, call, _options.ReadTimeout, _time);
        }
    }

    // Where lengths differ, nobody knows where the body ends, and half a page may look like a whole one (RFC 9112, 6.3).
    private static bool HasOneLength(HttpResponseMessage response)
    {
        if (!response.Content.Headers.NonValidated.TryGetValues("Content-Length", out var lengths))
            return true;
        string? first = null;
        foreach (var length in lengths)
        {
            if (!ulong.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                return false;
            if (length != (first ??= length))
                return false;
        }
        return true;
    }

    private async Task<HttpResponseMessage> SendOnceAsync(
        HttpCall call,
        Uri url,
        HttpCredential? credential,
        CancellationToken cancellation
    )
    {
        var request = new HttpRequestMessage(call.HeadOnly ? HttpMethod.Head : HttpMethod.Get, url)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        var headers = request.Headers;
        headers.TryAddWithoutValidation("User-Agent", _options.UserAgent);
        headers.TryAddWithoutValidation("Accept-Encoding", call.AcceptGzip ? "gzip" : "identity");
        if (call.Accept is not null)
            headers.TryAddWithoutValidation("Accept", call.Accept);
        if (call.IfNoneMatch is not null)
            headers.TryAddWithoutValidation("If-None-Match", call.IfNoneMatch);
        if (call.IfModifiedSince is not null)
            headers.TryAddWithoutValidation("If-Modified-Since", call.IfModifiedSince);
        if (call.NoCache)
            headers.TryAddWithoutValidation("Cache-Control", "no-cache");
        if (call.HasRange)
            headers.Range = new RangeHeaderValue(call.RangeStart, call.RangeEnd);
        if (call.IfRange is not null)
            headers.TryAddWithoutValidation("If-Range", call.IfRange);
        if (credential is not null)
            headers.TryAddWithoutValidation("Authorization", credential.BasicHeader);
        if (!_proxies.Value.IsEmpty && _proxies.Value.PlainAuthorization(url) is { } proxy)
            headers.TryAddWithoutValidation("Proxy-Authorization", proxy);

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(_options.ReadTimeout);
        try
        {
            var isPlain = string.Equals(url.Scheme, "http", StringComparison.Ordinal);
            var invoker =
                isPlain ? _plain.Value
                : IsInsecure(url) ? _unchecked.Value
                : _checked.Value;
            return await invoker.SendAsync(request, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException();
        }
    }

    private static Uri? Redirect(HttpResponseMessage response, Uri url)
    {
        if (
            response.StatusCode
            is not (
                HttpStatusCode.MovedPermanently
                or HttpStatusCode.Found
                or HttpStatusCode.SeeOther
                or HttpStatusCode.TemporaryRedirect
                or HttpStatusCode.PermanentRedirect
            )
        )
        {
            return null;
        }
        if (!response.Headers.TryGetValues("Location", out var values))
            return null;
        foreach (var value in values)
        {
            return Uri.TryCreate(url, value, out var next)
                ? next
                : throw new HttpFailureException("a redirect leads to an address that is not valid");
        }
        return null;
    }

    private void Trace(string text) => _events?.Report(new KraitEvent.Trace(text));
}
