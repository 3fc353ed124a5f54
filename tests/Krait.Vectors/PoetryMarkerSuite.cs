using System.Text.Json;
using Krait.Markers;
using Krait.Markers.Poetry;
using Krait.Versions;

namespace Krait.Vectors;

/// <summary>
/// Poetry's constraints and markers: canonical texts, algebra, and what they say of Python. The answers were recorded with
/// poetry-core 2.3.2; where 2.5 gives another, <see cref="NewerAnswers"/> has it, and that is what is held. Of rows that the table
/// does not know (a folder of others) a text that differs must allow the same final releases, since 2.5 leaves out the
/// pre-releases of an upper bound; a name taken out of an <c>or</c> leaves nothing to ask there, so that the result may hold in
/// more places than the recorded one.
/// </summary>
public sealed class PoetryMarkerSuite : Suite
{
    /// <summary>What poetry-core 2.5 answers where it differs from the recorded answer, by row and member.</summary>
    private static readonly Dictionary<(string Case, string What), string> NewerAnswers = EmbeddedTable
        .Rows("poetry-core-2.5.tsv")
        .ToDictionary(columns => (columns[0], columns[1]), columns => columns[2]);

    public override string Folder => "h-poetry";

    public override string Part => "markers";

    public override IEnumerable<CaseResult> Run(string folder)
    {
        var grid = JsonSerializer
            .Deserialize<string[]>(File.ReadAllText(Path.Combine(folder, "constraint_version_grid.json")))!
            .Select(text => (text, PackageVersion.Parse(text)))
            .ToArray();
        foreach (
            var (file, compare) in new (string, Func<JsonElement, string?>)[]
            {
                ("constraints", row => Constraint(row, grid)),
                ("constraint_algebra", row => ConstraintAlgebra(row, grid)),
                ("generic_constraints", TextConstraint),
                ("markers", MarkerRow),
                ("marker_pairs", MarkerPair),
                ("python_markers", PythonMarker),
            }
        )
        {
            foreach (var result in Each(Path.Combine(folder, "cases", $"{file}.jsonl"), compare, NewerRule))
                yield return result;
        }
    }

    /// <summary>Kinds of rows to which 2.5 gives other answers than were recorded, where the table does not know the row.</summary>
    private static string? NewerRule(JsonElement row)
    {
        string[] inputs =
        [
            .. new[] { "input", "a", "b" }
                .Where(name => row.TryGetProperty(name, out _))
                .Select(name => Text(row, name)),
        ];
        return inputs.Any(text => text.Contains("+deadbeef.0", StringComparison.Ordinal))
                ? "numbers of a local label have no leading zeros (PEP 440); Poetry prints them as written"
            : NewerAnswers.Keys.Any(key => key.Case == Text(row, "id")) ? null
            : inputs.Any(text => text.Contains('+', StringComparison.Ordinal))
                ? "poetry-core 2.5 orders local versions otherwise than the recorded 2.3.2"
            : inputs.Any(text => text.Contains("~=", StringComparison.Ordinal))
                ? "poetry-core 2.5 reads `~=` otherwise than the recorded 2.3.2"
            : inputs.Any(text => text.Contains("!=", StringComparison.Ordinal))
                ? "poetry-core 2.5 treats pre-releases beside `!=` otherwise than the recorded 2.3.2"
            : null;
    }

    /// <summary>The answer to hold: that of 2.5 where it is known to differ, else the recorded one.</summary>
    private static string Expected(JsonElement row, string what)
    {
        if (NewerAnswers.TryGetValue((Text(row, "id"), what), out var newer))
            return newer;
        var recorded = row.GetProperty(what);
        return recorded.ValueKind switch
        {
            JsonValueKind.Array => List(row, what),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => recorded.GetString()!,
        };
    }

    /// <summary>Whether the answers to a row are those of 2.5, so that they must be met to the letter.</summary>
    private static bool IsNewer(JsonElement row, string what) =>
        NewerAnswers.ContainsKey((Text(row, "id"), what));

    private static string Word(bool value) => value ? "true" : "false";

    private static string? Constraint(JsonElement row, (string Text, PackageVersion Version)[] grid)
    {
        var input = Text(row, "input");
        var valid = PoetryConstraintParser.TryParse(input, out var constraint);
        if (Word(valid) != Expected(row, "valid"))
            return $"{input}: {(valid ? "accepted" : "refused")}";
        if (constraint is null)
            return null;
        var kind = constraint switch
        {
            PoetryExactVersion => "Version",
            PoetryVersionRange => "VersionRange",
            PoetryVersionUnion => "VersionUnion",
            _ => "EmptyConstraint",
        };
        var canonical = Expected(row, "canonical");
        if (constraint.ToString() != canonical)
            return Superseded(row, input, "canonical", constraint, grid);
        return Difference(input, "kind", kind, Expected(row, "kind"))
            ?? Difference(input, "is_any", Word(constraint.IsAny), Expected(row, "is_any"))
            ?? Difference(input, "is_empty", Word(constraint.IsEmpty), Expected(row, "is_empty"))
            ?? Difference(input, "is_simple", Word(constraint.IsSimple), Expected(row, "is_simple"))
            ?? Difference(input, "allows", Allowed(constraint, grid), Expected(row, "allows"));
    }

