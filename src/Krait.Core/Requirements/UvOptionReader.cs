using System.Text;

namespace Krait.Requirements;

/// <summary>
/// Options whose value runs to the end of the line or to the next known option, so that paths may hold blanks. Quotes and backslashes
/// in a value mean what they mean to a shell; backslashes are separators on Windows, and a quote that stays open is a character.
/// </summary>
internal static class UvOptionReader
{
    /// <summary>Reads the options of one line.</summary>
    /// <exception cref="FormatException">Something that is no option, or an option without its value or with one too many.</exception>
    public static List<FoundOption> Read(ReadOnlySpan<char> text)
    {
        var options = new List<FoundOption>();
        var position = 0;
        while (position < text.Length)
        {
            if (char.IsWhiteSpace(text[position]))
            {
                position++;
                continue;
            }
            var start = position;
            if (!TryReadName(text[position..], out var option, out var length))
            {
                throw new FormatException(
                    $"Unexpected '{text[position]}', expected '-c', '-e', '-r' or the start of a requirement"
                );
            }
            position += length;
            var rest = text[position..];
            if (!option.TakesValue())
            {
                if (!rest.IsEmpty && !char.IsWhiteSpace(rest[0]))
                {
                    throw new FormatException($"Unexpected '{rest[0]}' after `{text[start..position]}`");
                }
                options.Add(new FoundOption(option, null, start));
                continue;
            }
            var value = rest.TrimStart();
            if (value.StartsWith('='))
            {
                value = value[1..].TrimStart();
            }
            position += rest.Length - value.Length;
            var taken = ValueLength(option, value);
            position += taken;
            var written = value[..taken].TrimEnd();
            var plain = option == RequirementsOption.Editable ? Bare(written) : Unquote(written);
            if (plain.Length == 0)
            {
                throw new FormatException($"`{text[start..(start + length)]}` must be followed by a value");
            }
            options.Add(new FoundOption(option, plain, start));
        }
        return options;
    }

    private static bool TryReadName(ReadOnlySpan<char> text, out RequirementsOption option, out int length)
    {
        length = 0;
        option = default;
        if (text.Length < 2 || text[0] != '-')
        {
            return false;
        }
        length = 2;
        if (text[1] == '-')
        {
            var end = text.IndexOfAny(" \t=");
            length = end < 0 ? text.Length : end;
        }
        else if (text.Length > 2 && text[2] is not ('=' or ' ' or '\t'))
        {
            return false;
        }
        return RequirementsOptionNames.TryFind(text[..length], RequirementsDialect.Uv, out option);
    }

    private static int ValueLength(RequirementsOption option, ReadOnlySpan<char> value)
    {
        var oneWord = option.IsOfRequirement();
        for (var i = 0; i < value.Length; i++)
        {
            if (IsEscape(value, i))
            {
                i++;
            }
            else if (value[i] is '"' or '\'' && QuoteEnd(value, i) is >= 0 and var close)
            {
                i = close;
            }
            else if (
                char.IsWhiteSpace(value[i])
                && (
                    oneWord
                    || TryReadName(value[i..].TrimStart(), out _, out _) && value[i..].TrimStart()[1] == '-'
                )
            )
            {
                return i;
            }
        }
        return value.Length;
    }

    /// <summary>Without quotes round the whole: behind <c>-e</c> a marker may follow, whose quotes are its own.</summary>
    private static string Bare(ReadOnlySpan<char> value) =>
        (value is ['"' or '\'', _, ..] && value[^1] == value[0] ? value[1..^1] : value).ToString();

    /// <summary>The value as it is meant; where a quote stays open, as it stands.</summary>
    private static string Unquote(ReadOnlySpan<char> value)
    {
        if (value.IndexOfAny("\"'\\") < 0)
        {
            return value.ToString();
        }
        var plain = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            if (IsEscape(value, i))
            {
                plain.Append(value[++i]);
            }
            else if (value[i] is '"' or '\'')
            {
                var close = QuoteEnd(value, i);
                if (close < 0)
                {
                    return value.ToString();
                }
                for (var k = i + 1; k < close; k++)
                {
                    k += IsEscapeIn(value, i, k) ? 1 : 0;
                    plain.Append(value[k]);
                }
                i = close;
            }
            else
            {
                plain.Append(value[i]);
            }
        }
        return plain.ToString();
    }

    private static int QuoteEnd(ReadOnlySpan<char> value, int open)
    {
        for (var i = open + 1; i < value.Length; i++)
        {
            if (value[i] == value[open])
            {
                return i;
            }
            i += IsEscapeIn(value, open, i) ? 1 : 0;
        }
        return -1;
    }

    private static bool IsEscape(ReadOnlySpan<char> value, int at) =>
        value[at] == '\\' && at + 1 < value.Length && !OperatingSystem.IsWindows();

    /// <summary>Between double quotes a backslash protects a quote and itself, between single ones nothing.</summary>
    private static bool IsEscapeIn(ReadOnlySpan<char> value, int open, int at) =>
        value[open] == '"' && IsEscape(value, at) && value[at + 1] is ('"' or '\\');
}
