namespace Krait.TestKit;

/// <summary>A way in which an answer goes wrong.</summary>
public abstract record IndexFault
{
    /// <summary>Promises the whole body, sends <paramref name="Sent"/> bytes, then drops the connection.</summary>
    public sealed record Truncate(int Sent) : IndexFault;

    /// <summary>Drops the connection before any byte of the answer.</summary>
    public sealed record Reset : IndexFault;

    /// <summary>Sends <paramref name="Sent"/> bytes of the body, then nothing until the client goes away.</summary>
    public sealed record Stall(int Sent) : IndexFault;

    /// <summary>Sends the body in pieces with a pause after each.</summary>
    public sealed record Slow(int Piece, TimeSpan Pause) : IndexFault;

    /// <summary>Answers with this status and no body worth reading.</summary>
    public sealed record Status(int Code, int? RetryAfterSeconds = null) : IndexFault;

    /// <summary>The right length, one bit of the last byte wrong.</summary>
    public sealed record WrongBytes : IndexFault;

    /// <summary>Adds this to the promised Content-Length; the connection ends after the real body.</summary>
    public sealed record WrongLength(int Difference) : IndexFault;

    /// <summary>Redirects to itself with a counter, for ever.</summary>
    public sealed record RedirectLoop : IndexFault;

    /// <summary>Redirects to this address.</summary>
    public sealed record Redirect(string Location, int Code = 302) : IndexFault;

    /// <summary>Says <c>Content-Encoding: gzip</c> over bytes that are none.</summary>
    public sealed record GzipGarbage : IndexFault;

    /// <summary>Packs the body as the given Content-Encoding wants it, whatever was asked for; one that is not known stays a claim.</summary>
    public sealed record Encoded(string Encoding) : IndexFault;

    /// <summary>Another status over the right body.</summary>
    public sealed record Claim(int Code) : IndexFault;

    /// <summary>Another body in place of the right one.</summary>
    public sealed record Body(string Text, string ContentType) : IndexFault;

    /// <summary>Ignores Range headers: always the whole body with 200.</summary>
    public sealed record NoRanges : IndexFault;
}
