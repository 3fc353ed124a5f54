using System.Globalization;
using System.Text;

namespace Krait.Versions;

public readonly partial struct PackageVersion
{
    // 5 + 3 * 4 digits and dots, ".post" and six digits.
    private const int LongestPacked = 32;

    /// <summary>The normalized spelling, trailing zeros of the release as they were written.</summary>
    public override string ToString()
    {
        if (_full is null)
        {
            Span<char> text = stackalloc char[LongestPacked];
            return text[..FormatPacked(text)].ToString();
        }
        var builder = new StringBuilder();
        AppendFull(builder);
        return builder.ToString();
    }

    /// <summary>The normalized spelling with the trailing zeros of the release left out: equal versions give equal text.</summary>
    public string ToShortestString()
    {
        var length = ReleaseLength;
        while (length > 1 && ReleasePart(length - 1).IsZero)
        {
            length--;
        }
        return length == ReleaseLength
            ? ToString()
            : Create(
                    EpochPart,
                    ReleaseParts(length),
                    PrereleaseKind,
                    PrereleasePart,
                    PostPart,
                    DevelopmentPart,
                    LocalPart.ToArray()
                )
                .ToString();
    }

    /// <summary>Writes what <see cref="ToString()"/> gives; false, and nothing written, where it does not fit.</summary>
    public bool TryFormat(Span<char> destination, out int charsWritten)
    {
        if (_full is null && destination.Length >= LongestPacked)
        {
            charsWritten = FormatPacked(destination);
            return true;
        }
        var text = ToString();
        var fits = text.TryCopyTo(destination);
        charsWritten = fits ? text.Length : 0;
        return fits;
    }

    bool ISpanFormattable.TryFormat(
        Span<char> destination,
        out int charsWritten,
        ReadOnlySpan<char> format,
        IFormatProvider? provider
    ) => TryFormat(destination, out charsWritten);

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    private int FormatPacked(Span<char> text)
    {
        var written = 0;
        for (var i = 0; i < ReleaseLength; i++)
        {
            if (i > 0)
            {
                text[written++] = '.';
            }
            written += Write(text[written..], PackedVersion.Release(_packed, i));
        }
        var kind = PackedVersion.Kind(_packed);
        if (kind == PackedVersion.Final)
        {
            return written;
        }
        var word = kind switch
        {
            PackedVersion.Development => ".dev",
            PackedVersion.Post => ".post",
            _ => PrereleaseWord((PrereleaseKind)kind),
        };
        word.CopyTo(text[written..]);
        written += word.Length;
        return written + Write(text[written..], PackedVersion.Number(_packed));

        static int Write(Span<char> text, uint number)
        {
            _ = number.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
            return length;
        }
    }

    private void AppendFull(StringBuilder builder)
    {
        var full = _full!;
        if (!full.Epoch.IsZero)
        {
            builder.Append(full.Epoch.ToString()).Append('!');
        }
        for (var i = 0; i < full.Release.Length; i++)
        {
            if (i > 0)
            {
                builder.Append('.');
            }
            builder.Append(full.Release[i].ToString());
        }
        if (full.PrereleaseKind != PrereleaseKind.None)
        {
            builder.Append(PrereleaseWord(full.PrereleaseKind)).Append(full.Prerelease.ToString());
        }
        if (full.Post is { } post)
        {
            builder.Append(".post").Append(post.ToString());
        }
        if (full.Development is { } development)
        {
            builder.Append(".dev").Append(development.ToString());
        }
        for (var i = 0; i < full.Local.Length; i++)
        {
            builder.Append(i == 0 ? '+' : '.').Append(full.Local[i].ToString());
        }
    }

    private static string PrereleaseWord(PrereleaseKind kind) =>
        kind switch
        {
            PrereleaseKind.Alpha => "a",
            PrereleaseKind.Beta => "b",
            _ => "rc",
        };
}
