using System.Text;

namespace Krait.Pythons;

/// <summary>
/// Reads single values out of files that Python's build wrote: <c>_sysconfigdata*.py</c>, one dictionary of strings and
/// numbers, a key a line; and <c>patchlevel.h</c>.
/// </summary>
internal static class PythonTextFile
{
    /// <summary>
    /// The value of a key as text: of a string its characters, of a number its digits. Null when the key is absent or
    /// its value is neither. Adjacent string literals are joined, as the writer breaks long ones.
    /// </summary>
    public static string? DictionaryValue(ReadOnlySpan<byte> file, ReadOnlySpan<byte> key)
    {
        Span<byte> wanted = stackalloc byte[key.Length + 4];
        wanted[0] = (byte)'\'';
        key.CopyTo(wanted[1..]);
        "': "u8.CopyTo(wanted[(key.Length + 1)..]);
        for (var at = file.IndexOf(wanted); at >= 0; )
        {
            // At the start of a line, after blanks or the opening brace: not inside a value.
            if (at > 0 && file[at - 1] is (byte)' ' or (byte)'{')
            {
                return Literal(file[(at + wanted.Length)..]);
            }

            var next = file[(at + 1)..].IndexOf(wanted);
            at = next < 0 ? -1 : at + 1 + next;
        }

        return null;
    }

    /// <summary>The text that a header defines a name as, without quotes; null when it does not.</summary>
    public static string? Definition(ReadOnlySpan<byte> header, ReadOnlySpan<byte> name)
    {
        for (var rest = header; ; )
        {
            var at = rest.IndexOf(name);
            if (at < 0)
            {
                return null;
            }

            var after = rest[(at + name.Length)..];
            var before = rest[..at].TrimEnd(" \t"u8);
            if (before.EndsWith("#define"u8) && after.Length > 0 && after[0] is (byte)' ' or (byte)'\t')
            {
                var line = after[..Math.Max(0, after.IndexOf((byte)'\n'))].Trim(" \t\r\""u8);
                return Encoding.ASCII.GetString(line);
            }

            rest = after;
        }
    }

    private static string? Literal(ReadOnlySpan<byte> text)
    {
        if (text.Length > 0 && (text[0] is >= (byte)'0' and <= (byte)'9'))
        {
            var end = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            return Encoding.ASCII.GetString(end < 0 ? text : text[..end]);
        }

        var result = new StringBuilder();
        var found = false;
        while (text.Length > 0 && (text[0] is (byte)'\'' or (byte)'"'))
        {
            var quote = text[0];
            text = text[1..];
            var end = text.IndexOf(quote);
            if (end < 0)
            {
                return null;
            }

            found = true;
            result.Append(Encoding.UTF8.GetString(text[..end]));
            text = text[(end + 1)..].TrimStart(" \t\r\n"u8);
        }

        return found ? result.ToString() : null;
    }
}
