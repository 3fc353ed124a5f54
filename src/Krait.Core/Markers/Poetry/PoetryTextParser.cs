using System.Diagnostics.CodeAnalysis;

namespace Krait.Markers.Poetry;

/// <summary>Reads constraints on text: <c>linux || !=win32</c>, <c>'arm' in</c>.</summary>
internal static class PoetryTextParser
{
    public static bool TryParse(
        string text,
        bool isExtra,
        [NotNullWhen(true)] out PoetryTextConstraint? constraint
    )
    {
        constraint = null;
        if (text.Length > PoetryConstraintParser.LongestText)
            return false;
        if (text == "*")
        {
            constraint = PoetryTextConstant.Any;
            return true;
        }
        var alternatives = new List<PoetryTextConstraint>();
        foreach (var alternative in SplitAlternatives(text))
        {
            PoetryTextConstraint? both = null;
            foreach (var part in alternative.Split(',', StringSplitOptions.TrimEntries))
            {
                if (!TryReadSingle(part, isExtra, out var single))
                    return false;
                both = both is null ? single : both.Intersect(single);
            }
            alternatives.Add(both!);
        }
        constraint = alternatives.Count == 1 ? alternatives[0] : new PoetryTextUnion([.. alternatives]);
        return true;
    }

    /// <summary>Cuts at <c>|</c> and <c>||</c>, white space around them dropped.</summary>
    public static List<string> SplitAlternatives(string text)
    {
        var alternatives = new List<string>();
        var rest = text.AsSpan().Trim();
        while (rest.IndexOf('|') is var bar && bar >= 0)
        {
            alternatives.Add(rest[..bar].TrimEnd().ToString());
            rest = rest[(bar + 1)..];
            rest = (rest.StartsWith('|') ? rest[1..] : rest).TrimStart();
        }
        alternatives.Add(rest.ToString());
        return alternatives;
    }

    private static bool TryReadSingle(string text, bool isExtra, [NotNullWhen(true)] out PoetryTextTerm? term)
    {
        term = null;
        if (TryReadPart(text, out var part, out var isIn))
        {
            if (!isExtra)
                term = new PoetryTextTerm(part.Trim(), isIn ? "in" : "not in", isExtra);
            return !isExtra;
        }
        var length =
            text.StartsWith("===", StringComparison.Ordinal) ? 3
            : text.StartsWith("==", StringComparison.Ordinal)
            || text.StartsWith("!=", StringComparison.Ordinal)
                ? 2
            : text.StartsWith('=') ? 1
            : 0;
        var value = text[length..].Trim();
        if (value.Length == 0 || (isExtra && value.AsSpan().ContainsAny(" \t\n\r")))
            return false;
        term = new PoetryTextTerm(value, text.StartsWith('!') && length == 2 ? "!=" : "==", isExtra);
        return true;
    }

    /// <summary>Reads <c>'arm' not in</c>: a quoted text and <c>in</c> behind it.</summary>
    public static bool TryReadPart(string text, out string part, out bool isIn)
    {
        part = "";
        isIn = true;
        if (text.Length < 2 || text[0] is not ('"' or '\''))
            return false;
        var end = text.LastIndexOf(text[0]);
        if (end < 2)
            return false;
        part = text[1..end];
        var word = text[(end + 1)..].TrimStart();
        isIn = word.Equals("in", StringComparison.OrdinalIgnoreCase);
        return isIn || word.Equals("not in", StringComparison.OrdinalIgnoreCase);
    }
}
