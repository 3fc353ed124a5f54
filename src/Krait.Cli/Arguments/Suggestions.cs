namespace Krait.Cli.Arguments;

/// <summary>Finds what may have been meant by a mistyped word, by Jaro similarity.</summary>
internal static class Suggestions
{
    /// <summary>Below this similarity (0 to 1) words are taken as unrelated.</summary>
    private const double Near = 0.7;

    /// <summary>The nearest candidate, or null.</summary>
    public static string? Nearest(string word, IEnumerable<string> candidates) =>
        All(word, candidates) is [.., var best] ? best : null;

    /// <summary>All near candidates, the nearest last.</summary>
    public static IReadOnlyList<string> All(string word, IEnumerable<string> candidates)
    {
        var near = new List<(double Similarity, string Candidate)>();
        foreach (var candidate in candidates)
        {
            var similarity = Similarity(word, candidate);
            if (similarity > Near)
                near.Add((similarity, candidate));
        }
        return
        [
            .. near.OrderBy(n => n.Similarity)
                .ThenBy(n => n.Candidate, StringComparer.Ordinal)
                .Select(n => n.Candidate),
        ];
    }

    /// <summary>The Jaro similarity of two words: 1 for equal ones, 0 for no common letter.</summary>
    public static double Similarity(string one, string other)
    {
        if (one.Length == 0 || other.Length == 0)
            return one.Length == other.Length ? 1 : 0;
        var window = Math.Max(0, Math.Max(one.Length, other.Length) / 2 - 1);
        var matchedInOne = new bool[one.Length];
        var matchedInOther = new bool[other.Length];
        var matches = 0;
        for (var i = 0; i < one.Length; i++)
        {
            for (var j = Math.Max(0, i - window); j < Math.Min(other.Length, i + window + 1); j++)
            {
                if (matchedInOther[j] || one[i] != other[j])
                    continue;
                matchedInOne[i] = matchedInOther[j] = true;
                matches++;
                break;
            }
        }
        if (matches == 0)
            return 0;
        var transposed = 0;
        for (int i = 0, j = 0; i < one.Length; i++)
        {
            if (!matchedInOne[i])
                continue;
            while (!matchedInOther[j])
                j++;
            if (one[i] != other[j++])
                transposed++;
        }
        double m = matches;
        return (m / one.Length + m / other.Length + (m - transposed / 2) / m) / 3;
    }
}
