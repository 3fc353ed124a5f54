using System.Globalization;
using Krait.Cache;
using Krait.Http;

namespace Krait.Sources;

/// <summary>A download over several attempts.</summary>
/// <param name="distribution">What is downloaded.</param>
/// <param name="sink">Where it goes.</param>
/// <param name="declared">Its length as the index has it; null where it does not say.</param>
internal sealed class Transfer(Distribution distribution, DownloadSink sink, long? declared)
{
    /// <summary>No wheel is longer, and what says so neither in the index nor in its head is not read for ever.</summary>
    private const long LongestUnannounced = 16L << 30;
    private const long ReportStep = 256 << 10;

    private string? _etag;
    private string? _lastModified;
    private CachePolicy _policy;
    private long? _advertised;
    private long _reported;

    public Distribution Distribution => distribution;

    public DownloadSink Sink => sink;

    /// <summary>The length that is to come in all; null where nobody says.</summary>
    public long? Expected => declared ?? _advertised;

    /// <summary>Tells how far the transfer is, now and then.</summary>
    public void Report(IProgress<KraitEvent>? events)
    {
        if (events is null || (sink.Received - _reported < ReportStep && sink.Received != Expected))
            return;
        _reported = sink.Received;
        events.Report(new KraitEvent.Downloading(distribution.Name.Value, sink.Received, Expected));
    }

    /// <summary>The whole file at first, and the rest of it after a break.</summary>
    public HttpCall NextCall(Uri address) =>
        sink.Received > 0
        && (_etag ?? _lastModified) is { } validator
        && !validator.StartsWith("W/", StringComparison.Ordinal)
            ? new HttpCall
            {
                Url = address,
                RangeStart = sink.Received,
                IfRange = validator,
            }
            : new HttpCall { Url = address };

    /// <summary>Looks at the head of an answer: the whole file, or what follows what is here already.</summary>
    public void Begin(HttpReply reply)
    {
        if (
            reply.Status == 206
            && sink.Received > 0
            && reply.ContentRange is { } range
            && range.From == sink.Received
        )
        {
            Compare(range.Length);
            return;
        }
        if (reply.Status is 206 or 416)
        {
            sink.Restart(null);
            throw new HttpFailureException(
                "the server answered another range than the one asked for",
                passing: true
            );
        }
        if (!reply.IsWhole)
            throw HttpFailure.Status(reply);
        Compare(reply.ContentLength);
        _advertised = reply.ContentLength;
        _etag = reply.ETag;
        _lastModified = reply.LastModified;
        _policy = CachePolicy.Of(reply);
        sink.Restart(Expected);
    }

    public void CheckLength()
    {
        if (sink.Received > (Expected ?? LongestUnannounced))
            throw Mismatch("sent more");
    }

    public void End()
    {
        if (Expected is { } expected && sink.Received != expected)
            throw Mismatch($"sent {Text(sink.Received)}");
    }

    public WheelPointer Pointer(string sha256, long now) =>
        new()
        {
            Sha256 = sha256,
            ETag = _etag,
            LastModified = _lastModified,
            Fetched = now,
            MaxAge = _policy.MaxAge,
        };

    private void Compare(long? advertised)
    {
        if (advertised is { } length && declared is { } expected && length != expected)
        {
            throw new HttpFailureException(
                $"Content-Length mismatch for `{distribution.FileName}`: expected {Text(expected)} bytes, "
                    + $"but the server advertised {Text(length)} bytes"
            );
        }
    }

    private HttpFailureException Mismatch(string what) =>
        new(
            $"the length of `{distribution.FileName}` is wrong: expected {Text(Expected ?? LongestUnannounced)} bytes, but the server {what}"
        );

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
