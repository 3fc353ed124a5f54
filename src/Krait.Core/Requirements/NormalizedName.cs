using System.Diagnostics.CodeAnalysis;

namespace Krait.Requirements;

/// <summary>The one rule for names of packages, extras and groups: letters, digits and single dashes, lower case.</summary>
internal static class NormalizedName
{
    /// <summary>No name on any index comes near; longer ones are refused so that names stay fit for file systems.</summary>
    public const int MostCharacters = 1024;

    /// <summary>
    /// Checks <c>[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?</c> and normalizes it. Gives <paramref name="original"/> back,
    /// where there is one, if it is normalized already.
    /// </summary>
    public static bool TryCreate(
        ReadOnlySpan<char> text,
        string? original,
        [NotNullWhen(true)] out string? normalized
    )
    {
        normalized = null;
        if (
            text.IsEmpty
            || text.Length > MostCharacters
            || !char.IsAsciiLetterOrDigit(text[0])
            || !char.IsAsciiLetterOrDigit(text[^1])
        )
        {
            return false;
        }
        Span<char> buffer = text.Length <= 128 ? stackalloc char[text.Length] : new char[text.Length];
        var length = 0;
        var unchanged = true;
        foreach (var character in text)
        {
            if (character is >= 'a' and <= 'z' or >= '0' and <= '9')
            {
                buffer[length++] = character;
            }
            else if (character is >= 'A' and <= 'Z')
            {
                buffer[length++] = (char)(character | 0x20);
                unchanged = false;
            }
            else if (character is '-' or '_' or '.')
            {
                unchanged &= character == '-' && buffer[length - 1] != '-';
                if (buffer[length - 1] != '-')
                {
                    buffer[length++] = '-';
                }
            }
            else
            {
                return false;
            }
        }
        normalized = unchanged && original is not null ? original : buffer[..length].ToString();
        return true;
    }
}
