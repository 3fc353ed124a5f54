using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Krait.Toml;

/// <summary>
/// A TOML text and what it says. The text is kept whole, so <see cref="ToString"/> gives back what was parsed, byte
/// for byte; <see cref="TomlEditor"/> changes it. TOML 1.0.0 and 1.1.0 (toml.io).
/// </summary>
public sealed class TomlDocument
{
    private static readonly UTF8Encoding s_strictUtf8 = new(false, throwOnInvalidBytes: true);

    private TomlDocument(string text, TomlTable root, TomlVersion version)
    {
        Text = text;
        Root = root;
        Version = version;
    }

    public string Text { get; }

    public TomlTable Root { get; }

    public TomlVersion Version { get; }

    /// <summary>Parses a text. Pure; time and memory are linear in its length.</summary>
    /// <exception cref="TomlException">The text is not TOML of that version; says where and why.</exception>
    public static TomlDocument Parse(string text, TomlVersion version = TomlVersion.Toml11) =>
        new(text, new TomlParser(text, version).ParseDocument(), version);

    /// <summary>Parses UTF-8; a byte order mark is skipped.</summary>
    /// <exception cref="TomlException">The bytes are not UTF-8, or not TOML of that version.</exception>
    public static TomlDocument Parse(ReadOnlySpan<byte> utf8, TomlVersion version = TomlVersion.Toml11)
    {
        try
        {
            return Parse(s_strictUtf8.GetString(utf8), version);
        }
        catch (DecoderFallbackException exception)
        {
            var line = utf8[..Math.Clamp(exception.Index, 0, utf8.Length)].Count((byte)'\n') + 1;
            throw new TomlException("invalid UTF-8", line, 1);
        }
    }

    public static bool TryParse(
        string text,
        [NotNullWhen(true)] out TomlDocument? document,
        [NotNullWhen(false)] out TomlException? error,
        TomlVersion version = TomlVersion.Toml11
    )
    {
        try
        {
            document = Parse(text, version);
            error = null;
            return true;
        }
        catch (TomlException exception)
        {
            document = null;
            error = exception;
            return false;
        }
    }

    public override string ToString() => Text;
}
