using System.Text;
using Krait.Cli.Arguments;

namespace Krait.Cli.Terminal;

/// <summary>
/// Words a failure: <c>error:</c>, then one <c>cause:</c> for each cause below it, then the hints. Continuation lines of a
/// cause stand under its text.
/// </summary>
internal static class ErrorText
{
    private const int ErrorIndent = 7;
    private const int CauseIndent = 9;

    /// <summary>The text, of lines of at most <paramref name="width"/> columns; 0 if nothing is to be wrapped.</summary>
    public static string Render(Exception exception, Palette palette, int width)
    {
        if (exception is UsageException usage)
            return usage.Render();
        var text = new StringBuilder();
        text.Append(
            $"{palette.Red("error")}{palette.Bold(":")} {Wrapped(Message(exception), ErrorIndent, width)}\n"
        );
        for (var cause = exception.InnerException; cause is not null; cause = cause.InnerException)
        {
            var message = Wrapped(cause.Message, CauseIndent, width);
            text.Append($"  {palette.Red("cause")}{palette.Bold(":")} {message}\n");
        }
        var told = new HashSet<string>(StringComparer.Ordinal);
        for (Exception? at = exception; at is not null; at = at.InnerException)
        {
            foreach (var hint in (at as KraitException)?.Hints ?? [])
            {
                if (told.Add(hint))
                    text.Append($"\n{palette.Cyan("hint")}{palette.Bold(":")} {PrintableText.Of(hint)}\n");
            }
        }
        return text.ToString();
    }

    private static string Wrapped(string text, int indent, int width) =>
        TerminalWriter.Indented(
            width <= indent
                ? PrintableText.Of(text)
                : LineWrapper.Wrap(PrintableText.Of(text), width - indent),
            indent
        );

    /// <summary>A failure that the library did not foresee says its type too.</summary>
    private static string Message(Exception exception) =>
        exception is KraitException or IOException or UnauthorizedAccessException
            ? exception.Message
            : $"Unexpected failure ({exception.GetType().Name}): {exception.Message}";
}
