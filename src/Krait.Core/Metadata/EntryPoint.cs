using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Krait.Metadata;

/// <summary>An object that a distribution offers by name: <c>name = module:object [extras]</c>.</summary>
/// <param name="Name">As written; see <see cref="HasFileName"/> before making a file of it.</param>
/// <param name="Module">A dotted path.</param>
/// <param name="Object">A dotted path inside the module; empty where the module itself is meant (never so of scripts).</param>
/// <param name="Extras">The extras as written, without brackets; they are parsed and otherwise without effect.</param>
public sealed record EntryPoint(string Name, string Module, string Object, IReadOnlyList<string> Extras)
{
    private static readonly SearchValues<char> NeverInExtras = SearchValues.Create("[]:= \t");

    /// <summary>
    /// Whether the name is one plain file name: not empty, no separator of any system, no control character, no drive or stream
    /// mark, neither <c>.</c> nor <c>..</c>, no blank or dot at an end.
    /// </summary>
    public bool HasFileName
    {
        get
        {
            if (Name.Length is 0 or > 255 || Name[0] is ' ' || Name[^1] is ' ' or '.' || Name is "." or "..")
                return false;
            foreach (var c in Name)
            {
                if (char.IsControl(c) || c is '/' or '\\' or ':')
                    return false;
            }
            return true;
        }
    }

    /// <summary>
    /// Reads the value of an entry point, <c>module:object [extra1, extra2]</c>. Module and object are dotted paths of Python
    /// identifiers, so that nothing but a name can reach a generated script.
    /// </summary>
    public static bool TryParse(
        string name,
        ReadOnlySpan<char> value,
        [NotNullWhen(true)] out EntryPoint? entry
    )
    {
        entry = null;
        string[] extras = [];
        value = value.Trim();
        var bracket = value.IndexOf('[');
        if (bracket >= 0)
        {
            if (!value.EndsWith("]"))
                return false;
            extras = value[(bracket + 1)..^1]
                .ToString()
                .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            foreach (var extra in extras)
            {
                if (extra.AsSpan().ContainsAny(NeverInExtras))
                    return false;
            }
            value = value[..bracket].TrimEnd();
        }
        var colon = value.IndexOf(':');
        var module = (colon < 0 ? value : value[..colon]).Trim();
        var target = colon < 0 ? default : value[(colon + 1)..].Trim();
        if (!IsDottedPath(module) || (colon >= 0 && !IsDottedPath(target)))
            return false;
        entry = new EntryPoint(name, module.ToString(), target.ToString(), extras);
        return true;
    }

    /// <summary>Whether a text is made of Python identifiers joined by dots.</summary>
    internal static bool IsDottedPath(ReadOnlySpan<char> path)
    {
        var isStart = true;
        foreach (var c in path)
        {
            if (c == '.')
            {
                if (isStart)
                    return false;
                isStart = true;
            }
            else if (c == '_' || char.IsLetter(c) || (!isStart && (char.IsDigit(c) || IsMark(c))))
                isStart = false;
            else
                return false;
        }
        return !isStart;
    }

    private static bool IsMark(char c) =>
        char.IsSurrogate(c)
        || char.GetUnicodeCategory(c)
            is System.Globalization.UnicodeCategory.NonSpacingMark
                or System.Globalization.UnicodeCategory.SpacingCombiningMark
                or System.Globalization.UnicodeCategory.ConnectorPunctuation;
}
