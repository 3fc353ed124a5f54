using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Krait.Metadata;

/// <summary>
/// License expressions: identifiers of the SPDX list or <c>LicenseRef-…</c>, with an optional <c>+</c>, <c>WITH</c> an exception,
/// joined by <c>AND</c> and <c>OR</c>, grouped by parentheses. Implements PEP 639 on the SPDX license list.
/// </summary>
public static partial class LicenseExpression
{
    private const int DeepestGroup = 200;
    private const string Reference = "LicenseRef-";

    private static readonly HashSet<string> s_licenses = Known(Licenses);
    private static readonly HashSet<string> s_exceptions = Known(Exceptions);
    private static readonly SearchValues<char> TokenEnds = SearchValues.Create("() \t\r\n");

    /// <summary>Reads an expression and gives it in canonical case and spacing.</summary>
    /// <returns>false for anything else, an empty text among it.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out string? canonical)
    {
        canonical = null;
        var written = new StringBuilder(text.Length);
        var depth = 0;
        var expected = Token.Operand;
        while (TryToken(ref text, out var token))
        {
            switch (expected)
            {
                case Token.Operand when token is "(":
                    if (++depth > DeepestGroup)
                        return false;
                    Append(written, "(");
                    continue;
                case Token.Operand when TryLicense(token, out var license):
                    Append(written, license);
                    expected = Token.WithOrJoin;
                    continue;
                case Token.Exception when Find(s_exceptions, token) is { } exception:
                    Append(written, exception);
                    expected = Token.Join;
                    continue;
                case Token.WithOrJoin when token.Equals("with", StringComparison.OrdinalIgnoreCase):
                    Append(written, "WITH");
                    expected = Token.Exception;
                    continue;
                case Token.WithOrJoin or Token.Join when token is ")" && depth > 0:
                    depth--;
                    written.Append(')');
                    expected = Token.Join;
                    continue;
                case Token.WithOrJoin
                or Token.Join when token.Equals("and", StringComparison.OrdinalIgnoreCase):
                    Append(written, "AND");
                    expected = Token.Operand;
                    continue;
                case Token.WithOrJoin
                or Token.Join when token.Equals("or", StringComparison.OrdinalIgnoreCase):
                    Append(written, "OR");
                    expected = Token.Operand;
                    continue;
                default:
                    return false;
            }
        }
        if (depth != 0 || expected is Token.Operand or Token.Exception)
            return false;
        canonical = written.ToString();
        return true;
    }

    private enum Token
    {
        Operand,
        Exception,
        WithOrJoin,
        Join,
    }

    private static void Append(StringBuilder to, ReadOnlySpan<char> token)
    {
        if (to.Length > 0 && to[^1] != '(')
            to.Append(' ');
        to.Append(token);
    }

    private static bool TryToken(ref ReadOnlySpan<char> text, out ReadOnlySpan<char> token)
    {
        text = text.TrimStart();
        var length =
            text.IsEmpty ? 0
            : text[0] is '(' or ')' ? 1
            : text.IndexOfAny(TokenEnds) is var end and >= 0 ? end
            : text.Length;
        token = text[..length];
        text = text[length..];
        return length > 0;
    }

    private static bool TryLicense(ReadOnlySpan<char> token, [NotNullWhen(true)] out string? license)
    {
        license = null;
        if (token.StartsWith(Reference, StringComparison.OrdinalIgnoreCase))
        {
            var name = token[Reference.Length..];
            foreach (var c in name)
            {
                if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-'))
                    return false;
            }
            license = name.IsEmpty ? null : string.Concat(Reference, name);
            return license is not null;
        }
        var isOrLater = token.EndsWith("+");
        if (Find(s_licenses, token) is { } exact)
            license = exact;
        else if (isOrLater && Find(s_licenses, token[..^1]) is { } plain)
            license = plain + "+";
        return license is not null;
    }

    /// <summary>The identifiers of a list, joined by blanks, to be found without regard to case.</summary>
    private static HashSet<string> Known(string list) =>
        new(list.Split(' '), StringComparer.OrdinalIgnoreCase);

    /// <summary>The identifier in its own spelling; null if it is none of these.</summary>
    private static string? Find(HashSet<string> known, ReadOnlySpan<char> token) =>
        known.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(token, out var identifier)
            ? identifier
            : null;
}
