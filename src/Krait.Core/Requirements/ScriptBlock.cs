using System.Text;

namespace Krait.Requirements;

/// <summary>Finds the <c>script</c> block of a Python file among blocks of other types, in one pass over its lines.</summary>
internal sealed record ScriptBlock(string Prelude, string Content, string Postlude)
{
    private const string Fence = "# ///";

    /// <summary>The only block of type <c>script</c>, or null.</summary>
    /// <exception cref="ScriptMetadataException">The block has no end, or there are two.</exception>
    public static ScriptBlock? Find(string script)
    {
        ScriptBlock? found = null;
        var isUnclosed = false;
        var start = 0;
        // Up to here no line ends a block: looking again and again would take quadratic time.
        var openUntil = 0;
        while (start < script.Length)
        {
            var line = LineAt(script, start, out var next);
            if (!TryReadType(line, out var type))
            {
                start = next;
                continue;
            }
            var isScript = type is "script";
            var content = "";
            if (start < openUntil || !TryReadContent(script, next, out content, out openUntil))
            {
                isUnclosed |= isScript;
                start = next;
                continue;
            }
            if (isScript)
            {
                if (found is not null)
                {
                    throw new ScriptMetadataException(
                        ScriptMetadataProblem.Repeated,
                        "The script has more than one `# /// script` block"
                    );
                }
                found = new ScriptBlock(script[..start], content, script[openUntil..]);
            }
            start = openUntil;
        }
        return found is null && isUnclosed
            ? throw new ScriptMetadataException(
                ScriptMetadataProblem.Unclosed,
                "An opening tag (`# /// script`) was found without a closing tag (`# ///`). Ensure that every line between the opening and closing tags (including empty lines) starts with a leading `#`."
            )
            : found;
    }

    /// <summary>A block with this content, a comment sign before each line.</summary>
    public static string Write(string content)
    {
        var block = new StringBuilder("# /// script\n");
        foreach (var line in content.AsSpan().TrimEnd('\n').EnumerateLines())
        {
            block.Append(line.IsEmpty ? "#" : "# ").Append(line).Append('\n');
        }
        return block.Append(Fence).Append('\n').ToString();
    }

    /// <summary>
    /// Reads comment lines up to the last fence among them; there must be one line at least before it. <paramref name="end"/> is where
    /// the line after the fence begins, or without a fence the first line that is no comment.
    /// </summary>
    private static bool TryReadContent(string script, int start, out string content, out int end)
    {
        var text = new StringBuilder();
        var length = -1;
        end = start;
        while (start < script.Length)
        {
            var line = LineAt(script, start, out var next);
            if (!line.StartsWith('#') || line.Length > 1 && line[1] != ' ')
            {
                break;
            }
            if (line is Fence && text.Length > 0)
            {
                length = text.Length;
                end = next;
            }
            text.Append(line.Length > 1 ? line[2..] : default).Append('\n');
            start = next;
        }
        end = length < 0 ? start : end;
        content = length < 0 ? "" : text.ToString(0, length);
        return length >= 0;
    }

    /// <summary>Reads <c># /// type</c>.</summary>
    private static bool TryReadType(ReadOnlySpan<char> line, out ReadOnlySpan<char> type)
    {
        type = default;
        if (!line.StartsWith("# /// "))
        {
            return false;
        }
        type = line[6..];
        foreach (var character in type)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character != '-')
            {
                return false;
            }
        }
        return !type.IsEmpty;
    }

    private static ReadOnlySpan<char> LineAt(string script, int start, out int next)
    {
        var rest = script.AsSpan(start);
        var length = rest.IndexOf('\n');
        next = start + (length < 0 ? rest.Length : length + 1);
        var line = length < 0 ? rest : rest[..length];
        return line.EndsWith('\r') ? line[..^1] : line;
    }
}
