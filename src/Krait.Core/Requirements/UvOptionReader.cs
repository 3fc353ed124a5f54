namespace Krait.Requirements;

/// <summary>
/// Options whose value runs to the end of the line or to the next known option, so that paths may hold blanks; quotes around a value
/// are taken off, backslashes mean nothing.
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
            var unquoted = Unquote(value[..taken].TrimEnd());
            if (unquoted.IsEmpty)
            {
                throw new FormatException($"`{text[start..(start + length)]}` must be followed by a value");
            }
            options.Add(new FoundOption(option, unquoted.ToString(), start));
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
        if (!value.IsEmpty && value[0] is '"' or '\'' && value[1..].IndexOf(value[0]) is >= 0 and var close)
        {
            return close + 2;
        }
        var oneWord = option.IsOfRequirement();
        for (var i = 0; i < value.Length; i++)
        {
            if (
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

    private static ReadOnlySpan<char> Unquote(ReadOnlySpan<char> value) =>
        value.Length >= 2 && value[0] is '"' or '\'' && value[^1] == value[0] ? value[1..^1] : value;
}
