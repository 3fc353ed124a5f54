using System.Globalization;
using System.Text;

namespace Krait.Indexes;

/// <summary>The character references that appear in the attributes of index pages; others stay as they are.</summary>
internal static class HtmlEntities
{
    private const int LongestReference = 10;

    /// <summary>Adds the decoded text to <paramref name="text"/>; what is no reference, or none that is known, is kept.</summary>
    public static TextSlice Decode(ReadOnlySpan<byte> value, PageText text)
    {
        if (!value.Contains((byte)'&'))
            return text.Add(value);
        // No reference is shorter than what it stands for.
        var room = text.Room(value.Length);
        var length = 0;
        for (var i = 0; i < value.Length; )
        {
            if (value[i] == '&' && TryRead(value[i..], room[length..], out var used, out var written))
            {
                i += used;
                length += written;
            }
            else
            {
                room[length++] = value[i++];
            }
        }
        return text.Commit(length);
    }

    private static bool TryRead(ReadOnlySpan<byte> value, Span<byte> to, out int used, out int written)
    {
        written = 0;
        var end = value[..Math.Min(value.Length, LongestReference + 1)].IndexOf((byte)';');
        used = end + 1;
        if (end < 2)
            return false;
        var name = value[1..end];
        if (name[0] == '#')
            return TryNumber(name[1..], to, out written);
        var character =
            name.SequenceEqual("amp"u8) || name.SequenceEqual("AMP"u8) ? '&'
            : name.SequenceEqual("lt"u8) || name.SequenceEqual("LT"u8) ? '<'
            : name.SequenceEqual("gt"u8) || name.SequenceEqual("GT"u8) ? '>'
            : name.SequenceEqual("quot"u8) || name.SequenceEqual("QUOT"u8) ? '"'
            : name.SequenceEqual("apos"u8) ? '\''
            : name.SequenceEqual("plus"u8) ? '+'
            : name.SequenceEqual("equals"u8) ? '='
            : name.SequenceEqual("num"u8) ? '#'
            : name.SequenceEqual("excl"u8) ? '!'
            : name.SequenceEqual("lowbar"u8) ? '_'
            : name.SequenceEqual("period"u8) ? '.'
            : name.SequenceEqual("sol"u8) ? '/'
            : name.SequenceEqual("colon"u8) ? ':'
            : name.SequenceEqual("commat"u8) ? '@'
            : '\0';
        if (character == '\0')
            return false;
        to[0] = (byte)character;
        written = 1;
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<byte> digits, Span<byte> to, out int written)
    {
        written = 0;
        var isHex = digits is [(byte)'x' or (byte)'X', ..];
        var style = isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        return int.TryParse(isHex ? digits[1..] : digits, style, CultureInfo.InvariantCulture, out var code)
            && Rune.TryCreate(code, out var rune)
            && code != 0
            && rune.TryEncodeToUtf8(to, out written);
    }
}
