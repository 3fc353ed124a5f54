namespace Krait.Vectors;

/// <summary>What became of a case.</summary>
public enum CaseOutcome
{
    /// <summary>Krait gives the expected answer.</summary>
    Held,

    /// <summary>It gives another.</summary>
    Failed,

    /// <summary>It gives another on purpose.</summary>
    Excepted,

    /// <summary>What the case asks for is not built yet.</summary>
    Waiting,
}

/// <summary>The outcome of one case.</summary>
/// <param name="Id">The row's <c>id</c>; what follows a <c>#</c> or <c>@</c> tells several cases of a row apart.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Text">The difference of a failed case, the reason of one that is excepted or waits; else null.</param>
public sealed record CaseResult(string Id, CaseOutcome Outcome, string? Text)
{
    /// <summary>Held where <paramref name="difference"/> is null, else failed.</summary>
    public static CaseResult Of(string id, string? difference) =>
        new(id, difference is null ? CaseOutcome.Held : CaseOutcome.Failed, difference);

    public static CaseResult Excepted(string id, string reason) => new(id, CaseOutcome.Excepted, reason);

    public static CaseResult Waiting(string id, string reason) => new(id, CaseOutcome.Waiting, reason);
}
