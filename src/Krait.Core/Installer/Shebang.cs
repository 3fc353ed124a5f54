using System.Buffers;
using System.Text;

namespace Krait.Installer;

/// <summary>
/// The first lines of scripts: they name the environment's interpreter, directly where the kernel can read such a
/// line, else through <c>/bin/sh</c> in a form that Python reads as a string.
/// </summary>
internal static class Shebang
{
    // The kernel reads that much of the line, the leading `#!` and the line end included.
    private const int LongestLine = 127;

    // It changes nothing but when output is written; pip and uv drop it, and published scripts that have it are known without.
    private const string Unbuffered = "-u";

    private static readonly SearchValues<char> ShellCharacters = SearchValues.Create("'\"\\$`&;|<>()*?[]#~");

    private static ReadOnlySpan<byte> Placeholder => "#!python"u8;

    /// <summary>
    /// The line (or lines) for an interpreter, without a final line end. <paramref name="options"/> are interpreter
    /// options as they stand in a script's own first line; <paramref name="comment"/> is a line to be kept second, such as
    /// a declaration of the encoding (PEP 263), which must stand in the first two.
    /// </summary>
    public static string For(string interpreter, string options = "", string? comment = null)
    {
        var tail = options.Length > 0 ? " " + options : "";
        var second = comment is null ? "" : "\n" + comment;
        var length = 2 + Encoding.UTF8.GetByteCount(interpreter) + Encoding.UTF8.GetByteCount(tail) + 1;

        // The kernel hands all options over as one argument, which is right for one word only.
        return
            length <= LongestLine
            && interpreter.AsSpan().IndexOfAny(" \t\n\r") < 0
            && !options.Contains(' ', StringComparison.Ordinal)
            ? $"#!{interpreter}{tail}{second}"
            : ThroughShell(Quote(interpreter), options, second);
    }

    /// <summary>As <see cref="For"/>, for the interpreter of that file name in the script's own folder.</summary>
    public static string Relative(string interpreter, string options = "", string? comment = null) =>
        ThroughShell(
            $"\"$(dirname -- \"$(realpath -- \"$0\")\")\"/{Quote(Path.GetFileName(interpreter))}",
            options,
            comment is null ? "" : "\n" + comment
        );

    /// <summary>Whether a script that a wheel brings begins with the neutral line that an installer replaces.</summary>
    public static bool IsNeutral(ReadOnlySpan<byte> script) => script.StartsWith(Placeholder);

    /// <summary>
    /// The script with its neutral first line (<c>#!python</c>, <c>#!pythonw</c>, <c>#!python3</c>, each with options
    /// or without) replaced, the options kept; any other script as it is.
    /// </summary>
    public static byte[] Rewrite(ReadOnlySpan<byte> script, string interpreter, bool isRelative = false)
    {
        if (!IsNeutral(script))
        {
            return script.ToArray();
        }

        var end = script.IndexOf((byte)'\n');
        var line = end < 0 ? script : script[..end];
        var rest = end < 0 ? [] : script[end..];
        var blank = line.IndexOfAny((byte)' ', (byte)'\t');
        var options = blank < 0 ? "" : Encoding.UTF8.GetString(line[blank..]).Trim();
        if (options == Unbuffered)
        {
            options = "";
        }

        var head = Head(null);
        var isWrapped = head.Contains('\n', StringComparison.Ordinal);
        if (isWrapped && DocumentedFuture(rest) is var (comments, code))
        {
            return [.. Encoding.UTF8.GetBytes(Head(comments) + " "), .. rest[code..]];
        }

        if (isWrapped && EncodingLine(rest) is { } comment)
        {
            head = Head(comment);
            rest = rest[(1 + Encoding.UTF8.GetByteCount(comment))..];
        }

        return [.. Encoding.UTF8.GetBytes(head), .. rest];

        string Head(string? second) =>
            isRelative ? Relative(interpreter, options, second) : For(interpreter, options, second);
    }

    private static string ThroughShell(string word, string options, string second) =>
        $"#!/bin/sh{second}\n'''exec' {word}{QuoteAll(options)} \"$0\" \"$@\"\n' '''";

    /// <summary>
    /// Nothing but one text may stand in front of <c>from __future__</c>: where a script has a text of its own there, the
    /// wrapper's has to become a part of it, on the same line and behind the comments.
    /// </summary>
    /// <returns>The comments, without the first line's end and their last, and where the text begins; null where none does.</returns>
    private static (string? Comments, int Code)? DocumentedFuture(ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty || rest.IndexOf("from __future__ import"u8) < 0)
        {
            return null;
        }

        var at = 1;
        while (at < rest.Length)
        {
            var end = rest[at..].IndexOf((byte)'\n');
            var line = (end < 0 ? rest[at..] : rest.Slice(at, end)).TrimStart(" \t"u8);
            if (!line.IsEmpty && line[0] != '#')
            {
                var text = line[0] is (byte)'r' or (byte)'R' or (byte)'u' or (byte)'U' ? line[1..] : line;
                return text is [(byte)'"' or (byte)'\'', ..]
                    ? (at == 1 ? null : Encoding.UTF8.GetString(rest[1..(at - 1)]), at)
                    : null;
            }

            at = end < 0 ? rest.Length : at + end + 1;
        }

        return null;
    }

    /// <summary>The second line where it declares an encoding in plain ASCII; <paramref name="rest"/> begins with the first line's end.</summary>
    private static string? EncodingLine(ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty)
        {
            return null;
        }

        var line = rest[1..];
        var end = line.IndexOf((byte)'\n');
        line = end < 0 ? line : line[..end];
        var at = line.IndexOf("coding"u8);
        return
            line.TrimStart(" \t\f"u8) is [(byte)'#', ..]
            && at >= 0
            && line[(at + 6)..] is [(byte)':' or (byte)'=', ..]
            && Ascii.IsValid(line)
            ? Encoding.ASCII.GetString(line)
            : null;
    }

    /// <summary>One word for both readers: a single-quoted word of the shell inside a Python string.</summary>
    private static string Quote(string word)
    {
        var text = word.Replace("'", "'\"'\"'", StringComparison.Ordinal);

        // A lone backslash would begin an escape of the Python string.
        return $"'{text.Replace("\\", "'\"\\\\\"'", StringComparison.Ordinal)}'";
    }

    private static string QuoteAll(string options)
    {
        var text = new StringBuilder();
        foreach (var word in options.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            text.Append(' ').Append(word.AsSpan().IndexOfAny(ShellCharacters) < 0 ? word : Quote(word));
        }

        return text.ToString();
    }
}
