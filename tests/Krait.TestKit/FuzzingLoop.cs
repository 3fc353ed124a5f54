using System.Diagnostics;

namespace Krait.TestKit;

/// <summary>One parser under spoiled input, and what came of it.</summary>
internal sealed class FuzzingLoop(
    IReadOnlyList<string> seeds,
    Mutation mutation,
    Action<string> parse,
    FuzzingCorpus? corpus
)
{
    // Far above what any honest input of that length needs, on a busy machine.
    private const long MostBytes = 256L << 20;
    private static readonly TimeSpan LongestParse = TimeSpan.FromSeconds(5);

    private readonly byte[] _seen = BranchCoverage.NewMap();
    private readonly List<string> _inputs = [.. seeds];
    private long _runs;
    private TimeSpan _slowest;
    private long _most;

    /// <summary>What was parsed last.</summary>
    public string Input { get; private set; } = "";

    /// <summary>Runs until the time is up.</summary>
    /// <exception cref="Exception">Whatever the parser let out; or it was slow, or took much memory.</exception>
    public void Run(TimeSpan time)
    {
        var clock = Stopwatch.StartNew();
        var given = corpus?.Inputs.ToList() ?? [];
        given.AddRange(seeds);
        foreach (var input in given)
        {
            if (One(input))
                _inputs.Add(input);
        }
        while (clock.Elapsed < time)
        {
            var input = mutation.Of(_inputs);
            if (!One(input))
                continue;
            _inputs.Add(input);
            corpus?.Keep(input);
        }
    }

    public override string ToString()
    {
        var edges = BranchCoverage.IsOn ? $"{_seen.Count(count => count != 0)}" : "-";
        return $"{_runs, 9} inputs {edges, 6} edges {_inputs.Count - seeds.Count, 6} kept "
            + $"{_slowest.TotalMilliseconds, 8:F1} ms slowest {_most >> 10, 7} KiB most";
    }

    /// <summary>True if the input reached something new.</summary>
    private bool One(string input)
    {
        Input = input;
        corpus?.Try(input);
        if (BranchCoverage.IsOn)
            BranchCoverage.Clear();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var start = ProcessorTime.Now();
        parse(input);
        var took = ProcessorTime.Since(start);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        _runs++;
        _slowest = took > _slowest ? took : _slowest;
        _most = Math.Max(_most, allocated);
        if (took > LongestParse)
            throw new InvalidOperationException($"it took {took.TotalSeconds:F1} s");
        if (allocated > MostBytes)
            throw new InvalidOperationException($"it took {allocated >> 20} MiB");
        return BranchCoverage.IsOn && BranchCoverage.AddTo(_seen);
    }
}
