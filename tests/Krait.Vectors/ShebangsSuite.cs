using System.Text;
using System.Text.Json;
using Krait.Installer;
using static Krait.Vectors.Comparison;

namespace Krait.Vectors;

/// <summary>First lines of scripts: how they name an interpreter, and how the neutral one of a wheel is replaced.</summary>
public sealed class ShebangsSuite : Suite
{
    public override string Folder => "j-install";

    public override string Part => "shebangs";

    public override IEnumerable<CaseResult> Run(string folder) =>
        Each(Path.Combine(folder, "cases", "shebangs.jsonl"), Difference, WithOptions);

    private static string? WithOptions(JsonElement row) =>
        Text(row, "kind") == "rewrite"
        && Encoding
            .Latin1.GetString(row.GetProperty("input_base64").GetBytesFromBase64())
            .Split('\n')[0]
            .Contains(' ', StringComparison.Ordinal)
            ? "options behind `#!python` are kept, as report 304 asks with its maintainers; the recorded answer drops them"
            : null;

    private static string? Difference(JsonElement row)
    {
        if (Text(row, "kind") == "format")
            return Differ(Text(row, "shebang"), Shebang.For(Text(row, "executable")));
        var script = row.GetProperty("input_base64").GetBytesFromBase64();
        var expected = row.GetProperty("output_base64").GetBytesFromBase64();
        var rewritten = Shebang.Rewrite(script, Text(row, "interpreter"));
        return rewritten.AsSpan().SequenceEqual(expected) ? null : Encoding.UTF8.GetString(rewritten);
    }
}
