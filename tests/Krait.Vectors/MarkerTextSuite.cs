using System.Text.Json;
using Krait.Markers;
using Krait.Versions;

namespace Krait.Vectors;

/// <summary>The text of markers as uv prints it: written unchanged, simplified by requires-python, in runs of several.</summary>
public sealed class MarkerTextSuite : Suite
{
    public override string Folder => "n-marker-text";

    public override IEnumerable<CaseResult> Run(string folder)
    {
        foreach (
            var (file, compare) in new (string, Func<JsonElement, string?>)[]
            {
                ("compile", Compile),
                ("compile_parent", CompileParent),
                ("compile_two", CompileTwo),
                ("compile_together", CompileTogether),
                ("lock_requires_dist", LockRequiresDist),
                ("lock_dependency", LockDependency),
                ("lock_parent", LockParent),
                ("lock_resolution_markers", LockTexts),
                ("lock_conflicts", LockTexts),
                ("add", Add),
            }
        )
        {
            foreach (var (_, row) in JsonLines(Path.Combine(folder, "cases", $"{file}.jsonl")))
                yield return Check(row.GetProperty("id").GetString()!, () => compare(row));
        }
    }

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;

    private static string? Expected(JsonElement row) => row.GetProperty("expected").GetString();

    private static MarkerNode Build(MarkerAlgebra algebra, string text) => algebra.Build(Marker.Parse(text));

    /// <summary>What uv prints for a requirement of a universal resolution: null if it is dropped.</summary>
    private static string? Simplified(MarkerAlgebra algebra, MarkerNode node, string requiresPython)
    {
        var python = algebra.PythonRange(VersionSpecifiers.Parse(requiresPython));
        node = algebra.SimplifyExtras(node, _ => false);
        return algebra.Complexify(node, python).IsFalse
            ? null
            : algebra.ToText(algebra.Simplify(node, python));
    }

    private static string? Compile(JsonElement row)
    {
        var algebra = new MarkerAlgebra();
        var marker = Text(row, "marker");
        var isRead = Marker.TryParse(marker, out var parsed) && algebra.TryBuild(parsed, out _, out _);
        if (row.TryGetProperty("error", out _) || !isRead)
            return isRead == row.TryGetProperty("error", out _)
                ? $"{marker}: {(isRead ? "accepted" : "refused")}"
                : null;
        return Difference(
            marker,
            Simplified(algebra, Build(algebra, marker), Text(row, "requires_python")),
            Expected(row)
        );
    }

    private static string? CompileParent(JsonElement row)
    {
        var algebra = new MarkerAlgebra();
        string parent = Text(row, "parent_marker"),
            marker = Text(row, "marker");
        var node = algebra.And(Build(algebra, parent), Build(algebra, marker));
        return Difference(
            $"{parent}  THEN  {marker}",
            Simplified(algebra, node, Text(row, "requires_python")),
            Expected(row)
        );
    }

    private static string? CompileTwo(JsonElement row)
    {
        var algebra = new MarkerAlgebra();
        string[] markers = [.. row.GetProperty("markers").EnumerateArray().Select(m => m.GetString()!)];
        var node = algebra.Or(Build(algebra, markers[0]), Build(algebra, markers[1]));
        return Difference(
            $"{markers[0]}  AND ALSO  {markers[1]}",
            Simplified(algebra, node, Text(row, "requires_python")),
            Expected(row)
        );
    }

    private static string? CompileTogether(JsonElement row)
    {
        var algebra = new MarkerAlgebra();
        MarkerNode[] nodes =
        [
            .. row.GetProperty("markers").EnumerateArray().Select(m => Build(algebra, m.GetString()!)),
        ];
        var printed = nodes.Select(node => Simplified(algebra, node, Text(row, "requires_python")));
        return Difference(
            row.GetProperty("markers").ToString(),
            string.Join(" | ", printed),
            string.Join(" | ", row.GetProperty("expected").EnumerateArray().Select(e => e.GetString()))
        );
    }

    private static string? LockRequiresDist(JsonElement row)
    {
        if (row.TryGetProperty("error", out _))
            return Refused(row);
        var algebra = new MarkerAlgebra();
        var node = Build(algebra, Text(row, "marker"));
        if (Text(row, "section") == "extra")
            node = algebra.And(node, algebra.Extra("opt"));
        return Difference(Text(row, "marker"), algebra.ToText(node), Expected(row));
    }

