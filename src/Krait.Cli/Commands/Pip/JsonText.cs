using System.Text.Encodings.Web;
using System.Text.Json;

namespace Krait.Cli.Commands.Pip;

/// <summary>How reports in JSON are written.</summary>
internal static class JsonText
{
    // The text goes to programs and terminals, never into a page: letters stay as they are.
    public static JsonWriterOptions Compact =>
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonWriterOptions Indented =>
        new()
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Indented = true,
            IndentSize = 2,
            NewLine = "\n",
        };
}
