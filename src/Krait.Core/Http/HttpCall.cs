namespace Krait.Http;

/// <summary>One request, before credentials, redirects and repetitions.</summary>
public sealed record HttpCall
{
    /// <summary>http or https; user information in it is moved to the credential store, and never sent as part of the address.</summary>
    public required Uri Url { get; init; }

    /// <summary>Ask for the head only.</summary>
    public bool HeadOnly { get; init; }

    /// <summary>The Accept header; null sends none.</summary>
    public string? Accept { get; init; }

    /// <summary>
    /// Whether the answer may come compressed. Never for archives: they are stored and hashed as they are sent,
    /// whatever the server's Content-Encoding claims.
    /// </summary>
    public bool AcceptGzip { get; init; }

    /// <summary>The entity tag that the caller has.</summary>
    public string? IfNoneMatch { get; init; }

    /// <summary>The modification date that the caller has, as the server gave it.</summary>
    public string? IfModifiedSince { get; init; }

    /// <summary>First byte wanted; with <see cref="RangeEnd"/> null, all from there on.</summary>
    public long? RangeStart { get; init; }

    /// <summary>Last byte wanted, inclusive; with <see cref="RangeStart"/> null, so many bytes from the end.</summary>
    public long? RangeEnd { get; init; }

    /// <summary>Send the range only if the file is still the one with this tag or date, else the whole.</summary>
    public string? IfRange { get; init; }

    /// <summary>Do not serve from any cache on the way (<c>--refresh</c>).</summary>
    public bool NoCache { get; init; }

    internal bool HasRange => RangeStart is not null || RangeEnd is not null;
}
