using System.Text.Json;
using Krait.Requirements;
using Krait.Toml;

namespace Krait.Vectors;

/// <summary>Dependency groups (PEP 735) and metadata inside scripts (PEP 723).</summary>
public sealed class ProjectStandardsSuite : Suite
{
    public override string Folder => "i-standards";

    public override string Part => "groups-and-scripts";

    public override IEnumerable<CaseResult> Run(string folder) =>
        [
            .. Each(Path.Combine(folder, "cases", "pep735_resolve.jsonl"), Groups, InvalidGroup),
            .. Each(Path.Combine(folder, "cases", "pep723_parse.jsonl"), Script, CarriageReturns),
        ];

    private static string? InvalidGroup(JsonElement row) =>
        row.GetProperty("groups").EnumerateObject().Any(group => !GroupName.TryParse(group.Name, out _))
            ? "no valid name (specification of names, which PEP 735 refers to); the reference normalizes without looking, uv refuses it"
            : null;

    private static string? CarriageReturns(JsonElement row) =>
        row.Text("script").Contains('\r', StringComparison.Ordinal)
            ? "lines may end in CR LF: Python reads source text with universal newlines, to which the expression of PEP 723 is then applied; uv takes such scripts"
            : null;

    private static string? Groups(JsonElement row)
    {
        var groups = row.GetProperty("groups")
            .EnumerateObject()
            .Select(group => $"{TomlWriter.Key(group.Name)} = {ToToml(group.Value)}\n");
        var text = $"[dependency-groups]\n{string.Concat(groups)}";
        List<string> names = [];
        string? problem = null;
        try
        {
            var read = DependencyGroups.Read(TomlDocument.Parse(text).Root["dependency-groups"]!.AsTable()!);
            foreach (var group in row.Texts("resolve"))
                names.AddRange(
                    read.Resolve(GroupName.Parse(group)).Select(requirement => requirement.ToString())
                );
        }
        catch (DependencyGroupException exception)
        {
            problem = exception.Problem switch
            {
                DependencyGroupProblem.NotFound => "LookupError",
                DependencyGroupProblem.Cycle => "CyclicDependencyGroup",
                DependencyGroupProblem.DuplicateNames => "DuplicateGroupNames",
                DependencyGroupProblem.InvalidItem => "InvalidDependencyGroupObject",
                DependencyGroupProblem.InvalidRequirement => "InvalidRequirement",
                DependencyGroupProblem.WrongType => "TypeError",
                _ => exception.Message,
            };
        }
        if (row.GetProperty("valid").GetBoolean())
        {
            var expected = row.Texts("requirements").Select(text => Requirement.Parse(text).ToString());
            return problem ?? Difference.Of(string.Join('|', expected), string.Join('|', names));
        }
        // The reference collects all that is wrong; the first is enough here.
        return problem is not null && row.Texts("errors").Contains(problem, StringComparer.Ordinal)
            ? null
            : $"expected {string.Join(", ", row.Texts("errors"))}, got {problem ?? "no error"}";
    }

    private static string ToToml(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => TomlWriter.String(value.GetString()),
            JsonValueKind.Array => TomlWriter.Array(value.EnumerateArray().Select(ToToml)),
            JsonValueKind.Object => TomlWriter.InlineTable(
                value.EnumerateObject().Select(pair => KeyValuePair.Create(pair.Name, ToToml(pair.Value)))
            ),
            // TOML knows no null; any value that is neither text nor table stands for it.
            JsonValueKind.Null => "0",
            _ => value.GetRawText(),
        };

    private static string? Script(JsonElement row)
    {
        ScriptMetadata? metadata = null;
        ScriptMetadataProblem? problem = null;
        try
        {
            metadata = ScriptMetadata.Read(row.Text("script"));
        }
        catch (ScriptMetadataException exception)
        {
            problem = exception.Problem;
        }
        var spec = row.GetProperty("spec");
        var stricter = row.TryGetProperty("uv", out var uv) ? uv : default;
        if (spec.TryGetProperty("error", out _))
            return Difference.Of(ScriptMetadataProblem.Repeated, problem);
        if (spec.TryGetProperty("metadata_invalid_toml", out _))
            return Difference.Of(ScriptMetadataProblem.InvalidContent, problem);
        if (spec.TextOrNull("metadata_text") is not { } text)
        {
            if (metadata is not null)
                return $"expected no metadata, got `{metadata.Document}`";
            // The specification passes over a block without end; uv tells of it, and so do we.
            return stricter.ValueKind == JsonValueKind.Object && stricter.TryGetProperty("error", out _)
                    ? Difference.Of(ScriptMetadataProblem.Unclosed, problem)
                : problem is null or ScriptMetadataProblem.Unclosed ? null
                : $"got {problem}";
        }
        if (metadata is null)
            return $"expected metadata, got {problem?.ToString() ?? "none"}";
        var keys = spec.GetProperty("metadata");
        var dependencies = keys.TryGetProperty("dependencies", out _) ? keys.Texts("dependencies") : [];
        return Difference.Of(text, metadata.Document.Text)
            ?? Difference.Of(string.Join('|', dependencies), string.Join('|', metadata.Dependencies))
            ?? Difference.Of(keys.TextOrNull("requires-python"), metadata.RequiresPython?.ToString())
            ?? (stricter.ValueKind == JsonValueKind.Object ? Around(stricter, metadata) : null);
    }

    private static string? Around(JsonElement uv, ScriptMetadata metadata) =>
        (uv.TextOrNull("prelude") is { } prelude ? Difference.Of(prelude, metadata.Prelude) : null)
        ?? (uv.TextOrNull("postlude") is { } postlude ? Difference.Of(postlude, metadata.Postlude) : null);
}
