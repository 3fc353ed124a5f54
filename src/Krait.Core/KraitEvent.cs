namespace Krait;

/// <summary>What the library reports while it works: the one seam for progress, warnings and traces.</summary>
public abstract record KraitEvent
{
    /// <summary>Something the reader should know, though the work goes on.</summary>
    public sealed record Warning(string Text, IReadOnlyList<string> Hints) : KraitEvent;

    /// <summary>Detail for those who ask with <c>--verbose</c>.</summary>
    public sealed record Trace(string Text) : KraitEvent;

    /// <summary>The resolver is looking at a package; <paramref name="Version"/> is null before one is chosen.</summary>
    public sealed record Resolving(string Name, string? Version) : KraitEvent;

    /// <summary>Bytes of one download; <paramref name="Total"/> in bytes, null where the server did not say.</summary>
    public sealed record Downloading(string Name, long Received, long? Total) : KraitEvent;

    /// <summary>A step of a known number of steps is done: <c>Preparing</c>, <c>Installing</c>, <c>Uninstalling</c>.</summary>
    public sealed record Progress(string Step, int Done, int Total) : KraitEvent;
}
