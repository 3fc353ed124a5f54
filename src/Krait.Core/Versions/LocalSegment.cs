namespace Krait.Versions;

/// <summary>One part of a local version label: a number, or lower-case letters and digits. Numbers sort above words.</summary>
internal readonly struct LocalSegment
{
    private readonly string? _word;
    private readonly VersionNumber _number;

    private LocalSegment(string? word, VersionNumber number)
    {
        _word = word;
        _number = number;
    }

    /// <summary>Reads ASCII letters and digits of any case.</summary>
    public static LocalSegment Parse(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAnyExceptInRange('0', '9'))
        {
            return new LocalSegment(null, VersionNumber.FromDigits(text));
        }
        Span<char> lower = text.Length <= 64 ? stackalloc char[text.Length] : new char[text.Length];
        text.ToLowerInvariant(lower);
        return new LocalSegment(lower.ToString(), default);
    }

    public static int Compare(LocalSegment left, LocalSegment right) =>
        (left._word, right._word) switch
        {
            (null, null) => VersionNumber.Compare(left._number, right._number),
            (null, _) => 1,
            (_, null) => -1,
            _ => string.CompareOrdinal(left._word, right._word),
        };

    public override int GetHashCode() =>
        _word is null ? _number.GetHashCode() : string.GetHashCode(_word, StringComparison.Ordinal);

    public override string ToString() => _word ?? _number.ToString();
}
