namespace Krait.Resolver;

/// <summary>Tags in the order of the numbers in them: <c>cp39</c> before <c>cp310</c>, <c>_2_5_</c> before <c>_2_17_</c>.</summary>
internal sealed class TagOrder : IComparer<string>
{
    public static TagOrder Instance { get; } = new();

    public int Compare(string? left, string? right)
    {
        ReadOnlySpan<char> one = left;
        ReadOnlySpan<char> other = right;
        while (one.Length > 0 && other.Length > 0)
        {
            var (digits, others) = (DigitsOf(one), DigitsOf(other));
            // A number with fewer digits is smaller: leading zeros do not occur in tags.
            var order = digits > 0 && others > 0 ? digits.CompareTo(others) : 0;
            var length = digits > 0 && digits == others ? digits : 1;
            if (order == 0)
                order = one[..length].SequenceCompareTo(other[..length]);
            if (order != 0)
                return order;
            one = one[length..];
            other = other[length..];
        }
        return one.Length.CompareTo(other.Length);
    }

    private static int DigitsOf(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text.Length : end;
    }
}
