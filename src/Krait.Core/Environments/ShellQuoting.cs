using System.Globalization;
using System.Text;

namespace Krait.Environments;

/// <summary>Writes a text as a literal of a language, so that nothing in it is read as code.</summary>
internal static class ShellQuoting
{
    /// <summary>sh, bash, zsh, dash, ksh.</summary>
    public static string Posix(string text) =>
        "'" + text.Replace("'", "'\"'\"'", StringComparison.Ordinal) + "'";

    /// <summary>csh and tcsh: history and line ends act inside quotes as well.</summary>
    public static string CShell(string text) =>
        Posix(text)
            .Replace("!", "\\!", StringComparison.Ordinal)
            .Replace("\n", "\\\n", StringComparison.Ordinal);

    public static string Fish(string text) =>
        "'"
        + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)
        + "'";

    /// <summary>A raw string of Nushell, with more number signs than the text has in a row.</summary>
    public static string Nushell(string text)
    {
        var longest = 0;
        var run = 0;
        foreach (var c in text)
        {
            run = c == '#' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        var signs = new string('#', longest + 1);
        return $"r{signs}'{text}'{signs}";
    }

    /// <summary>PowerShell takes typographic quotes for quotes too: they are doubled as well.</summary>
    public static string PowerShell(string text)
    {
        var result = new StringBuilder("'");
        foreach (var c in text)
        {
            if (c is '\'' or '\u2018' or '\u2019' or '\u201A' or '\u201B')
            {
                result.Append(c);
            }

            result.Append(c);
        }

        return result.Append('\'').ToString();
    }

    /// <summary>Python, and xonsh: ASCII only.</summary>
    public static string Python(string text)
    {
        var result = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' or '\\' => result.Append('\\').Append((char)rune.Value),
                >= ' ' and < 127 => result.Append((char)rune.Value),
                <= 0xFFFF => result.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"),
                _ => result.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}"),
            };
        }

        return result.Append('"').ToString();
    }

    /// <summary>
    /// The value in <c>set "NAME=value"</c> of a batch file. What cannot be written there (quotes, line ends) is left
    /// out.
    /// </summary>
    public static string Batch(string text)
    {
        var result = new StringBuilder();
        foreach (var c in text)
        {
            if (c == '%')
            {
                result.Append("%%");
            }
            else if (c is not ('"' or '\r' or '\n'))
            {
                result.Append(c);
            }
        }

        return result.ToString();
    }
}
