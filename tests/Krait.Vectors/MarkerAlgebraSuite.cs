using System.Text.Json;
using Krait.Markers;
using Krait.Versions;

namespace Krait.Vectors;

/// <summary>Disjointness, implication and the rest, against truth tables and against uv's own expectations.</summary>
public sealed class MarkerAlgebraSuite : Suite
{
    public override string Folder => "b-pep508";

    public override string Part => "marker-algebra";

    public override IEnumerable<CaseResult> Run(string folder)
    {
        foreach (var (_, row) in JsonLines(Path.Combine(folder, "cases", "marker_algebra.jsonl")))
            yield return Check(row.GetProperty("id").GetString()!, () => Claims(row));
        var expectations = Path.Combine(folder, "cases", "uv_marker_expectations.jsonl");
        foreach (var result in Each(expectations, Expectation, Placeholder))
            yield return result;
    }

    private static string? Placeholder(JsonElement row) =>
        row.TextOrNull("input")?.Contains("{input}", StringComparison.Ordinal) == true
            ? "the input holds an unfilled placeholder of a test table; uv itself leaves out a comparison with what is no version"
            : null;

    private static string? Claims(JsonElement row)
    {
        var algebra = new MarkerAlgebra();
        Marker first = Marker.Parse(Text(row, "a")),
            second = Marker.Parse(Text(row, "b"));
        MarkerComparison[] comparisons =
        [
            .. Comparisons(first.Expression),
            .. Comparisons(second.Expression),
        ];
        if (Array.Exists(comparisons, comparison => comparison.Operator == MarkerOperator.Arbitrary))
            return algebra.TryBuild(first, out _, out _) && algebra.TryBuild(second, out _, out _)
                ? $"{first}  |  {second}: built"
                : null;
        var a = algebra.Build(first);
        var b = algebra.Build(second);
        (string Name, bool Claim)[] claims =
        [
            ("disjoint", algebra.AreDisjoint(a, b)),
            ("a_implies_b", algebra.Implies(a, b)),
            ("b_implies_a", algebra.Implies(b, a)),
            ("equivalent", a == b),
            ("complementary", a == MarkerAlgebra.Not(b)),
            ("a_true", a.IsTrue),
            ("a_false", a.IsFalse),
            ("b_true", b.IsTrue),
            ("b_false", b.IsFalse),
        ];
        // A claim is sound if it is so on real platforms, and due if it is so with all variables free.
        var free = row.GetProperty("free");
        var real = row.TryGetProperty("real_platforms", out var platforms) ? platforms : free;
        var isExcused = Array.Exists(comparisons, IsByConvention);
        foreach (var (name, claim) in claims)
        {
            // Null: some value of the marker occurs on no platform that the table knows.
            var isSo =
                real.ValueKind == JsonValueKind.Null ? JsonValueKind.Null : real.GetProperty(name).ValueKind;
            if (claim && isSo == JsonValueKind.False && !Array.Exists(comparisons, IsAgainstTheTable))
                return $"{Text(row, "a")}  |  {Text(row, "b")}: unsound {name}";
            if (
                !claim
                && !isExcused
                && free.GetProperty(name).ValueKind == JsonValueKind.True
                && isSo != JsonValueKind.False
            )
                return $"{Text(row, "a")}  |  {Text(row, "b")}: does not see {name}";
        }
        return null;
    }

    private static IEnumerable<MarkerComparison> Comparisons(MarkerExpression expression) =>
        expression is MarkerCombination combination
            ? combination.Terms.SelectMany(Comparisons)
            : [(MarkerComparison)expression];

    /// <summary>
    /// Where uv's conventions differ from the table's: comparisons without meaning are left out, and <c>platform_system</c> of
    /// <c>Linux</c> is <c>sys_platform</c> of <c>linux</c> alone.
    /// </summary>
    private static bool IsAgainstTheTable(MarkerComparison comparison) =>
        comparison.Evaluate(AnyEnvironment, []) is null
        || (comparison.Left.Variable ?? comparison.Right.Variable) == MarkerVariable.PlatformSystem;

    /// <summary>Besides, parts of texts are not held against equality, releases are versions on one platform only, and pre-releases are cut.</summary>
    private static bool IsByConvention(MarkerComparison comparison) =>
        IsAgainstTheTable(comparison)
        || comparison.Operator is MarkerOperator.In or MarkerOperator.NotIn
        || (comparison.Left.Variable ?? comparison.Right.Variable) == MarkerVariable.PlatformRelease
        || PackageVersion.TryParse(comparison.Left.Literal ?? comparison.Right.Literal, out var version)
            && version != version.BaseVersion();

    private static readonly MarkerEnvironment AnyEnvironment = new()
    {
        ImplementationName = "",
        ImplementationVersion = "",
        OsName = "",
        PlatformMachine = "",
        PlatformPythonImplementation = "",
        PlatformRelease = "",
        PlatformSystem = "",
        PlatformVersion = "",
        PythonFullVersion = "",
        PythonVersion = "",
        SysPlatform = "",
    };

    private static string? Expectation(JsonElement row)
    {
        var algebra = new MarkerAlgebra();
        var operation = Text(row, "op");
        var expected = row.GetProperty("expected");
        if (operation is "disjoint" or "implies" or "equivalent")
        {
            MarkerNode a = Build(algebra, Text(row, "a")),
                b = Build(algebra, Text(row, "b"));
            var holds = operation switch
            {
                "disjoint" => algebra.AreDisjoint(a, b),
                "implies" => algebra.Implies(a, b),
                _ => a == b,
            };
            return holds == expected.GetBoolean() ? null : $"{operation}: {row}";
        }
        var input = Build(algebra, Text(row, "input"));
        if (operation == "constant")
            return (expected.GetBoolean() ? input.IsTrue : input.IsFalse) ? null : $"{operation}: {row}";
        var result = operation switch
        {
            "simplify" => input,
            "negate" => MarkerAlgebra.Not(input),
            "without_extras" => algebra.WithoutExtras(input),
            "only_extras" => algebra.OnlyExtras(input),
            "simplify_extras" => algebra.SimplifyExtras(input, extra => IsNamed(row, extra) ? true : null),
            "simplify_not_extras" => algebra.SimplifyExtras(
                input,
                extra => IsNamed(row, extra) ? false : null
            ),
            "simplify_python" => algebra.Simplify(input, Python(algebra, row)),
            "complexify_python" => algebra.Complexify(input, Python(algebra, row)),
            _ => throw new InvalidDataException(operation),
        };
        var text = expected.GetString()!;
        return result == Build(algebra, text) ? null : $"{operation}: {algebra.ToText(result)}: {row}";
    }

    private static bool IsNamed(JsonElement row, string extra) =>
        row.GetProperty("extras").EnumerateArray().Any(named => named.GetString() == extra);

    private static MarkerPythonRange Python(MarkerAlgebra algebra, JsonElement row)
    {
        var lower = row.GetProperty("requires_python_lower_inclusive").GetString();
        var upper = row.GetProperty("requires_python_upper_exclusive").GetString();
        string?[] bounds = [lower is null ? null : $">={lower}", upper is null ? null : $"<{upper}"];
        return algebra.PythonRange(
            VersionSpecifiers.Parse(string.Join(',', bounds.Where(bound => bound is not null)))
        );
    }

    private static MarkerNode Build(MarkerAlgebra algebra, string text) =>
        text switch
        {
            "TRUE" => MarkerNode.True,
            "FALSE" => MarkerNode.False,
            _ => algebra.Build(Marker.Parse(text)),
        };

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;
}