    private static string? ConstraintAlgebra(JsonElement row, (string Text, PackageVersion Version)[] grid)
    {
        PoetryConstraint a = ParseConstraint(Text(row, "a")),
            b = ParseConstraint(Text(row, "b"));
        var pair = $"{Text(row, "a")}  |  {Text(row, "b")}";
        var both = a.Intersect(b);
        return Superseded(row, pair, "intersect", both, grid)
            ?? Superseded(row, pair, "union", a.Union(b), grid)
            ?? Superseded(row, pair, "difference", a.Except(b), grid)
            ?? Difference(pair, "allows_all", Word(a.AllowsAll(b)), Expected(row, "allows_all"))
            ?? Difference(pair, "allows_any", Word(a.AllowsAny(b)), Expected(row, "allows_any"))
            ?? (
                both.ToString() == Text(row, "intersect")
                    ? Difference(
                        pair,
                        "intersect_allows",
                        Allowed(both, grid),
                        Expected(row, "intersect_allows")
                    )
                    : Difference(
                        pair,
                        "intersect_allows",
                        Releases(Allowed(both, grid)),
                        Releases(Expected(row, "intersect_allows"))
                    )
            );
    }

    private static string? Superseded(
        JsonElement row,
        string input,
        string what,
        PoetryConstraint actual,
        (string Text, PackageVersion Version)[] grid
    )
    {
        var expected = Expected(row, what);
        if (actual.ToString() == expected)
            return null;
        if (IsNewer(row, what))
            return Difference(input, what, actual.ToString()!, expected);
        var recorded = expected == "<empty>" ? PoetryEmptyConstraint.Instance : ParseConstraint(expected);
        return Releases(Allowed(actual, grid)) == Releases(Allowed(recorded, grid))
            ? null
            : Difference(input, what, actual.ToString()!, expected);
    }

    /// <summary>Of versions set apart by spaces, the final ones: the ordinary releases without a label of any kind.</summary>
    private static string Releases(string versions) =>
        string.Join(
            ' ',
            versions
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Where(text =>
                    PackageVersion.Parse(text)
                        is { IsPrerelease: false, IsPostrelease: false, IsLocal: false }
                )
        );

    private static string? TextConstraint(JsonElement row)
    {
        var input = Text(row, "input");
        var valid = PoetryTextParser.TryParse(input, Text(row, "kind") == "extra", out var constraint);
        if (valid != row.GetProperty("valid").GetBoolean())
            return $"{input}: {(valid ? "accepted" : "refused")}";
        if (constraint is null)
            return null;
        var type = constraint switch
        {
            PoetryTextTerm { IsExtra: true } => "ExtraConstraint",
            PoetryTextTerm => "Constraint",
            PoetryTextConjunction { IsExtra: true } => "ExtraMultiConstraint",
            PoetryTextConjunction => "MultiConstraint",
            PoetryTextUnion => "UnionConstraint",
            _ => constraint.IsAny ? "AnyConstraint" : "EmptyConstraint",
        };
        return Difference(input, "canonical", constraint.ToString(), Text(row, "canonical"))
            ?? Difference(input, "type", type, Text(row, "type"));
    }

    private static string? MarkerRow(JsonElement row)
    {
        var algebra = new PoetryMarkerAlgebra();
        switch (Text(row, "op"))
        {
            case "parse":
                return ParsedMarker(row, algebra);
            case "reduce_by_python_constraint":
                var reduced = algebra.ReduceByPython(
                    algebra.Parse(Text(row, "marker")),
                    ParseConstraint(Text(row, "constraint"))
                );
                return Difference($"{row}", "reduced", reduced.ToString(), Expected(row, "result"));
            case "merge_python_markers":
                PoetryMarker minor = algebra.Parse($"python_version {Text(row, "python_version")}"),
                    full = algebra.Parse($"python_full_version {Text(row, "python_full_version")}");
                return Merged($"{row}", "intersection", algebra.Intersect(minor, full), minor, full, row)
                    ?? Merged($"{row}", "union", algebra.Union(minor, full), minor, full, row);
            default:
                throw new InvalidDataException(Text(row, "op"));
        }
    }

