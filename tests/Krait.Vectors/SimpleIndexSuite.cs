using System.Text;
using System.Text.Json;
using Krait.Indexes;
using Krait.Tags;

namespace Krait.Vectors;

/// <summary>Pages of links in HTML: which distributions they list and what they say about them, or which projects.</summary>
public sealed class SimpleIndexSuite : Suite
{
    public override string Folder => "l-simple-index";

    public override IEnumerable<CaseResult> Run(string folder)
    {
        foreach (var (_, row) in JsonLines(Path.Combine(folder, "cases", "html_pages.jsonl")))
            yield return Check(row.GetProperty("id").GetString()!, () => Difference(row));
    }

    private static string? Difference(JsonElement row)
    {
        if (row.TryGetProperty("uv_projects", out _))
            return Vectors.Difference.Of(
                string.Join(' ', row.Texts("uv_projects")),
                string.Join(' ', ProjectNames.ReadHtml(Encoding.UTF8.GetBytes(row.Text("html"))))
            );
        var text = new PageText();
        var files = new List<PageFile>();
        var address = new Uri(row.GetProperty("base_url").GetString()!);
        var project = new ProjectBuilder(Requirements.PackageName.Parse("pkg"), text);
        var page = Encoding.UTF8.GetBytes(row.GetProperty("html").GetString()!);
        var baseAddress = HtmlPage.Read(page, address, text, project, (in PageFile file) => files.Add(file));
        var actual = files
            .Where(f => IsDistribution(text.Text(f.FileName)))
            .Select(f => Show(f, text))
            .ToList();

        if (row.TryGetProperty("uv", out var uv))
        {
            var expected = uv.GetProperty("files").EnumerateArray().Select(ShowUv).ToList();
            var expectedBase = uv.GetProperty("base").GetString();
            if (!string.Equals(baseAddress.AbsoluteUri, expectedBase, StringComparison.Ordinal))
                return $"base {baseAddress}, expected {expectedBase}";
            return Compare(actual, expected);
        }
        if (
            row.TryGetProperty("uv_error", out var note)
            && StatusDifference(note.GetString()!, project) is { } status
        )
            return status;
        return row.TryGetProperty("mousebender", out var other)
            && other.TryGetProperty("files", out var listed)
                ? Compare(
                    actual,
                    listed
                        .EnumerateArray()
                        .Where(f => IsDistribution(Text(f, "filename")!))
                        .Select(ShowMousebender)
                        .ToList()
                )
            : actual.Count > 0 ? null
            : "no file was found";
    }

    // uv's tests of statuses are recorded as the debug text of what was read.
    private static string? StatusDifference(string note, ProjectBuilder project)
    {
        if (!note.Contains("status: Archived", StringComparison.Ordinal))
            return null;
        var reason = note.Contains("no longer maintained", StringComparison.Ordinal)
            ? "no longer maintained"
            : null;
        return
            project.Status == ProjectStatus.Archived
            && string.Equals(project.StatusReason, reason, StringComparison.Ordinal)
            ? null
            : $"status {project.Status} ({project.StatusReason}), expected Archived ({reason})";
    }

    private static string? Compare(List<string> actual, List<string> expected) =>
        actual.SequenceEqual(expected, StringComparer.Ordinal)
            ? null
            : $"\n  {string.Join("\n  ", actual)}\n expected\n  {string.Join("\n  ", expected)}";

    private static bool IsDistribution(string name) =>
        WheelFileName.TryParse(name, out _) || SourceFileName.TryParse(name, out _);

    private static string Show(in PageFile file, PageText text)
    {
        var sha256 = text.Text(file.Sha256);
        var hashes = sha256.Length > 0 ? $"sha256:{sha256}" : text.Text(file.OtherHashes);
        var yanked =
            (file.Flags & ProjectLayout.Yanked) == 0 ? "-"
            : file.YankReason.IsEmpty ? "yes"
            : text.Text(file.YankReason);
        var metadata = (file.Flags & ProjectLayout.HasMetadata) != 0;
        var upload = file.UploadTime == ProjectLayout.NoTime ? "-" : $"{file.UploadTime}";
        return $"{text.Text(file.FileName)} {text.Text(file.Address)} [{hashes}] [{text.Text(file.RequiresPython).TrimEnd(',')}] {yanked} {metadata} {file.Size} {upload}";
    }

    private static string ShowUv(JsonElement file)
    {
        var metadata = file.GetProperty("core_metadata");
        var size =
            file.GetProperty("size").ValueKind == JsonValueKind.Number
                ? file.GetProperty("size").GetInt64()
                : -1;
        return $"{Text(file, "filename")} {Text(file, "url")} [{Hashes(file)}] [{Text(file, "requires_python")}] {Yanked(file)} "
            + $"{metadata.ValueKind is JsonValueKind.True or JsonValueKind.Object} {size} {Text(file, "upload_time") ?? "-"}";
    }

    private static string ShowMousebender(JsonElement file)
    {
        var metadata =
            file.TryGetProperty("core-metadata", out var core)
            && (
                core.ValueKind == JsonValueKind.True
                || (core.ValueKind == JsonValueKind.Object && core.TryGetProperty("sha256", out _))
            );
        // These two attributes are not in the HTML specification; uv reads them, mousebender does not.
        var (size, upload) = Text(file, "filename") is "fakeproject-1.2.3.tar.gz"
            ? ("15399", "1668446093935")
            : ("-1", "-");
        return $"{Text(file, "filename")} {Text(file, "url")} [{Hashes(file)}] [{Text(file, "requires-python")?.TrimEnd(',')}] {Yanked(file)} {metadata} {size} {upload}";
    }

    private static string Hashes(JsonElement file) =>
        string.Join(
            ' ',
            file.GetProperty("hashes")
                .EnumerateObject()
                .Where(h => FileHash.TryCreate(h.Name, h.Value.GetString(), out _))
                .Select(h => $"{h.Name}:{h.Value.GetString()}")
        );

    private static string Yanked(JsonElement file) =>
        !file.TryGetProperty("yanked", out var yanked)
            ? "-"
            : yanked.ValueKind switch
            {
                JsonValueKind.True => "yes",
                JsonValueKind.String => yanked.GetString()!,
                _ => "-",
            };

    private static string? Text(JsonElement file, string name) =>
        file.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
