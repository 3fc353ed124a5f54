using Krait.Toml;
using Krait.Versions;

namespace Krait.Requirements;

/// <summary>
/// The <c># /// script</c> block of a Python file: what the script needs, as TOML in comments (PEP 723 and the living specification).
/// Immutable.
/// </summary>
public sealed class ScriptMetadata
{
    private ScriptMetadata(ScriptBlock block, TomlDocument document)
    {
        Prelude = block.Prelude;
        Postlude = block.Postlude;
        Document = document;
    }

    /// <summary>The script's text before the block, <c>#!</c> line included.</summary>
    public string Prelude { get; }

    /// <summary>The script's text after the block's last line.</summary>
    public string Postlude { get; }

    /// <summary>The block's content, comment marks taken off.</summary>
    public TomlDocument Document { get; }

    /// <summary><c>requires-python</c>; null if absent.</summary>
    public VersionSpecifiers? RequiresPython { get; private init; }

    /// <summary><c>dependencies</c>; empty if absent.</summary>
    public IReadOnlyList<Requirement> Dependencies { get; private init; } = [];

    /// <summary>Finds and reads the block; null where the text has none.</summary>
    /// <param name="script">The file's text, with line ends of any system.</param>
    /// <exception cref="ScriptMetadataException">The block is not closed, there are two, or it does not hold what it should.</exception>
    public static ScriptMetadata? Read(string script)
    {
        if (ScriptBlock.Find(script) is not { } block)
        {
            return null;
        }
        if (!TomlDocument.TryParse(block.Content, out var document, out var error))
        {
            throw new ScriptMetadataException(ScriptMetadataProblem.InvalidContent, error.Message, error);
        }
        return new ScriptMetadata(block, document)
        {
            RequiresPython = ReadRequiresPython(document.Root),
            Dependencies = ReadDependencies(document.Root),
        };
    }

    /// <summary>Puts the script together again with another content for its block.</summary>
    /// <param name="content">TOML text; each line becomes a comment.</param>
    public string WithContent(string content) => Prelude + ScriptBlock.Write(content) + Postlude;

    private static VersionSpecifiers? ReadRequiresPython(TomlTable root)
    {
        if (root["requires-python"] is not { } value)
        {
            return null;
        }
        string? reason = "it must be a string";
        if (
            value is TomlString text
            && VersionSpecifiers.TryParse(text.Value, out var specifiers, out _, out reason)
        )
        {
            return specifiers;
        }
        throw new ScriptMetadataException(
            ScriptMetadataProblem.InvalidContent,
            $"Failed to parse `requires-python` of the script: {reason}"
        );
    }

    private static List<Requirement> ReadDependencies(TomlTable root)
    {
        var dependencies = new List<Requirement>();
        if (root["dependencies"] is not { } value)
        {
            return dependencies;
        }
        foreach (var item in (value as TomlArray)?.Items ?? [value])
        {
            if (value is not TomlArray || item is not TomlString text)
            {
                throw new ScriptMetadataException(
                    ScriptMetadataProblem.InvalidContent,
                    "`dependencies` of the script must be an array of strings"
                );
            }
            if (!Requirement.TryParse(text.Value, out var requirement, out var error))
            {
                throw new ScriptMetadataException(
                    ScriptMetadataProblem.InvalidContent,
                    $"Failed to parse a dependency of the script: {error.Show(text.Value)}"
                );
            }
            dependencies.Add(requirement);
        }
        return dependencies;
    }
}
