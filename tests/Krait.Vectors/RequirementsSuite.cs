using System.Text.Json;
using Krait.Requirements;
using Krait.Versions;

namespace Krait.Vectors;

/// <summary>Dependency specifiers as pypa/packaging reads them; what markers mean is another part's matter.</summary>
public sealed class RequirementsSuite : Suite
{
    public override string Folder => "b-pep508";

    public override string Part => "requirements";

    public override IEnumerable<CaseResult> Run(string folder) =>
        Each(Path.Combine(folder, "cases", "requirements.jsonl"), Requirement, Laxer);

    /// <summary>What the reference lets pass and we refuse.</summary>
    private static string? Laxer(JsonElement row) =>
        !row.GetProperty("valid").GetBoolean() ? null
        : row.Texts("extras").Append(row.Text("name")).Any(name => !PackageName.TryParse(name, out _))
            ? "a name must end in a letter or a digit (specification of names); the recorder's regular expression lets an underscore pass, uv does not"
        : row.Text("input").Contains("===", StringComparison.Ordinal)
        && row.Text("input")
            .Replace(" ", "", StringComparison.Ordinal)
            .Contains(",,", StringComparison.Ordinal)
            ? "an empty clause behind `===`, which the reference takes for a part of that version and then drops; the grammar has none"
        : null;

    private static string? Requirement(JsonElement row)
    {
        var input = row.Text("input");
        var valid = Requirements.Requirement.TryParse(input, out var requirement, out var error);
        if (valid != row.GetProperty("valid").GetBoolean())
            return $"`{input}` valid: {valid} {error?.Message}";
        if (requirement is null)
            return error!.Offset + error.Length <= input.Length + 1
                ? null
                : $"the place of the error lies outside: {error}";
        var specifiers = row.GetProperty("specifier")
            .EnumerateArray()
            .Select(clause => VersionSpecifier.Parse($"{clause[0].GetString()}{clause[1].GetString()}"));
        var extras = row.Texts("extras").Select(ExtraName.Parse).Distinct().Order();
        return Difference.Of(row.Text("normalized_name"), requirement.Name.Value)
            ?? Difference.Of(string.Join(',', extras), string.Join(',', requirement.Extras))
            ?? Difference.Of(row.TextOrNull("url"), requirement.Url)
            ?? Difference.Of(VersionSpecifiers.Of([.. specifiers]), requirement.Specifiers)
            ?? Difference.Of(row.TextOrNull("marker"), requirement.Marker?.ToString())
            ?? Difference.Of(requirement, Requirements.Requirement.Parse(requirement.ToString()))
            ?? Difference.Of(requirement, Requirements.Requirement.Parse(row.Text("str")));
    }
}
