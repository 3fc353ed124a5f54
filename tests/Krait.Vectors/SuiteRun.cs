namespace Krait.Vectors;

/// <summary>What a suite's run came to, case by case.</summary>
public sealed class SuiteRun
{
    private SuiteRun(Suite suite, IReadOnlyList<CaseResult> results)
    {
        Suite = suite;
        Results = results;
    }

    public Suite Suite { get; }

    /// <summary>Every case, in the order of the suite.</summary>
    public IReadOnlyList<CaseResult> Results { get; }

    /// <summary>The cases whose answer differs and should not; the text is the difference.</summary>
    public IEnumerable<CaseResult> Failures => Results.Where(r => r.Outcome == CaseOutcome.Failed);

    /// <summary>Runs <paramref name="suite"/> on a vectors folder; null where that folder lacks the suite.</summary>
    public static SuiteRun? Of(Suite suite, string vectors)
    {
        var folder = Path.Combine(vectors, suite.Folder);
        return Directory.Exists(folder)
            ? new(suite, [.. suite.Run(folder).Select(result => WithException(suite, result))])
            : null;
    }

    public int Count(CaseOutcome outcome) => Results.Count(r => r.Outcome == outcome);

    /// <summary>A line for each reason why cases are excepted or wait, with their number.</summary>
    public IEnumerable<string> Reasons() =>
        Results
            .Where(r => r.Outcome is CaseOutcome.Excepted or CaseOutcome.Waiting)
            .GroupBy(r => (r.Outcome, r.Text))
            .OrderBy(g => g.Key.Outcome)
            .ThenByDescending(g => g.Count())
            .Select(g => $"{g.Count(), 8} {Word(g.Key.Outcome)}: {g.Key.Text}");

    public override string ToString() =>
        $"{Suite.Name, -30} {Count(CaseOutcome.Held), 6} held {Count(CaseOutcome.Failed), 5} failed "
        + $"{Count(CaseOutcome.Excepted), 5} excepted {Count(CaseOutcome.Waiting), 5} waiting";

    // An exception that is not needed any more is a failure: lists must not outlive their reasons.
    private static CaseResult WithException(Suite suite, CaseResult result) =>
        !KnownExceptions.All.TryGetValue((suite.Name, result.Id), out var reason) ? result
        : result.Outcome == CaseOutcome.Failed ? CaseResult.Excepted(result.Id, reason)
        : CaseResult.Of(result.Id, $"is excepted ({reason}), but nothing differs");

    private static string Word(CaseOutcome outcome) =>
        outcome == CaseOutcome.Excepted ? "excepted" : "waiting";
}
