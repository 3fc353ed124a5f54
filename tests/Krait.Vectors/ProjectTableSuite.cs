using System.Text.Json;
using Krait.Metadata;
using Krait.Requirements;
using Krait.Toml;
using static Krait.Vectors.Comparison;

namespace Krait.Vectors;

/// <summary>
/// The <c>[project]</c> table (PEP 621): valid or not, and the core metadata made of it. The texts of faults are our own. What the
/// reference checks beside the table (<c>[build-system]</c>, <c>[dependency-groups]</c>) is checked by the rooms that read it.
/// </summary>
public sealed class ProjectTableSuite : Suite
{
    public override string Folder => "i-standards";

    public override string Part => "project";

    public override IEnumerable<CaseResult> Run(string folder)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "pep621_files.json")));
        var files = document
            .RootElement.EnumerateObject()
            .ToDictionary(f => f.Name, f => f.Value.GetString()!, StringComparer.Ordinal);
        return Each(
            Path.Combine(folder, "cases", "pep621_project.jsonl"),
            row => Difference(row, files),
            ExtraNames
        );
    }

    private static string? ExtraNames(JsonElement row)
    {
        if (
            TomlDocument.Parse(Text(row, "pyproject_toml")).Root["project"] is not TomlTable project
            || project["optional-dependencies"] is not TomlTable extras
        )
            return null;
        var names = extras
            .Entries.Select(e => ExtraName.TryParse(e.Key, out var name) ? name.Value : null)
            .ToList();
        return names.Contains(null)
                ? "an extra must have a valid name (pyproject.toml specification); uv refuses it too"
            : names.Distinct(StringComparer.Ordinal).Count() < names.Count
                ? "two extras that are one after normalization are an error by the pyproject.toml specification"
            : null;
    }

    private static string? Difference(JsonElement row, Dictionary<string, string> files)
    {
        var root = TomlDocument.Parse(Text(row, "pyproject_toml")).Root;
        var found = new List<string>();
        IReadOnlyList<KeyValuePair<string, string>>? fields = null;
        if (ProjectTable.TryRead(root, out var project, out var faults))
        {
            try
            {
                if (root["dependency-groups"] is TomlTable groups)
                {
                    var read = DependencyGroups.Read(groups);
                    foreach (var name in read.Names)
                        read.Resolve(name);
                }
                var shown = project.Version is null
                    ? project with
                    {
                        Version = Versions.PackageVersion.Parse("0"),
                    }
                    : project;
                fields = ProjectMetadata.Fields(
                    shown,
                    [.. files.Keys.Order(StringComparer.Ordinal)],
                    files.GetValueOrDefault
                );
            }
            catch (Exception exception) when (exception is FormatException or DependencyGroupException)
            {
                found.Add(exception.Message);
            }
        }
        found.AddRange(faults.Select(f => f.ToString()));
        if (row.GetProperty("valid").GetBoolean() != (found.Count == 0))
            return $"{found.Count} faults: {string.Join("; ", found)}";
        if (fields is null || !row.TryGetProperty("core_metadata", out var expected))
            return null;
        return Differ(Rows(expected), Rows(fields));
    }

    // One row a value. A person without a name is `Unknown <address>` in the reference, the address alone in the specification;
    // a license file that stands beside an old license is its own addition.
    private static List<string> Rows(JsonElement expected)
    {
        var rows = new List<string>();
        foreach (var field in expected.EnumerateObject())
        {
            if (field.Name == "keywords")
                rows.Add(
                    $"keywords={string.Join(',', field.Value.EnumerateArray().Select(k => k.GetString()))}"
                );
            else if (field.Value.ValueKind == JsonValueKind.Array)
                rows.AddRange(
                    field
                        .Value.EnumerateArray()
                        .Select(v => $"{field.Name}={Plain(field.Name, v.GetString()!)}")
                );
            else
                rows.Add($"{field.Name}={Plain(field.Name, field.Value.GetString()!)}");
        }
        rows.RemoveAll(r => r.StartsWith("license_file=<DIR>", StringComparison.Ordinal));
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    private static string Plain(string field, string value)
    {
        if (field == "requires_dist")
            return Requirement.Parse(value).ToString();
        const string Unknown = "Unknown <";
        return
            field.EndsWith("_email", StringComparison.Ordinal)
            && value.StartsWith(Unknown, StringComparison.Ordinal)
            ? value[Unknown.Length..^1]
            : value;
    }

    private static List<string> Rows(IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        var rows = fields
            .Select(f =>
            {
                var name = f.Key.ToLowerInvariant().Replace('-', '_');
                return $"{name}={Plain(name, f.Value)}";
            })
            .ToList();
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }
}
