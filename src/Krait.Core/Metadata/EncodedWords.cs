using System.Text;

namespace Krait.Metadata;

/// <summary>
/// Decodes words such as <c>=?utf-8?q?foobar?=</c>, which mail software writes into headers and some build tools did too.
/// Implements RFC 2047 for UTF-8, ASCII and Latin-1; other words stay as they are.
/// </summary>
internal static class EncodedWords
{
    public static string Decode(string text)
    {
        if (!text.Contains("=?", StringComparison.Ordinal))
            return text;
        var decoded = new StringBuilder(text.Length);
        var rest = text.AsSpan();
        while (rest.IndexOf("=?") is var start and >= 0)
        {
            decoded.Append(rest[..start]);
            rest = rest[start..];
            if (TryWord(rest, out var word, out var length))
                decoded.Append(word);
            else
                decoded.Append(rest[..(length = 2)]);
            rest = rest[length..];
        }
        return decoded.Append(rest).ToString();
    }

    private static bool TryWord(ReadOnlySpan<char> text, out string word, out int length)
    {
        word = "";
        length = 0;
        Span<Range> parts = stackalloc Range[4];
        if (text[2..].Split(parts, '?') < 4)
            return false;
        var charset = text[2..][parts[0]];
        var encoding = text[2..][parts[1]];
        var content = text[2..][parts[2]];
        var end = 2 + parts[2].End.Value + 1;
        if (end >= text.Length || text[end] != '=')
            return false;
        byte[]? bytes = encoding switch
        {
            "q" or "Q" => Quoted(content),
            "b" or "B" => Base64(content),
            _ => null,
        };
        if (bytes is null)
            return false;
        if (
            charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            || charset.Equals("us-ascii", StringComparison.OrdinalIgnoreCase)
        )
            word = Encoding.UTF8.GetString(bytes);
        else if (charset.Equals("iso-8859-1", StringComparison.OrdinalIgnoreCase))
            word = Encoding.Latin1.GetString(bytes);
        else
            return false;
        length = end + 1;
        return true;
    }

    private static byte[]? Quoted(ReadOnlySpan<char> text)
    {
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '_')
                bytes.Add((byte)' ');
            else if (text[i] != '=')
                bytes.Add((byte)text[i]);
            else if (
                i + 2 < text.Length
                && char.IsAsciiHexDigit(text[i + 1])
                && char.IsAsciiHexDigit(text[i + 2])
            )
            {
                bytes.Add(Convert.FromHexString(text.Slice(i + 1, 2))[0]);
                i += 2;
            }
            else
                return null;
        }
        return [.. bytes];
    }

    private static byte[]? Base64(ReadOnlySpan<char> text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64Chars(text, bytes, out var written) ? bytes[..written] : null;
    }
}
