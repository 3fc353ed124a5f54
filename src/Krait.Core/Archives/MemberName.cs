using System.Buffers;
using System.Text.Unicode;

namespace Krait.Archives;

/// <summary>
/// The rules for the name of a member: a relative path of plain segments with slashes. Nothing is repaired; a name that says
/// anything else refuses the archive, so that no two readers can see different files in it.
/// </summary>
public static class MemberName
{
    /// <summary>The most segments of a name.</summary>
    private const int Deepest = 128;

    /// <summary>In bytes; what the file systems in use take.</summary>
    private const int LongestSegment = 255;

    // Control characters and the backslash.
    // csharpier-ignore
    private static readonly SearchValues<byte> Never = SearchValues.Create([
        0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x0E, 0x0F,
        0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1A, 0x1B, 0x1C, 0x1D, 0x1E, 0x1F,
        0x7F, (byte)'\\',
    ]);

    /// <summary>
    /// What is wrong with a name, as a clause; null if nothing is. A directory's name may end in one slash.
    /// </summary>
    public static string? Fault(ReadOnlySpan<byte> utf8, int longest = 4096)
    {
        if (utf8.IsEmpty)
            return "a member has no name";
        if (utf8.Length > longest)
            return $"a member's name is longer than {longest} bytes";
        if (!Utf8.IsValid(utf8))
            return "a member's name is not UTF-8";
        var never = utf8.IndexOfAny(Never);
        if (never >= 0)
            return utf8[never] == '\\'
                ? "a member's name holds a backslash"
                : "a member's name holds a control character";
        if (TurnsDirection(utf8))
            return "a member's name holds a character that turns the direction of text";
        if (utf8[0] == '/')
            return "a member's name is an absolute path";
        if (utf8.Length > 1 && utf8[1] == ':' && char.IsAsciiLetter((char)utf8[0]))
            return "a member's name begins with a drive";
        var path = utf8[^1] == '/' ? utf8[..^1] : utf8;
        if (path.Count((byte)'/') >= Deepest)
            return $"a member lies more than {Deepest} folders deep";
        while (true)
        {
            var slash = path.IndexOf((byte)'/');
            if (SegmentFault(slash < 0 ? path : path[..slash]) is { } fault)
                return fault;
            if (slash < 0)
                return null;
            path = path[(slash + 1)..];
        }
    }

    /// <summary>U+202A to U+202E and U+2066 to U+2069: with them a name looks like another one on every screen.</summary>
    private static bool TurnsDirection(ReadOnlySpan<byte> utf8)
    {
        for (var rest = utf8; rest.IndexOf((byte)0xE2) is >= 0 and var at; rest = rest[(at + 3)..])
        {
            if (rest[at..] is [_, 0x80, >= 0xAA and <= 0xAE, ..] or [_, 0x81, >= 0xA6 and <= 0xA9, ..])
                return true;
        }
        return false;
    }

    private static string? SegmentFault(ReadOnlySpan<byte> segment)
    {
        if (segment.IsEmpty)
            return "a member's name holds an empty segment";
        if (segment is [(byte)'.'] or [(byte)'.', (byte)'.'])
            return "a member's name holds the segment `.` or `..`";
        return segment.Length > LongestSegment
            ? $"a member's name holds a segment longer than {LongestSegment} bytes"
            : null;
    }
}
