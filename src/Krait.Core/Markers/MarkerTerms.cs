using Krait.Versions;

namespace Krait.Markers;

/// <summary>Says a set of answers to one decision in comparisons: alternatives, each a list of terms that hold together.</summary>
internal static class MarkerTerms
{
    /// <param name="decision">A yes-or-no decision.</param>
    /// <param name="yes">The answer.</param>
    public static MarkerTerm Of(MarkerDecision decision, bool yes)
    {
        var name = MarkerNames.Of(decision.Variable);
        var literal = Quoted(decision.Literal);
        var text = decision.Kind switch
        {
            MarkerDecisionKind.Extra => $"extra {(yes ? "==" : "!=")} {literal}",
            MarkerDecisionKind.In => $"{name} {(yes ? "in" : "not in")} {literal}",
            _ => $"{literal} {(yes ? "in" : "not in")} {name}",
        };
        return new MarkerTerm(text, decision.TermOrder);
    }

    /// <param name="decision">A many-valued decision.</param>
    /// <param name="cuts">The cuts of its line, in order.</param>
    /// <param name="holds">For each stretch between cuts, whether it belongs to the set; some do and some do not.</param>
    public static List<MarkerTerm[]> Of(MarkerDecision decision, MarkerCut[] cuts, bool[] holds)
    {
        // Joined stretches: only cuts where membership changes count.
        var edges = new List<MarkerCut>(cuts.Length);
        for (var i = 0; i < cuts.Length; i++)
        {
            if (holds[i] != holds[i + 1])
                edges.Add(cuts[i]);
        }
        var isFree = decision.Kind != MarkerDecisionKind.TextAsVersion;
        if (isFree && holds[0] && holds[^1])
        {
            if (AllButPoints(decision, edges) is { } points)
                return [points];
            if (
                edges.Count == 2
                && decision.Kind == MarkerDecisionKind.Version
                && PrefixOf(edges[0], edges[1]) is { } prefix
            )
                return
                [
                    [Term(decision, "!=", prefix)],
                ];
        }
        var alternatives = new List<MarkerTerm[]>();
        var at = 0;
        if (holds[0])
            alternatives.Add(Interval(decision, null, edges[at++]));
        for (; at < edges.Count; at += 2)
            alternatives.Add(Interval(decision, edges[at], at + 1 < edges.Count ? edges[at + 1] : null));
        return alternatives;
    }

    private static MarkerTerm[]? AllButPoints(MarkerDecision decision, List<MarkerCut> edges)
    {
        var terms = new MarkerTerm[edges.Count / 2];
        for (var i = 0; i < terms.Length; i++)
        {
            var low = edges[2 * i];
            var high = edges[2 * i + 1];
            if (low.IsAfter || !high.IsAfter || !low.HasValueOf(high))
                return null;
            terms[i] = Term(decision, "!=", low.Text);
        }
        return terms;
    }

    private static MarkerTerm[] Interval(MarkerDecision decision, MarkerCut? lower, MarkerCut? upper)
    {
        if (lower is { } low && upper is { } high)
        {
            if (!low.IsAfter && high.IsAfter && low.HasValueOf(high))
                return [Term(decision, "==", low.Text)];
            if (decision.Kind == MarkerDecisionKind.Version && PrefixOf(low, high) is { } prefix)
                return [Term(decision, "==", prefix)];
        }
        var terms = new List<MarkerTerm>(2);
        if (lower is { } from)
            terms.Add(Term(decision, from.IsAfter ? ">" : ">=", from.Text));
        if (upper is { } to)
            terms.Add(Term(decision, to.IsAfter ? "<=" : "<", to.Text));
        return [.. terms];
    }

    /// <summary><c>3.8.*</c> for what lies from 3.8 to before 3.9; null for other stretches.</summary>
    private static string? PrefixOf(MarkerCut low, MarkerCut high)
    {
        if (low.IsAfter || high.IsAfter || high.Version.ReleaseLength != 2)
            return null;
        PackageVersion from = low.Version,
            to = high.Version;
        var length = from.ReleaseLength;
        while (length > 1 && from.GetRelease(length - 1) == 0)
            length--;
        if (length > 2 || from.WithReleaseLength(2).NextRelease(2).BaseVersion() != to.BaseVersion())
            return null;
        return length == 1 ? $"{from.WithReleaseLength(1)}.0.*" : $"{from}.*";
    }

    private static MarkerTerm Term(MarkerDecision decision, string sign, string value) =>
        new($"{MarkerNames.Of(decision.Variable)} {sign} {Quoted(value)}", decision.TermOrder);

    private static string Quoted(string value) =>
        value.Contains('\'', StringComparison.Ordinal) ? $"\"{value}\"" : $"'{value}'";
}
