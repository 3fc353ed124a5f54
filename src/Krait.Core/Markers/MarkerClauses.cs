using System.Text;

namespace Krait.Markers;

/// <summary>Writes clauses (an <c>or</c> of <c>and</c>s) as one text, common beginnings said once.</summary>
internal static class MarkerClauses
{
    public static string ToText(List<MarkerTerm[]> clauses)
    {
        MarkerTerm[][] sorted =
        [
            .. clauses
                .Select(clause => clause.OrderBy(term => term.Order).ToArray())
                .OrderBy(clause => clause, Comparer<MarkerTerm[]>.Create(CompareOrders)),
        ];
        return sorted.Length < 2 || Array.TrueForAll(sorted, clause => clause.Length == 1)
            ? Plain(sorted)
            : Factored(sorted);
    }

    private static int CompareOrders(MarkerTerm[]? left, MarkerTerm[]? right)
    {
        for (var i = 0; i < left!.Length && i < right!.Length; i++)
        {
            var order = left[i].Order.CompareTo(right[i].Order);
            if (order != 0)
                return order;
        }
        return left.Length.CompareTo(right!.Length);
    }

    private static string Plain(IReadOnlyList<MarkerTerm[]> clauses)
    {
        var text = new StringBuilder();
        foreach (var clause in clauses)
        {
            if (text.Length > 0)
                text.Append(" or ");
            var parentheses = clauses.Count > 1 && clause.Length > 1;
            text.Append(parentheses ? "(" : "");
            text.AppendJoin(" and ", clause.Select(term => term.Text));
            text.Append(parentheses ? ")" : "");
        }
        return text.ToString();
    }

    private static string Factored(MarkerTerm[][] clauses)
    {
        var groups = Merge(Group(clauses, out var hasGroups), out var hasMerged);
        if (!hasGroups && !hasMerged)
            return Plain(clauses);
        var text = new StringBuilder();
        foreach (var (prefixes, suffixes) in groups)
        {
            if (text.Length > 0)
                text.Append(" or ");
            if (suffixes.Count == 0)
            {
                text.Append(Plain(prefixes));
                continue;
            }
            text.Append(InParentheses(prefixes)).Append(" and ").Append(InParentheses(suffixes));
        }
        return text.ToString();
    }

    private static string InParentheses(List<MarkerTerm[]> clauses) =>
        clauses.Count > 1 ? $"({Plain(clauses)})" : Plain(clauses);

    /// <summary>Clauses with the same first term, each group as its longest common beginning and what follows it.</summary>
    private static List<(MarkerTerm[] Prefix, List<MarkerTerm[]> Suffixes)> Group(
        MarkerTerm[][] clauses,
        out bool isFactored
    )
    {
        isFactored = false;
        var groups = new List<(MarkerTerm[] Prefix, List<MarkerTerm[]> Suffixes)>();
        foreach (var group in clauses.GroupBy(clause => clause[0]))
        {
            MarkerTerm[][] members = [.. group];
            isFactored |= members.Length > 1;
            var length = members.Length == 1 ? 1 : members[0].Length;
            foreach (var member in members)
            {
                var common = member.AsSpan().CommonPrefixLength(members[0]);
                length = Math.Min(length, common);
            }
            var suffixes = members.Select(member => member[length..]).ToList();
            if (suffixes.Exists(suffix => suffix.Length == 0))
                suffixes.Clear();
            groups.Add((members[0][..length], suffixes));
        }
        return groups;
    }

    private static List<(List<MarkerTerm[]> Prefixes, List<MarkerTerm[]> Suffixes)> Merge(
        List<(MarkerTerm[] Prefix, List<MarkerTerm[]> Suffixes)> groups,
        out bool hasMerged
    )
    {
        hasMerged = false;
        var merged = new List<(List<MarkerTerm[]> Prefixes, List<MarkerTerm[]> Suffixes)>();
        foreach (var (prefix, suffixes) in groups)
        {
            var same = merged.FindIndex(other => AreSame(other.Suffixes, suffixes));
            if (same < 0)
                merged.Add(([prefix], suffixes));
            else
            {
                merged[same].Prefixes.Add(prefix);
                hasMerged |= suffixes.Count > 0;
            }
        }
        return merged;
    }

    private static bool AreSame(List<MarkerTerm[]> left, List<MarkerTerm[]> right)
    {
        if (left.Count != right.Count)
            return false;
        for (var i = 0; i < left.Count; i++)
        {
            if (!left[i].AsSpan().SequenceEqual(right[i]))
                return false;
        }
        return true;
    }
}
