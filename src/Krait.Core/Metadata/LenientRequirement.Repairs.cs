using System.Text;

namespace Krait.Metadata;

public static partial class LenientRequirement
{
    private static readonly Func<string, string>[] Repairs =
    [
        InsertMissingComma,
        ReadNotEqualTilde,
        DropStarAfterOrdering,
        InsertDotBeforeStar,
        DropTrailingComma,
        ReadGreaterThanDev,
        DropZeroAfterSuffix,
        DropStrayQuotes,
    ];

    private static bool IsOperator(char c) => c is '<' or '>' or '=' or '~' or '^' or '!';

    /// <summary><c>&gt;=7.2.0&lt;8.0.0</c>: an operator right behind a digit begins the next specifier.</summary>
    private static string InsertMissingComma(string text)
    {
        var repaired = new StringBuilder(text.Length + 4);
        for (var i = 0; i < text.Length; i++)
        {
            if (i > 0 && IsOperator(text[i]) && char.IsAsciiDigit(text[i - 1]))
                repaired.Append(',');
            repaired.Append(text[i]);
        }
        return repaired.ToString();
    }

    /// <summary><c>!=~5.0</c> is meant as <c>!=5.0.*</c>.</summary>
    private static string ReadNotEqualTilde(string text)
    {
        var at = text.IndexOf("!=~", StringComparison.Ordinal);
        if (at < 0)
            return text;
        var end = EndOfRelease(text, at + 3);
        return end == at + 3
            ? text
            : $"{text[..at]}!={text[(at + 3)..end]}.*{ReadNotEqualTilde(text[end..])}";
    }

    /// <summary><c>&gt;= 1.9.*</c>: an ordering has no use for the star.</summary>
    private static string DropStarAfterOrdering(string text)
    {
        var repaired = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; )
        {
            if (text[i] is not ('<' or '>'))
            {
                repaired.Append(text[i++]);
                continue;
            }
            var version = i + 1;
            if (version < text.Length && text[version] == '=')
                version++;
            var operatorEnd = version;
            while (version < text.Length && char.IsWhiteSpace(text[version]))
                version++;
            var end = EndOfRelease(text, version);
            if (end > version && text.AsSpan(end).StartsWith(".*"))
            {
                repaired.Append(text, i, operatorEnd - i).Append(text, version, end - version);
                i = end + 2;
            }
            else
            {
                repaired.Append(text, i, operatorEnd - i);
                i = operatorEnd;
            }
        }
        return repaired.ToString();
    }

    /// <summary><c>!=3.0*</c> lacks a dot.</summary>
    private static string InsertDotBeforeStar(string text)
    {
        var repaired = new StringBuilder(text.Length + 4);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '*' && i > 0 && char.IsAsciiDigit(text[i - 1]))
                repaired.Append('.');
            repaired.Append(text[i]);
        }
        return repaired.ToString();
    }

    private static string DropTrailingComma(string text)
    {
        var trimmed = text.AsSpan().TrimEnd();
        return trimmed.EndsWith(",") ? trimmed[..^1].ToString() : text;
    }

    /// <summary><c>&gt;dev</c> is meant as any version at all.</summary>
    private static string ReadGreaterThanDev(string text) =>
        text.Replace(">dev", ">0.0.0dev", StringComparison.Ordinal);

    /// <summary><c>9.0a1.0</c>: nothing follows the number of a pre-release.</summary>
    private static string DropZeroAfterSuffix(string text)
    {
        for (var i = 0; i + 1 < text.Length; i++)
        {
            if (text[i] != '.' || text[i + 1] != '0' || (i + 2 < text.Length && IsVersionPart(text[i + 2])))
                continue;
            var digits = i;
            while (digits > 0 && char.IsAsciiDigit(text[digits - 1]))
                digits--;
            var before = text.AsSpan(0, digits);
            if (
                digits < i
                && (before.EndsWith("a") || before.EndsWith("b") || before.EndsWith("rc"))
                && before.TrimEnd("abrc") is [.., var last]
                && char.IsAsciiDigit(last)
            )
                return text[..i] + DropZeroAfterSuffix(text[(i + 2)..]);
        }
        return text;
    }

    /// <summary>Quotes belong into markers only.</summary>
    private static string DropStrayQuotes(string text)
    {
        var end = text.IndexOf(';', StringComparison.Ordinal);
        if (end < 0)
            end = text.Length;
        if (text.AsSpan(0, end).IndexOfAny('\'', '"') < 0)
            return text;
        var repaired = new StringBuilder(text.Length);
        foreach (var c in text.AsSpan(0, end))
        {
            if (c is not ('\'' or '"'))
                repaired.Append(c);
        }
        return repaired.Append(text, end, text.Length - end).ToString();
    }

    private static bool IsVersionPart(char c) =>
        char.IsAsciiLetterOrDigit(c) || c is '.' or '+' or '!' or '_' or '*';

    /// <summary>The end of digits joined by dots that begin at <paramref name="start"/>.</summary>
    private static int EndOfRelease(string text, int start)
    {
        var end = start;
        for (var i = start; i < text.Length; i++)
        {
            if (char.IsAsciiDigit(text[i]))
                end = i + 1;
            else if (text[i] != '.' || end != i || i == start)
                break;
        }
        return end;
    }
}
