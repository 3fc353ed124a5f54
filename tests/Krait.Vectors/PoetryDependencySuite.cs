using System.Text.Json;
using Krait.Markers.Poetry;
using Krait.Requirements;
using static Krait.Vectors.Comparison;

namespace Krait.Vectors;

/// <summary>Dependencies of <c>[tool.poetry]</c> and the requirements that Poetry makes of them.</summary>
public sealed class PoetryDependencySuite : Suite
{
    public override string Folder => "h-poetry";

    public override string Part => "dependencies";

    public override IEnumerable<CaseResult> Run(string folder) =>
        Each(Path.Combine(folder, "cases", "dependencies.jsonl"), Difference);

    private static string? Difference(JsonElement row)
    {
        var given = row.GetProperty("constraint");
        var dependency =
            given.ValueKind == JsonValueKind.String
                ? new PoetryDependency { Name = Text(row, "name"), Version = given.GetString()! }
                : new PoetryDependency
                {
                    Name = Text(row, "name"),
                    Version = given.TextOrNull("version") ?? "*",
                    Extras = given.TryGetProperty("extras", out _)
                        ? [.. Strings(given, "extras").Select(extra => ExtraName.Parse(extra).Value)]
                        : [],
                    Python = given.TextOrNull("python"),
                    Platform = given.TextOrNull("platform"),
                    Markers = given.TextOrNull("markers"),
                    Git = given.TextOrNull("git"),
                    Reference =
                        given.TextOrNull("branch") ?? given.TextOrNull("tag") ?? given.TextOrNull("rev"),
                    Url = given.TextOrNull("url"),
                    Subdirectory = given.TextOrNull("subdirectory"),
                };
        var algebra = new PoetryMarkerAlgebra();
        try
        {
            var marker = dependency.Marker(algebra);
            var difference =
                Differ(Text(row, "pep508"), dependency.ToRequirement(algebra))
                ?? Differ(Text(row, "marker"), marker.ToString());
            if (!row.GetProperty("valid").GetBoolean())
                return "read, though Poetry refuses it";
            // Rows from Poetry's own tests have these members only.
            if (difference is not null || !row.TryGetProperty("str", out _))
                return difference;
            var isDirect = dependency.Git is not null || dependency.Url is not null;
            return Differ(
                    Text(row, "pep508_without_extras"),
                    dependency.ToRequirement(algebra, withExtras: false)
                )
                ?? (isDirect ? null : Differ(Text(row, "str"), dependency.ToString()))
                ?? Differ(Text(row, "python_constraint"), algebra.PythonConstraint(marker).ToString()!);
        }
        catch (FormatException exception)
        {
            return row.GetProperty("valid").GetBoolean() ? exception.Message : null;
        }
    }
}
