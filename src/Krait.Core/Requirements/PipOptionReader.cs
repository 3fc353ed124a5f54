using System.Text;

namespace Krait.Requirements;

/// <summary>Options as a shell and Python's option parser read them: quotes, escapes, abbreviations, values in the next word.</summary>
internal static class PipOptionReader
{
    private static readonly string[] Features =
    [
        "fast-deps",
        "inprocess-build-deps",
        "venv-isolation",
        "truststore",
        "no-binary-enable-wheel-cache",
        "build-constraint",
    ];

    /// <summary>Reads the options of one line; words that belong to none are passed over, as pip does.</summary>
    /// <exception cref="FormatException">An unknown option, one without its value, a value too many, or an open quote.</exception>
    public static List<FoundOption> Read(ReadOnlySpan<char> text)
    {
        var words = Split(text);
        var options = new List<FoundOption>();
        for (var i = 0; i < words.Count; i++)
        {
            var (word, offset) = words[i];
            if (word == "--")
            {
                break;
            }
            if (word.Length < 2 || word[0] != '-')
            {
                continue;
            }
            var isLong = word[1] == '-';
            var equals = isLong ? word.IndexOf('=', StringComparison.Ordinal) : -1;
            var name = isLong ? (equals < 0 ? word.AsSpan() : word.AsSpan(0, equals)) : word.AsSpan(0, 2);
            if (
                isLong
                    ? !RequirementsOptionNames.TryFindAbbreviated(name, out var option)
                    : !RequirementsOptionNames.TryFind(name, RequirementsDialect.Pip, out option)
            )
            {
                throw new FormatException($"no such option: {name}");
            }
            var attached =
                equals >= 0 ? word[(equals + 1)..]
                : !isLong && word.Length > 2 ? word[2..]
                : null;
            if (!option.TakesValue())
            {
                if (attached is not null)
                {
                    throw new FormatException($"{name} option does not take a value");
                }
                options.Add(new FoundOption(option, null, offset));
                continue;
            }
            if (attached is null && ++i == words.Count)
            {
                throw new FormatException($"{name} option requires 1 argument");
            }
            var value = attached ?? words[i].Word;
            if (option == RequirementsOption.UseFeature && !Features.Contains(value, StringComparer.Ordinal))
            {
                throw new FormatException($"{name} option: invalid choice: `{value}`");
            }
            options.Add(new FoundOption(option, value, offset));
        }
        return options;
    }

    /// <summary>Splits into words as a POSIX shell does, without expanding anything.</summary>
    private static List<(string Word, int Offset)> Split(ReadOnlySpan<char> text)
    {
        var words = new List<(string, int)>();
        var word = new StringBuilder();
        var start = -1;
        var quote = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (quote == '\0' && character is ' ' or '\t' or '\r' or '\n')
            {
                if (start >= 0)
                {
                    words.Add((word.ToString(), start));
                    word.Clear();
                    start = -1;
                }
                continue;
            }
            start = start < 0 ? i : start;
            if (character == quote)
            {
                quote = '\0';
            }
            else if (quote == '\0' && character is '"' or '\'')
            {
                quote = character;
            }
            else if (character == '\\' && quote != '\'')
            {
                if (++i == text.Length)
                {
                    throw new FormatException("no escaped character");
                }
                if (quote == '"' && text[i] is not ('"' or '\\'))
                {
                    word.Append('\\');
                }
                word.Append(text[i]);
            }
            else
            {
                word.Append(character);
            }
        }
        if (quote != '\0')
        {
            throw new FormatException("no closing quotation");
        }
        if (start >= 0)
        {
            words.Add((word.ToString(), start));
        }
        return words;
    }
}
