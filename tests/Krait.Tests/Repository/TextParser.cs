using System.Text.Json;

namespace Krait.Tests.Repository;

/// <summary>
/// A parser of text from outside, whatever its room: how to call it, what it may throw, the members of which vector files are its
/// input, and how it is fuzzed. Give every new parser a row.
/// </summary>
public sealed partial class TextParser
{
    private readonly (string File, string Member)[] _vectors;

    private TextParser(string name, Action<string> parse, params (string File, string Member)[] vectors)
    {
        Name = name;
        Parse = parse;
        _vectors = vectors;
    }

    public string Name { get; }

    /// <summary>Reads a text; throws only what the parser does not document.</summary>
    public Action<string> Parse { get; }

    /// <summary>Good input that shows all that the parser knows: <see cref="TextFuzzTests"/> spoils it.</summary>
    public IReadOnlyList<string> Samples { get; private init; } = [];

    /// <summary>The class whose loops fuzz the parser, since they hold more than that it takes or refuses; then it needs no samples.</summary>
    public Type? Loops { get; private init; }

    /// <summary>Whether any vector is its input; the fuzz loops of the other parsers cut the seeds.</summary>
    public bool HasVectors => _vectors.Length > 0;

    /// <summary>The inputs of the parser in a folder of vectors, each once.</summary>
    public IReadOnlyCollection<string> Inputs(string vectors)
    {
        var inputs = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (file, member) in _vectors)
        {
            var path = Path.Combine(vectors, file);
            foreach (var line in File.Exists(path) ? File.ReadLines(path) : [])
            {
                using var row = JsonDocument.Parse(line);
                if (!row.RootElement.TryGetProperty(member, out var value))
                    continue;
                if (member == "file")
                    inputs.Add(
                        File.ReadAllText(
                            Path.Combine(Path.GetDirectoryName(path)!, "tests", value.GetString()!)
                        )
                    );
                else if (value.ValueKind == JsonValueKind.String)
                    inputs.Add(value.GetString()!);
                else if (value.ValueKind == JsonValueKind.Object && member == "files")
                    inputs.UnionWith(value.EnumerateObject().Select(p => p.Value.GetString()!));
                else if (value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                    inputs.Add(value.GetRawText());
            }
        }
        return inputs;
    }

    public override string ToString() => Name;
}
