using System.IO.Compression;
using System.Text.Json;
using Krait.Resolver;

namespace Krait.Vectors;

/// <summary>Snapshots of real indexes: where there is an answer, one must be found, and it must hold.</summary>
public sealed class ResolverSnapshotSuite : Suite
{
    public override string Folder => "f-resolver";

    public override string Part => "snapshots";

    public override IEnumerable<CaseResult> Run(string folder)
    {
        foreach (var (_, row) in JsonLines(Path.Combine(folder, "cases", "resolvelib_snapshots.jsonl")))
            yield return Check(row.GetProperty("id").GetString()!, () => Difference(folder, row));
    }

    private static string? Difference(string folder, JsonElement row)
    {
        var index = Read(Path.Combine(folder, "index", $"{row.GetProperty("index").GetString()}.json.gz"));
        var input = PaperEnvironment.Input(
            row.GetProperty("requested").EnumerateArray().Select(r => r.GetString()!),
            "3.11"
        );
        var wanted = row.GetProperty("expected").GetProperty("satisfiable").GetBoolean();
        try
        {
            var resolution = new DependencyResolver(index).ResolveAsync(input, default).AsTask().Result;
            return wanted
                ? ResolverRandomSuite.FirstBroken(input, resolution)
                : "resolved, though it cannot be";
        }
        catch (AggregateException exception) when (exception.InnerException is ResolutionException refusal)
        {
            return wanted ? $"refused: {refusal.InnerException?.Message ?? refusal.Message}" : null;
        }
    }

    private static PaperIndex Read(string path)
    {
        using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var document = JsonDocument.Parse(stream);
        PaperIndex index = new();
        foreach (var package in document.RootElement.EnumerateObject())
        {
            foreach (var release in package.Value.EnumerateObject())
                index.Add(package.Name, release.Name, [.. Requirements(release.Value)]);
        }
        return index;
    }

    private static IEnumerable<string> Requirements(JsonElement release) =>
        (release.ValueKind == JsonValueKind.Array ? release : release.GetProperty("dependencies"))
            .EnumerateArray()
            .Select(item => item.GetString()!);
}
