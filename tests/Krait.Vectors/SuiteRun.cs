namespace Krait.Vectors;

/// <summary>What a suite's run came to; the failures with their differences, in the order of the cases.</summary>
public sealed record SuiteRun(string Name, int Passed, int Excepted, IReadOnlyList<CaseResult> Failures)
{
    /// <summary>Runs <paramref name="suite"/> on a vectors folder; null where that folder lacks the suite.</summary>
    public static SuiteRun? Of(Suite suite, string vectors)
    {
        var folder = Path.Combine(vectors, suite.Folder);
        if (!Directory.Exists(folder))
            return null;
        var failures = new List<CaseResult>();
        int passed = 0,
            excepted = 0;
        foreach (var result in suite.Run(folder))
        {
            if (result.Difference is null)
                passed++;
            else if (KnownExceptions.All.ContainsKey((suite.Name, result.Id)))
                excepted++;
            else
                failures.Add(result);
        }
        return new SuiteRun(suite.Name, passed, excepted, failures);
    }

    public override string ToString() =>
        $"{Name, -28} {Passed, 7} passed {Failures.Count, 5} failed {Excepted, 4} excepted";
}
