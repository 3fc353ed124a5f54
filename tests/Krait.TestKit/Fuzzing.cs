using System.Diagnostics;
using System.Text;

namespace Krait.TestKit;

/// <summary>
/// Feeds a parser with spoiled copies of good input for a while. The parser must take or refuse every one of them, with the exceptions it
/// documents, and soon. <c>KRAIT_FUZZ_SECONDS</c> says for how long (default a third of a second), <c>KRAIT_FUZZ_SEED</c> repeats a run.
/// </summary>
public static class Fuzzing
{
    private const int LongestInput = 20_000;
    private static readonly TimeSpan LongestParse = TimeSpan.FromSeconds(5);

    /// <summary>Runs until the time is up.</summary>
    /// <param name="seeds">Good input; at least one.</param>
    /// <param name="tokens">Pieces that mean something to the parser.</param>
    /// <param name="parse">Must not throw; it catches what the parser documents.</param>
    public static void Run(IReadOnlyList<string> seeds, IReadOnlyList<string> tokens, Action<string> parse)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("KRAIT_FUZZ_SEED"), out var given)
            ? given
            : Random.Shared.Next();
        var seconds = double.TryParse(Environment.GetEnvironmentVariable("KRAIT_FUZZ_SECONDS"), out var time)
            ? time
            : 0.3;
        var random = new Random(seed);
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed.TotalSeconds < seconds)
        {
            var input = Spoil(seeds, tokens, random);
            var start = clock.Elapsed;
            try
            {
                parse(input);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException(
                    $"KRAIT_FUZZ_SEED={seed}, input {Show(input)}",
                    exception
                );
            }
            if (clock.Elapsed - start > LongestParse)
                throw new InvalidOperationException($"KRAIT_FUZZ_SEED={seed}, too slow: {Show(input)}");
        }
    }

    /// <summary>Gives every beginning of every seed to the parser.</summary>
    public static void Truncate(IEnumerable<string> seeds, Action<string> parse)
    {
        foreach (var seed in seeds)
        {
            for (var length = 0; length < seed.Length; length++)
            {
                try
                {
                    parse(seed[..length]);
                }
                catch (Exception exception)
                {
                    throw new InvalidOperationException($"input {Show(seed[..length])}", exception);
                }
            }
        }
    }

    private static string Spoil(IReadOnlyList<string> seeds, IReadOnlyList<string> tokens, Random random)
    {
        var text = new StringBuilder(seeds[random.Next(seeds.Count)]);
        var changes = random.Next(1, 6);
        for (var i = 0; i < changes && text.Length < LongestInput; i++)
        {
            var at = random.Next(text.Length + 1);
            var length = random.Next(Math.Min(8, text.Length - at) + 1);
            switch (random.Next(8))
            {
                case 0:
                    text.Remove(at, length);
                    break;
                case 1:
                    text.Insert(at, text.ToString(at, length));
                    break;
                case 2:
                    text.Length = at;
                    break;
                case 3:
                    var other = seeds[random.Next(seeds.Count)];
                    text.Insert(at, other.AsSpan(random.Next(other.Length + 1)));
                    break;
                case 4 when tokens.Count > 0:
                    text.Insert(at, tokens[random.Next(tokens.Count)], random.Next(20) == 0 ? 500 : 1);
                    break;
                case 5 when at < text.Length:
                    text[at] = (char)random.Next(random.Next(4) == 0 ? 0x10000 : 0x80);
                    break;
                default:
                    if (tokens.Count > 0)
                        text.Insert(at, tokens[random.Next(tokens.Count)]);
                    break;
            }
        }
        return text.ToString();
    }

    private static string Show(string input) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(input)) + " (base64 of UTF-8)";
}