    private static string? ParsedMarker(JsonElement row, PoetryMarkerAlgebra algebra)
    {
        var text = Text(row, "marker");
        var marker = algebra.Parse(text);
        return Difference(text, "str", marker.ToString(), Expected(row, "str"))
            ?? Difference(text, "invert", algebra.Invert(marker).ToString(), Expected(row, "invert"))
            ?? Difference(
                text,
                "without_extras",
                algebra.WithoutExtras(marker).ToString(),
                Expected(row, "without_extras")
            )
            ?? Difference(text, "is_any", Word(marker.IsAny), Expected(row, "is_any"))
            ?? Difference(text, "is_empty", Word(marker.IsEmpty), Expected(row, "is_empty"))
            ?? Optional(row, "python_constraint", () => algebra.PythonConstraint(marker).ToString()!)
            ?? Optional(
                row,
                "only_python",
                () => algebra.Only(marker, "python_version", "python_full_version").ToString()
            )
            ?? Excluded(row, algebra.Exclude(marker, "python_version"));
    }

    private static string? Excluded(JsonElement row, PoetryMarker actual)
    {
        const string What = "exclude_python_version";
        if (!row.TryGetProperty(What, out _) || Expected(row, What) == actual.ToString())
            return null;
        var expected = Expected(row, What);
        if (IsNewer(row, What))
            return Difference(Text(row, "marker"), What, actual.ToString(), expected);
        var algebra = new MarkerAlgebra();
        MarkerNode Node(string text) =>
            text.Length == 0 ? MarkerNode.True
            : text == "<empty>" ? MarkerNode.False
            : algebra.Build(Marker.Parse(text));
        return algebra.Implies(Node(expected), Node(actual.ToString()))
            ? null
            : Difference(Text(row, "marker"), What, actual.ToString(), expected);
    }

    /// <summary>The recorded value is what stands behind the name; null where two markers remain.</summary>
    private static string? Merged(
        string input,
        string property,
        PoetryMarker merged,
        PoetryMarker minor,
        PoetryMarker full,
        JsonElement row
    )
    {
        var expected = row.GetProperty(property);
        var text = merged.ToString();
        if (expected.ValueKind == JsonValueKind.Null)
            return merged is PoetryCompositeMarker ? null : $"{input}: {property} is {text}";
        var recorded = expected.GetString()!;
        string[] possible = [recorded, $"python_version {recorded}", $"python_full_version {recorded}"];
        return possible.Contains(text, StringComparer.Ordinal)
            ? null
            : $"{input}: {property} of {minor} and {full} is {text}";
    }

    private static string? MarkerPair(JsonElement row)
    {
        var algebra = new PoetryMarkerAlgebra();
        PoetryMarker a = algebra.Parse(Text(row, "a")),
            b = algebra.Parse(Text(row, "b"));
        var pair = $"{a}  |  {b}";
        return Difference(pair, "intersect", algebra.Intersect(a, b).ToString(), Expected(row, "intersect"))
            ?? Difference(pair, "union", algebra.Union(a, b).ToString(), Expected(row, "union"));
    }

    private static string? PythonMarker(JsonElement row)
    {
        if (Text(row, "op") == "create_nested_marker")
        {
            var text = PoetryPythonMarkers.ToMarker(ParseConstraint(Text(row, "constraint")));
            return Difference(Text(row, "constraint"), "marker", text, Expected(row, "marker"));
        }
        var algebra = new PoetryMarkerAlgebra();
        var constraint = algebra.PythonConstraint(algebra.Parse(Text(row, "marker")));
        return
            PoetryConstraintParser.TryParseMarker(Text(row, "constraint"), isRelease: false, out var expected)
            && expected.Equals(constraint)
            ? null
            : $"{Text(row, "marker")}: {constraint}, not {Text(row, "constraint")}";
    }

    private static string? Optional(JsonElement row, string property, Func<string> actual) =>
        row.TryGetProperty(property, out _)
            ? Difference(Text(row, "marker"), property, actual(), Expected(row, property))
            : null;

    private static PoetryConstraint ParseConstraint(string text) =>
        PoetryConstraintParser.TryParse(text, out var constraint)
            ? constraint
            : throw new FormatException($"Could not parse version constraint: {text}");

    private static string Allowed(
        PoetryConstraint constraint,
        (string Text, PackageVersion Version)[] grid
    ) => string.Join(' ', grid.Where(entry => constraint.Allows(entry.Version)).Select(entry => entry.Text));

    private static string List(JsonElement row, string property) =>
        string.Join(' ', row.GetProperty(property).EnumerateArray().Select(entry => entry.GetString()));

    private static string Text(JsonElement row, string property) => row.GetProperty(property).GetString()!;

    private static string? Difference(string input, string what, string actual, string expected) =>
        actual == expected ? null : $"{input}\n    {what} is  {actual}\n    {what} not {expected}";
}
