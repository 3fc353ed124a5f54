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
        foreach (var b in utf8)
        {
            if (b is < 0x20 or 0x7F)
                return "a member's name holds a control character";
            if (b == '\\')
                return "a member's name holds a backslash";
        }
        if (utf8[0] == '/')
            return "a member's name is an absolute path";
        if (utf8.Length > 1 && utf8[1] == ':' && char.IsAsciiLetter((char)utf8[0]))
            return "a member's name begins with a drive";
        var path = utf8[^1] == '/' ? utf8[..^1] : utf8;
        if (path.Count((byte)'/') >= Deepest)
            return $"a member lies more than {Deepest} folders deep";
        foreach (var range in path.Split((byte)'/'))
        {
            var segment = path[range];
            if (segment.IsEmpty)
                return "a member's name holds an empty segment";
            if (segment is [(byte)'.'] or [(byte)'.', (byte)'.'])
                return "a member's name holds the segment `.` or `..`";
            if (segment.Length > 255)
                return "a member's name holds a segment longer than 255 bytes";
        }
        return null;
    }
}
