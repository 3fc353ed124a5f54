using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;

namespace Krait.Versions;

public readonly partial struct PackageVersion
{
    /// <summary>Reads a version in any spelling the specification allows, white space around it included.</summary>
    /// <returns>False, and the default value, for anything else.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out PackageVersion version)
    {
        if (TryParseCommon(text, out var packed))
        {
            version = new PackageVersion(packed);
            return true;
        }
        return TryParseAny(text, out version);
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, out PackageVersion)"/>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out PackageVersion version)
    {
        if (TryParseCommon(utf8, out var packed))
        {
            version = new PackageVersion(packed);
            return true;
        }
        return TryParseAny(utf8, out version);
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, out PackageVersion)"/>
    /// <exception cref="FormatException">The text is not a version; the message repeats it.</exception>
    public static PackageVersion Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var version)
            ? version
            : throw new FormatException($"`{text}` is not a valid version");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryParseAny(ReadOnlySpan<byte> utf8, out PackageVersion version)
    {
        if (utf8.Length <= 256)
        {
            Span<char> text = stackalloc char[utf8.Length];
            return TryParseAny(text[..Encoding.UTF8.GetChars(utf8, text)], out version);
        }
        return TryParseAny(Encoding.UTF8.GetString(utf8), out version);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryParseAny(ReadOnlySpan<char> text, out PackageVersion version)
    {
        var parser = new VersionParser(text);
        if (!parser.TryParse())
        {
            version = default;
            return false;
        }
        version = Create(
            parser.Epoch,
            [.. parser.Release],
            parser.PrereleaseKind,
            parser.Prerelease,
            parser.Post,
            parser.Development,
            [.. parser.Local]
        );
        return true;
    }

    /// <summary>
    /// Reads the spellings nearly all versions have (<c>1.2.3</c>, <c>1.2rc1</c>, <c>1.2.post1</c>, <c>1.2.dev1</c>) straight into the packed form.
    /// False says only that the general parser must look.
    /// </summary>
    private static bool TryParseCommon<T>(ReadOnlySpan<T> text, out ulong packed)
        where T : struct, IBinaryInteger<T>
    {
        packed = 0;
        var position = 0;
        var length = 0;
        while (true)
        {
            if (
                length == PackedVersion.MostSegments
                || !TryReadNumber(text, ref position, out var segment)
                || segment > (length == 0 ? PackedVersion.GreatestFirst : PackedVersion.GreatestOther)
            )
            {
                return false;
            }
            packed |= (ulong)segment << PackedVersion.ReleaseShift(length);
            length++;
            if (position == text.Length)
            {
                packed |= PackedVersion.Suffix(PackedVersion.Final, 0, length);
                return true;
            }
            if (
                uint.CreateTruncating(text[position]) != '.'
                || position + 1 == text.Length
                || uint.CreateTruncating(text[position + 1]) - '0' > 9
            )
            {
                break;
            }
            position++;
        }
        var kind = ReadSuffix(text[position..], out var read);
        position += read;
        if (
            read == 0
            || !TryReadNumber(text, ref position, out var number)
            || number > PackedVersion.GreatestNumber
            || position != text.Length
        )
        {
            return false;
        }
        packed |= PackedVersion.Suffix(kind, number, length);
        return true;
    }

    /// <summary>Reads digits up to a value that still fits without overflow; false for none and for more than seven.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReadNumber<T>(ReadOnlySpan<T> text, ref int position, out uint number)
        where T : struct, IBinaryInteger<T>
    {
        number = 0;
        var start = position;
        while (position < text.Length)
        {
            var digit = uint.CreateTruncating(text[position]) - '0';
            if (digit > 9)
            {
                break;
            }
            number = number * 10 + digit;
            position++;
            if (position - start > 7)
            {
                return false;
            }
        }
        return position > start;
    }

    private static uint ReadSuffix<T>(ReadOnlySpan<T> text, out int read)
        where T : struct, IBinaryInteger<T>
    {
        var first = uint.CreateTruncating(text[0]);
        read = 1;
        if (first == 'a')
        {
            return PackedVersion.Alpha;
        }
        if (first == 'b')
        {
            return PackedVersion.Beta;
        }
        if (first == 'r' && Continues(text, "c"))
        {
            read = 2;
            return PackedVersion.ReleaseCandidate;
        }
        if (first == '.' && Continues(text, "dev"))
        {
            read = 4;
            return PackedVersion.Development;
        }
        if (first == '.' && Continues(text, "post"))
        {
            read = 5;
            return PackedVersion.Post;
        }
        read = 0;
        return 0;
    }

    private static bool Continues<T>(ReadOnlySpan<T> text, string letters)
        where T : struct, IBinaryInteger<T>
    {
        if (text.Length <= letters.Length)
        {
            return false;
        }
        for (var i = 0; i < letters.Length; i++)
        {
            if (uint.CreateTruncating(text[i + 1]) != letters[i])
            {
                return false;
            }
        }
        return true;
    }
}
