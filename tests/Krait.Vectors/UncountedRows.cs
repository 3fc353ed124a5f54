using System.Text.Json;

namespace Krait.Vectors;

/// <summary>Finds what no suite speaks of, so that nothing is left out silently.</summary>
public static class UncountedRows
{
    /// <summary>Folders without a suite and rows (as <c>folder/file id</c>) without a result, in order.</summary>
    public static IEnumerable<string> In(string vectors, IReadOnlyCollection<SuiteRun> runs)
    {
        var counted = runs.SelectMany(run => run.Results.Select(r => (run.Suite.Folder, Id: RowOf(r.Id))))
            .ToHashSet();
        foreach (var folder in Directory.EnumerateDirectories(vectors).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(folder);
            if (!runs.Any(run => run.Suite.Folder == name))
                yield return $"{name}: no suite";
            foreach (var file in Files(folder))
            {
                foreach (var line in File.ReadLines(file).Where(line => line.Length > 0))
                {
                    using var row = JsonDocument.Parse(line);
                    var id = row.RootElement.GetProperty("id").GetString()!;
                    if (!counted.Contains((name, id)))
                        yield return $"{name}/{Path.GetFileName(file)} {id}";
                }
            }
        }
    }

    private static IEnumerable<string> Files(string folder)
    {
        var cases = Path.Combine(folder, "cases");
        return Directory.Exists(cases)
            ? Directory.EnumerateFiles(cases, "*.jsonl").Order(StringComparer.Ordinal)
            : [];
    }

    private static string RowOf(string id)
    {
        var end = id.AsSpan().IndexOfAny('@', '#');
        return end < 0 ? id : id[..end];
    }
}
