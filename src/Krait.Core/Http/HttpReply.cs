using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Net;

namespace Krait.Http;

/// <summary>An answer whose body is still on its way. Valid inside the callback it is handed to.</summary>
public sealed class HttpReply : IDisposable
{
    private const int FirstRoom = 1 << 16;
    private const int MostEncodings = 4;
    private readonly HttpResponseMessage _response;
    private readonly HttpCall _call;
    private readonly TimeSpan _readTimeout;
    private readonly TimeProvider _time;

    internal HttpReply(
        HttpResponseMessage response,
        Uri url,
        HttpCall call,
        TimeSpan readTimeout,
        TimeProvider time
    )
    {
        _response = response;
        Url = url;
        _call = call;
        _readTimeout = readTimeout;
        _time = time;
    }

    /// <summary>The address that answered, after redirects, without user information.</summary>
    public Uri Url { get; }

    /// <summary>The HTTP status.</summary>
    public int Status => (int)_response.StatusCode;

    /// <summary>Whether the body is the whole of what was asked for, perhaps changed by a proxy on the way (203).</summary>
    public bool IsWhole => Status is 200 or 203;

    public bool IsNotModified => _response.StatusCode is HttpStatusCode.NotModified;

    public string? ETag => Header("ETag");

    public string? LastModified => ContentHeader("Last-Modified");

    public string? CacheControl => Header("Cache-Control");

    /// <summary>How long the answer is fresh by its dates alone; null where it has none that can be read.</summary>
    public TimeSpan? Lifetime =>
        _response.Content.Headers.Expires is { } end && _response.Headers.Date is { } start
            ? end - start
            : null;

    /// <summary>Whether no later request can count on getting the same answer (<c>Vary: *</c>).</summary>
    public bool VariesByAnything => Header("Vary")?.Contains('*', StringComparison.Ordinal) ?? false;

    /// <summary>The media type without parameters, lower case.</summary>
    public string? ContentType => _response.Content.Headers.ContentType?.MediaType?.ToLowerInvariant();

    /// <summary>Bytes of the body as the server announced them; null where it did not.</summary>
    public long? ContentLength => _response.Content.Headers.ContentLength;

    /// <summary>The bytes that a 206 holds and the whole file's length; null where absent or malformed.</summary>
    public (long From, long To, long? Length)? ContentRange =>
        _response.Content.Headers.ContentRange is { From: { } from, To: { } to } range && to >= from
            ? (from, to, range.Length)
            : null;

    /// <summary>Seconds that the answer had already spent in caches on the way.</summary>
    public long Age =>
        long.TryParse(Header("Age"), NumberStyles.None, CultureInfo.InvariantCulture, out var age) ? age : 0;

    /// <summary>How long the server asks to wait; null where it does not ask.</summary>
    internal TimeSpan? RetryAfter(DateTimeOffset now) =>
        _response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - now,
            _ => null,
        };

    /// <summary>
    /// The whole body, decompressed where compression had been asked for. Longer than <paramref name="limit"/> bytes, or
    /// not what Content-Encoding says, is a failure.
    /// </summary>
    public Task<byte[]> ReadToEndAsync(int limit, CancellationToken cancellation) =>
        ReadToEndAsync(limit, static body => body.ToArray(), cancellation);

    /// <summary>
    /// As the other overload, but the body is only lent to <paramref name="use"/>: its memory serves the next answer. Pages of
    /// megabytes would each ask the system for fresh memory otherwise, several times while they grow.
    /// </summary>
    public async Task<T> ReadToEndAsync<T>(
        int limit,
        Func<ReadOnlyMemory<byte>, T> use,
        CancellationToken cancellation
    )
    {
        using var body = await OpenAsync(cancellation).ConfigureAwait(false);
        var encodings = _call.AcceptGzip ? _response.Content.Headers.ContentEncoding : [];
        var announced = encodings.Count > 0 ? null : ContentLength;
        if (announced > limit)
            throw new HttpFailureException($"the answer is longer than {limit} bytes");
        using var source = Decoded(body, encodings);
        var pool = ArrayPool<byte>.Shared;
        var bytes = pool.Rent(announced is { } length ? (int)length + 1 : FirstRoom);
        try
        {
            var filled = 0;
            while (true)
            {
                var read = await source.ReadAsync(bytes.AsMemory(filled), cancellation).ConfigureAwait(false);
                if (read == 0)
                    return use(bytes.AsMemory(0, filled));
                filled += read;
                if (filled > limit)
                    throw new HttpFailureException($"the answer is longer than {limit} bytes");
                if (filled == bytes.Length)
                {
                    var larger = pool.Rent((int)Math.Min(4L * bytes.Length, limit + 1L));
                    bytes.AsSpan(0, filled).CopyTo(larger);
                    pool.Return(bytes);
                    bytes = larger;
                }
            }
        }
        finally
        {
            pool.Return(bytes);
        }
    }

    /// <summary>The body as it is sent, never decompressed. A part that does not come in time is a <see cref="TimeoutException"/>.</summary>
    public async Task<Stream> OpenAsync(CancellationToken cancellation) =>
        new PatientStream(
            await _response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false),
            _readTimeout,
            _time
        );

    public void Dispose() => _response.Dispose();

    // Only gzip is asked for, but some servers do not listen.
    private static Stream Decoded(Stream body, IEnumerable<string> encodings)
    {
        foreach (var encoding in encodings.Take(MostEncodings).Reverse())
        {
            body = encoding.ToLowerInvariant() switch
            {
                "gzip" or "x-gzip" => new GZipStream(body, CompressionMode.Decompress),
                "deflate" => new ZLibStream(body, CompressionMode.Decompress),
                "identity" => body,
                _ => throw new HttpFailureException(
                    $"the answer comes in an encoding that was not asked for: {encoding}"
                ),
            };
        }
        return body;
    }

    private string? Header(string name) =>
        _response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    private string? ContentHeader(string name) =>
        _response.Content.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
}