    private static string? LockDependency(JsonElement row)
    {
        if (row.TryGetProperty("error", out _))
            return Refused(row);
        var algebra = new MarkerAlgebra();
        var edge = Build(algebra, Text(row, "marker"));
        return Edge(algebra, row, MarkerNode.True, edge, edge);
    }

    private static string? LockParent(JsonElement row)
    {
        var algebra = new MarkerAlgebra();
        var parent = Build(algebra, Text(row, "parent_marker"));
        return Edge(
            algebra,
            row,
            parent,
            Build(algebra, Text(row, "marker")),
            parent,
            Build(algebra, Text(row, "marker"))
        );
    }

    /// <summary>
    /// The marker on an edge of a lock: what the parent's own reachability does not say already. A requirement
    /// that needs a later Python than what is known splits the resolution along its marker.
    /// </summary>
    private static string? Edge(
        MarkerAlgebra algebra,
        JsonElement row,
        MarkerNode parent,
        MarkerNode marker,
        params MarkerNode[] requirements
    )
    {
        var python = algebra.PythonRange(VersionSpecifiers.Parse(Text(row, "requires_python")));
        parent = algebra.SimplifyExtras(parent, _ => false);
        marker = algebra.SimplifyExtras(marker, _ => false);
        var isDropped =
            algebra.And(parent, marker).IsFalse
            || algebra.Complexify(parent, python).IsFalse
            || algebra.Complexify(marker, python).IsFalse;
        var edge = isDropped
            ? null
            : algebra.ToText(
                algebra.Simplify(
                    algebra.Restrict(algebra.Complexify(marker, python), algebra.Complexify(parent, python)),
                    python
                )
            );
        var forks = Forks(algebra, python, requirements)
            .Select(fork => algebra.ToText(algebra.Simplify(fork, python)));
        var printed = row.GetProperty("resolution_markers").EnumerateArray().Select(m => m.GetString()!);
        return Difference($"{row}", edge, Expected(row))
            ?? Difference($"{row}", string.Join(" | ", forks), string.Join(" | ", printed));
    }

    private static List<MarkerNode> Forks(
        MarkerAlgebra algebra,
        MarkerPythonRange python,
        MarkerNode[] requirements
    )
    {
        var forks = new List<MarkerNode>();
        var rest = MarkerNode.True;
        foreach (var requirement in requirements)
        {
            var known = algebra.Complexify(rest, python);
            var marker = algebra.SimplifyExtras(requirement, _ => false);
            if (
                !algebra.PythonRange(marker).StartsAbove(algebra.PythonRange(known))
                || algebra.And(known, marker).IsFalse
            )
                continue;
            forks.Add(algebra.And(known, MarkerAlgebra.Not(marker)));
            rest = algebra.And(rest, marker);
        }
        if (forks.Count > 0)
            forks.Add(algebra.Complexify(rest, python));
        forks.Reverse();
        return forks;
    }

    /// <summary>What a resolution with forks wrote reads back to what is written the same.</summary>
    private static string? LockTexts(JsonElement row)
    {
        foreach (var text in Printed(row))
        {
            var algebra = new MarkerAlgebra();
            var again = text.Length == 0 ? "" : algebra.ToText(Build(algebra, text));
            if (again != text)
                return Difference(text, again, text);
        }
        return null;
    }

    private static IEnumerable<string> Printed(JsonElement row)
    {
        const string Split = "for split (markers: ";
        if (row.TryGetProperty("error", out _))
        {
            var message = Text(row, "message");
            var start = message.IndexOf(Split, StringComparison.Ordinal) + Split.Length;
            return [message[start..message.LastIndexOf(')')]];
        }
        return row.GetProperty("expected")
            .EnumerateArray()
            .Concat(row.GetProperty("edges").EnumerateArray().Select(edge => edge.GetProperty("marker")))
            .Select(text => text.GetString()!);
    }

    private static string? Add(JsonElement row)
    {
        if (row.TryGetProperty("error", out _))
            return Refused(row);
        var algebra = new MarkerAlgebra();
        return Difference(
            Text(row, "marker"),
            algebra.ToText(Build(algebra, Text(row, "marker"))),
            Expected(row)
        );
    }

    private static string? Refused(JsonElement row) =>
        Marker.TryParse(Text(row, "marker"), out var marker)
        && new MarkerAlgebra().TryBuild(marker, out _, out _)
            ? $"{Text(row, "marker")}: accepted"
            : null;

    private static string? Difference(string input, string? actual, string? expected) =>
        actual == expected
            ? null
            : $"{input}\n    is  {actual ?? "(dropped)"}\n    not {expected ?? "(dropped)"}";
}
