using System.Text.RegularExpressions;

namespace Krait.Tests.Repository;

/// <summary>
/// A loop for each parser of text that has none of its own, on its samples and, where they are beside this checkout, on vectors; what the
/// seeds are made of are the words.
/// </summary>
public partial class TextFuzzTests
{
    private const int MostVectors = 100;
    private const int LongestVector = 2_000;
    private const int MostWords = 300;

    private static readonly string[] OddWords =
    [
        "\n",
        "\r\n",
        "\t",
        "\0",
        "\u0661",
        "\u2028",
        "\uFEFF",
        "\uD800",
        "99999999999999999999",
        "..",
        "://",
        "%00",
    ];

    public static TheoryData<string> Names =>
        [.. TextParser.All.Where(parser => parser.Loops is null).Select(parser => parser.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_text_is_read_or_refused(string name)
    {
        var parser = TextParser.All.First(parser => parser.Name == name);
        Assert.NotEmpty(parser.Samples);
        Fuzzing.Truncate(parser.Samples, parser.Parse);
        string[] seeds = [.. parser.Samples, .. Vectors(parser)];
        var words = seeds.SelectMany(seed => Word().Matches(seed)).Select(word => word.Value).Distinct();
        Fuzzing.Run(seeds, [.. words.Take(MostWords), .. OddWords], parser.Parse, name);
    }

    /// <summary>Some from all over the files.</summary>
    private static IEnumerable<string> Vectors(TextParser parser)
    {
        if (RepositoryRoot.Shared("vectors") is not { } folder)
            return [];
        var inputs = parser.Inputs(folder).Where(input => input.Length <= LongestVector).ToList();
        var stride = 1 + inputs.Count / MostVectors;
        return inputs.Where((_, at) => at % stride == 0);
    }

    [GeneratedRegex(@"\w+|[^\w\s]+", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Word();
}
