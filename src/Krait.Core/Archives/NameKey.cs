using System.Globalization;
using System.Text;

namespace Krait.Archives;

/// <summary>
/// Names as a file system compares them that does not tell an accented letter from a letter and an accent: canonically decomposed,
/// marks in a fixed order. The base library does this only with ICU, which Krait does without; the order here is simpler than
/// Unicode's, so that names may count as one that differ in the order of independent marks.
/// </summary>
internal static partial class NameKey
{
    private const char FirstSyllable = '\uAC00';
    private const char LastSyllable = '\uD7A3';

    /// <summary>The key of a name; the name itself if it is ASCII.</summary>
    public static string Of(string name)
    {
        if (Ascii.IsValid(name))
            return name;
        var key = new StringBuilder(name.Length + 16);
        foreach (var c in name)
            Append(key, c);
        var chars = key.ToString().ToCharArray();
        OrderMarks(chars);
        return new string(chars);
    }

    private static void Append(StringBuilder key, char c)
    {
        if (c is >= FirstSyllable and <= LastSyllable)
        {
            var index = c - FirstSyllable;
            key.Append((char)('\u1100' + (index / 588))).Append((char)('\u1161' + (index % 588 / 28)));
            if (index % 28 != 0)
                key.Append((char)('\u11A7' + (index % 28)));
            return;
        }
        var at = c < '\u0080' ? -1 : Composed.BinarySearch(c);
        if (at < 0)
        {
            key.Append(c);
            return;
        }
        // Parts are simpler than the whole, so this ends.
        Append(key, Parts[2 * at]);
        if (Parts[(2 * at) + 1] != '\0')
            Append(key, Parts[(2 * at) + 1]);
    }

    private static void OrderMarks(char[] key)
    {
        for (var start = 0; start < key.Length; start++)
        {
            var end = start;
            while (end < key.Length && IsMark(key[end]))
                end++;
            if (end - start > 1)
                Array.Sort(key, start, end - start);
            start = end;
        }
    }

    private static bool IsMark(char c) =>
        CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark;
}
