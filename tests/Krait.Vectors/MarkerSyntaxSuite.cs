using System.Text.Json;
using Krait.Markers;

namespace Krait.Vectors;

/// <summary>Markers as they are read, printed back and evaluated.</summary>
public sealed class MarkerSyntaxSuite : Suite
{
    public override string Folder => "b-pep508";

    public override string Part => "marker-syntax";

    public override IEnumerable<CaseResult> Run(string folder)
    {
        foreach (var (_, row) in JsonLines(Path.Combine(folder, "cases", "markers_parse.jsonl")))
            yield return Check(row.GetProperty("id").GetString()!, () => Syntax(row));
        var environments = Environments(Path.Combine(folder, "environments.json"));
        foreach (var (_, row) in JsonLines(Path.Combine(folder, "cases", "markers_eval.jsonl")))
            yield return Check(row.GetProperty("id").GetString()!, () => Evaluation(row, environments));
    }

    internal static Dictionary<string, MarkerEnvironment> Environments(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        return document
            .RootElement.EnumerateArray()
            .ToDictionary(
                entry => entry.GetProperty("name").GetString()!,
                entry => Environment(entry.GetProperty("marker_environment")),
                StringComparer.Ordinal
            );
    }

    private static MarkerEnvironment Environment(JsonElement values)
    {
        string Value(string name) => values.GetProperty(name).GetString()!;
        return new MarkerEnvironment
        {
            ImplementationName = Value("implementation_name"),
            ImplementationVersion = Value("implementation_version"),
            OsName = Value("os_name"),
            PlatformMachine = Value("platform_machine"),
            PlatformPythonImplementation = Value("platform_python_implementation"),
            PlatformRelease = Value("platform_release"),
            PlatformSystem = Value("platform_system"),
            PlatformVersion = Value("platform_version"),
            PythonFullVersion = Value("python_full_version"),
            PythonVersion = Value("python_version"),
            SysPlatform = Value("sys_platform"),
        };
    }

    private static string? Syntax(JsonElement row)
    {
        var valid = Marker.TryParse(row.GetProperty("input").GetString(), out var marker);
        if (valid != row.GetProperty("valid").GetBoolean())
            return $"read {(valid ? "accepted" : "refused")}: {row.GetProperty("input")}";
        if (marker is null)
            return null;
        if (marker.ToString() != row.GetProperty("str").GetString())
            return $"printed {marker}, expected {row.GetProperty("str")}";
        return SameTree(marker.Expression, row.GetProperty("tree"))
            ? null
            : $"tree of {marker} differs from {row.GetProperty("tree")}";
    }

    private static bool SameTree(MarkerExpression expression, JsonElement tree)
    {
        if (expression is MarkerComparison comparison)
            return SameOperand(comparison.Left, tree.GetProperty("lhs"))
                && comparison.ToString().Contains($" {tree.GetProperty("op")} ", StringComparison.Ordinal)
                && SameOperand(comparison.Right, tree.GetProperty("rhs"));
        var combination = (MarkerCombination)expression;
        if (!tree.TryGetProperty(combination.IsConjunction ? "and" : "or", out var terms))
            return false;
        return terms.GetArrayLength() == combination.Terms.Count
            && combination.Terms.Zip(terms.EnumerateArray(), SameTree).All(same => same);
    }

    private static bool SameOperand(MarkerOperand operand, JsonElement tree) =>
        tree.TryGetProperty("var", out var variable)
            ? operand.ToString() == variable.GetString()
            : operand.Literal == tree.GetProperty("str").GetString();

    private static string? Evaluation(JsonElement row, Dictionary<string, MarkerEnvironment> environments)
    {
        var marker = Marker.Parse(row.GetProperty("marker").GetString());
        // Where tools differ on purpose the recorded answer is packaging's; there uv's will do as well.
        var contested = row.TryGetProperty("contested", out _);
        foreach (var result in row.GetProperty("results").EnumerateObject())
        {
            var value = marker.EvaluateStrictly(environments[result.Name], []);
            bool? expected = result.Value.ValueKind switch
            {
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                _ => null,
            };
            if (
                value != expected
                && !(contested && marker.Evaluate(environments[result.Name], []) == expected)
            )
                return $"{marker} in {result.Name}: {value?.ToString() ?? "undefined"}, expected {result.Value}";
        }
        if (!row.TryGetProperty("extra_sets", out var sets))
            return null;
        foreach (var set in sets.EnumerateArray())
        {
            string[] extras = [.. set.GetProperty("extras").EnumerateArray().Select(e => e.GetString()!)];
            var environment = environments[set.GetProperty("env").GetString()!];
            if (marker.EvaluateStrictly(environment, extras) != set.GetProperty("result").GetBoolean())
                return $"{marker} in {set.GetProperty("env")} with [{string.Join(", ", extras)}] is not {set.GetProperty("result")}";
        }
        return null;
    }
}
