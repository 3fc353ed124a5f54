using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Krait.TestKit;

/// <summary>
/// Feeds a parser with spoiled copies of good input for a while. The parser must take or refuse every one of them, with the
/// exceptions it documents, soon, and without much memory. Where the library is instrumented (<see cref="BranchCoverage"/>),
/// inputs that reach new branches are kept and spoiled further.
/// </summary>
/// <remarks>
/// <c>KRAIT_FUZZ_SECONDS</c> says for how long (default a third of a second; if it is given, each loop prints what it did),
/// <c>KRAIT_FUZZ_SEED</c> repeats a run, <c>KRAIT_FUZZ_FOLDER</c> is where kept inputs go and come from.
/// </remarks>
public static class Fuzzing
{
    /// <summary>Runs until the time is up.</summary>
    /// <param name="seeds">Good input; at least one.</param>
    /// <param name="tokens">Pieces that mean something to the parser.</param>
    /// <param name="parse">Must not throw; it catches what the parser documents.</param>
    /// <param name="part">Tells the loops of one test apart.</param>
    /// <param name="file">The file of the test.</param>
    /// <param name="member">The test.</param>
    public static void Run(
        IReadOnlyList<string> seeds,
        IReadOnlyList<string> tokens,
        Action<string> parse,
        string part = "",
        [CallerFilePath] string file = "",
        [CallerMemberName] string member = ""
    )
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("KRAIT_FUZZ_SEED"), out var given)
            ? given
            : Random.Shared.Next();
        var isLong = double.TryParse(
            Environment.GetEnvironmentVariable("KRAIT_FUZZ_SECONDS"),
            CultureInfo.InvariantCulture,
            out var seconds
        );
        var name = $"{Path.GetFileNameWithoutExtension(file)}.{member}{(part.Length == 0 ? "" : "." + part)}";
        using var corpus = FuzzingCorpus.Of(name);
        var loop = new FuzzingLoop(seeds, new Mutation(tokens, new Random(seed)), parse, corpus);
        try
        {
            loop.Run(TimeSpan.FromSeconds(isLong ? seconds : 0.3));
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException(
                $"{name}, KRAIT_FUZZ_SEED={seed}, input {Show(loop.Input, corpus)}",
                exception
            );
        }
        if (isLong)
            Console.WriteLine($"{name, -72} {loop}");
    }

    /// <summary>As the other, for a parser of bytes.</summary>
    public static void Run(
        IReadOnlyList<byte[]> seeds,
        IReadOnlyList<string> tokens,
        Action<byte[]> parse,
        string part = "",
        [CallerFilePath] string file = "",
        [CallerMemberName] string member = ""
    ) =>
        Run(
            [.. seeds.Select(Encoding.Latin1.GetString)],
            tokens,
            text => parse(Encoding.Latin1.GetBytes(text)),
            part,
            file,
            member
        );

    /// <summary>Gives every beginning of every seed to the parser.</summary>
    public static void Truncate(IEnumerable<string> seeds, Action<string> parse) =>
        Truncate([.. seeds], parse, long.MaxValue);

    /// <summary>
    /// Gives beginnings of every seed to the parser, the whole among them: every one, unless they come to more than
    /// <paramref name="budget"/> characters; then every second, or third, or as many as fit. Where <c>KRAIT_FUZZ_SECONDS</c> is given,
    /// every one.
    /// </summary>
    public static void Truncate(IReadOnlyCollection<string> seeds, Action<string> parse, long budget)
    {
        var whole = seeds.Sum(seed => (double)seed.Length * seed.Length / 2);
        var isLong = Environment.GetEnvironmentVariable("KRAIT_FUZZ_SECONDS") is not null;
        var stride = isLong ? 1 : Math.Max(1, (int)Math.Ceiling(whole / budget));
        var at = 0;
        foreach (var seed in seeds)
        {
            // The count goes on from seed to seed, so that the cuts fall at other places in each.
            for (at %= stride; at < seed.Length; at += stride)
                Cut(seed, at, parse);
            at -= seed.Length;
            Cut(seed, seed.Length, parse);
        }
    }

    private static void Cut(string seed, int length, Action<string> parse)
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

    /// <summary>The input where it is short, else the file that holds it.</summary>
    private static string Show(string input, FuzzingCorpus? corpus = null) =>
        corpus is not null && input.Length > 500
            ? $"in {corpus.KeepFailed(input)}"
            : Convert.ToBase64String(Encoding.UTF8.GetBytes(input)) + " (base64 of UTF-8)";
}
