using System.Globalization;
using System.Text;

namespace Krait.Cli.Terminal;

/// <summary>
/// Text from files and servers on its way to a terminal: what would steer the terminal (control characters other than
/// line feed and tab, and the marks that turn the direction of writing) is shown as <c>\u001b</c> instead.
/// </summary>
internal static class PrintableText
{
    public static string Of(string text)
    {
        var first = 0;
        while (first < text.Length && !Steers(text[first]))
            first++;
        if (first == text.Length)
            return text;
        var shown = new StringBuilder(text.Length + 16).Append(text, 0, first);
        foreach (var sign in text.AsSpan(first))
        {
            if (Steers(sign))
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)sign:x4}");
            else
                shown.Append(sign);
        }
        return shown.ToString();
    }

    private static bool Steers(char sign) =>
        (char.IsControl(sign) && sign is not ('\n' or '\t'))
        || sign is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
