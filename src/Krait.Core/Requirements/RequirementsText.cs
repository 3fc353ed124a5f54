using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Krait.Requirements;

/// <summary>
/// Turns the bytes of a requirements file into text: by its byte order mark (UTF-8, UTF-16, UTF-32), else by a
/// <c># coding:</c> comment in the first two lines, else as UTF-8. Nothing undecodable passes.
/// </summary>
internal static class RequirementsText
{
    private static readonly (byte[] Mark, Encoding Encoding)[] Marks =
    [
        ([0xEF, 0xBB, 0xBF], new UTF8Encoding(false, throwOnInvalidBytes: true)),
        ([0xFF, 0xFE, 0, 0], new UTF32Encoding(false, false, throwOnInvalidCharacters: true)),
        ([0, 0, 0xFE, 0xFF], new UTF32Encoding(true, false, throwOnInvalidCharacters: true)),
        ([0xFF, 0xFE], new UnicodeEncoding(false, false, throwOnInvalidBytes: true)),
        ([0xFE, 0xFF], new UnicodeEncoding(true, false, throwOnInvalidBytes: true)),
    ];

    public static bool TryDecode(
        ReadOnlySpan<byte> bytes,
        [NotNullWhen(true)] out string? text,
        [NotNullWhen(false)] out string? problem
    )
    {
        var encoding = Marks[0].Encoding;
        var name = "UTF-8";
        foreach (var (mark, marked) in Marks)
        {
            if (bytes.StartsWith(mark))
            {
                return TryDecode(
                    bytes[mark.Length..],
                    marked,
                    marked.WebName.ToUpperInvariant(),
                    out text,
                    out problem
                );
            }
        }
        if (DeclaredCoding(bytes) is { } declared)
        {
            if (Find(declared) is not { } found)
            {
                text = null;
                problem =
                    $"The file declares the encoding `{declared}`, which is not supported; save it as UTF-8";
                return false;
            }
            (encoding, name) = (found, declared);
        }
        return TryDecode(bytes, encoding, name, out text, out problem);
    }

    private static bool TryDecode(
        ReadOnlySpan<byte> bytes,
        Encoding encoding,
        string name,
        [NotNullWhen(true)] out string? text,
        [NotNullWhen(false)] out string? problem
    )
    {
        try
        {
            text = encoding.GetString(bytes);
            problem = null;
            return true;
        }
        catch (DecoderFallbackException exception)
        {
            text = null;
            problem = $"The file is not valid {name} (byte {exception.Index})";
            return false;
        }
    }

    /// <summary>The encoding named after <c>coding:</c> or <c>coding=</c> (PEP 263), or null.</summary>
    private static string? DeclaredCoding(ReadOnlySpan<byte> bytes)
    {
        for (var line = 0; line < 2 && !bytes.IsEmpty; line++)
        {
            var end = bytes.IndexOf((byte)'\n');
            var current = end < 0 ? bytes : bytes[..end];
            bytes = end < 0 ? default : bytes[(end + 1)..];
            var at = current.IndexOf("coding"u8);
            if (current.IsEmpty || current[0] != '#' || at < 0)
            {
                continue;
            }
            var rest = current[(at + 6)..];
            if (rest.IsEmpty || rest[0] is not ((byte)':' or (byte)'='))
            {
                continue;
            }
            rest = rest[1..].TrimStart(" \t"u8);
            var length = 0;
            while (
                length < rest.Length
                && (
                    char.IsAsciiLetterOrDigit((char)rest[length])
                    || rest[length] is (byte)'-' or (byte)'_' or (byte)'.'
                )
            )
            {
                length++;
            }
            if (length > 0)
            {
                return Encoding.ASCII.GetString(rest[..length]);
            }
        }
        return null;
    }

    private static Encoding? Find(string name) =>
        name.ToLowerInvariant().Replace('_', '-') switch
        {
            "utf-8" or "utf8" or "utf-8-sig" => Marks[0].Encoding,
            "ascii" or "us-ascii" => Encoding.GetEncoding(
                "us-ascii",
                EncoderFallback.ExceptionFallback,
                DecoderFallback.ExceptionFallback
            ),
            "latin1" or "latin-1" or "iso-8859-1" or "iso8859-1" or "l1" => Encoding.Latin1,
            _ => null,
        };
}
