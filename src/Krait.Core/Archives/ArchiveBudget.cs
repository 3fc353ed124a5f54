namespace Krait.Archives;

/// <summary>
/// What an archive may cost. The defaults let every distribution in real use pass, and keep what a few kilobytes can grow to in
/// bounds: beyond <see cref="RatioFrom"/> bytes an archive must not unpack to more than <see cref="Ratio"/> times its size.
/// </summary>
public sealed record ArchiveBudget
{
    public static ArchiveBudget Default { get; } = new();

    /// <summary>The most members; each costs a file.</summary>
    public int Entries { get; init; } = 250_000;

    /// <summary>The longest member name, in bytes of UTF-8.</summary>
    public int NameLength { get; init; } = 4096;

    /// <summary>The most bytes that all members come to.</summary>
    public long TotalSize { get; init; } = 32L << 30;

    /// <summary>Below this many unpacked bytes no ratio is asked for.</summary>
    public long RatioFrom { get; init; } = 64L << 20;

    /// <summary>How many times its own size an archive may unpack to.</summary>
    public int Ratio { get; init; } = 50;

    /// <summary>Refuses a total that the archive's size does not warrant.</summary>
    internal void CheckTotal(long unpacked, long packed)
    {
        if (unpacked < 0 || unpacked > TotalSize)
            throw new ArchiveException(
                $"the archive unpacks to more than the {TotalSize} bytes that are allowed"
            );
        if (unpacked > RatioFrom && unpacked / Ratio > packed)
            throw new ArchiveException(
                $"the archive of {packed} bytes unpacks to {unpacked} bytes, more than {Ratio} times its size"
            );
    }
}
