using System.Text.Json;
using Krait.Versions;

namespace Krait.Vectors;

/// <summary>PEP 440 as pypa/packaging answers it: versions, their order, specifiers, membership, sets.</summary>
public sealed class VersionsSuite : Suite
{
    public override string Folder => "a-pep440";

    public override IEnumerable<CaseResult> Run(string folder)
    {
        var cases = Path.Combine(folder, "cases");
        return
        [
            .. Each(Path.Combine(cases, "versions.jsonl"), Version),
            .. Each(Path.Combine(cases, "ordering.jsonl"), Ordering),
            .. Each(Path.Combine(cases, "sorting.jsonl"), Sorting),
            .. Each(Path.Combine(cases, "specifiers.jsonl"), Specifiers, BareArbitrary),
            .. Each(Path.Combine(cases, "contains.jsonl"), Contains, BareArbitrary),
            .. Each(Path.Combine(cases, "filter.jsonl"), Filter, BareArbitrary),
            .. Each(Path.Combine(cases, "set_algebra.jsonl"), SetAlgebra),
        ];
    }

    private static string? BareArbitrary(JsonElement row)
    {
        var text = row.TextOrNull("input") ?? row.Text("specifier");
        return text.Split(',').Any(clause => clause.Trim() == "===")
            ? "`===` with nothing behind it: the grammar of the specification wants at least one character (uv refuses it too)"
            : null;
    }

    private static string? Version(JsonElement row)
    {
        var input = row.Text("input");
        var valid = PackageVersion.TryParse(input, out var version);
        if (valid != row.GetProperty("valid").GetBoolean())
            return $"`{input}` valid: {valid}";
        if (
            PackageVersion.TryParse(System.Text.Encoding.UTF8.GetBytes(input), out var same) != valid
            || same != version
        )
            return $"`{input}` differs when read from UTF-8";
        if (!valid)
            return null;
        return Difference.Of(row.Text("normalized"), version.ToString())
            ?? Difference.Of(row.Text("canonicalize_version"), version.ToShortestString())
            ?? Difference.Of(row.Text("public"), version.WithoutLocal().ToString())
            ?? Difference.Of(row.Text("base_version"), version.BaseVersion().ToString())
            ?? Difference.Of(row.TextOrNull("local"), version.Local)
            ?? Difference.Of(row.GetProperty("is_prerelease").GetBoolean(), version.IsPrerelease)
            ?? Difference.Of(row.GetProperty("is_postrelease").GetBoolean(), version.IsPostrelease)
            ?? Difference.Of(row.GetProperty("is_devrelease").GetBoolean(), version.IsDevelopment)
            ?? (row.Text("int_width") == "big" ? null : Numbers(row, version))
            ?? RoundTrip(version);
    }

    private static string? Numbers(JsonElement row, PackageVersion version)
    {
        var release = row.GetProperty("release");
        if (release.GetArrayLength() != version.ReleaseLength)
            return $"release of {version.ReleaseLength} numbers";
        for (var i = 0; i < version.ReleaseLength; i++)
        {
            if (Number(release[i]) != version.GetRelease(i))
                return $"release number {i} is {version.GetRelease(i)}";
        }
        var pre = row.GetProperty("pre");
        var expectedKind =
            pre.ValueKind == JsonValueKind.Null
                ? PrereleaseKind.None
                : pre[0].GetString() switch
                {
                    "a" => PrereleaseKind.Alpha,
                    "b" => PrereleaseKind.Beta,
                    _ => PrereleaseKind.ReleaseCandidate,
                };
        return Difference.Of(Number(row.GetProperty("epoch")), version.Epoch)
            ?? Difference.Of(expectedKind, version.PrereleaseKind)
            ?? Difference.Of(
                pre.ValueKind == JsonValueKind.Null ? null : Number(pre[1]),
                version.PrereleaseNumber
            )
            ?? Difference.Of(Number(row.GetProperty("post")), version.PostNumber)
            ?? Difference.Of(Number(row.GetProperty("dev")), version.DevelopmentNumber);
    }

    private static string? RoundTrip(PackageVersion version)
    {
        if (
            !version.IsPacked
            || PackageVersion.TryFromPacked(version.Packed, out var unpacked) && unpacked == version
        )
            return null;
        return $"{version} does not come back from its packed form";
    }

    private static string? Ordering(JsonElement row)
    {
        var a = PackageVersion.Parse(row.Text("a"));
        var b = PackageVersion.Parse(row.Text("b"));
        var expected = row.GetProperty("cmp").GetInt32();
        if (Math.Sign(a.CompareTo(b)) != expected || Math.Sign(b.CompareTo(a)) != -expected)
            return $"{a} against {b}: {a.CompareTo(b)}";
        return (expected == 0) == (a == b) && (expected != 0 || a.GetHashCode() == b.GetHashCode())
            ? null
            : $"equality or hash of {a} and {b}";
    }

    private static string? Sorting(JsonElement row)
    {
        var sorted = row.Texts("input").Select(text => (text, Version: PackageVersion.Parse(text))).ToList();
        sorted.Sort((a, b) => a.Version.CompareTo(b.Version));
        return Difference.Of(
            string.Join(' ', row.Texts("sorted")),
            string.Join(' ', sorted.Select(pair => pair.text))
        );
    }

    private static string? Specifiers(JsonElement row)
    {
        var input = row.Text("input");
        var valid = VersionSpecifiers.TryParse(input, out var specifiers);
        if (valid != row.GetProperty("valid").GetBoolean())
            return $"`{input}` valid: {valid}";
        if (specifiers is null)
            return null;
        var expected = Clauses(row, "canonical_clauses");
        var actual = specifiers
            .Select(Canonical)
            .Order(StringComparer.Ordinal)
            .Distinct(StringComparer.Ordinal);
        var names = row.GetProperty("prereleases").ValueKind == JsonValueKind.True;
        return Difference.Of(string.Join(',', expected), string.Join(',', actual))
            ?? Difference.Of(names, specifiers.NamesPrerelease)
            ?? Difference.Of(specifiers, VersionSpecifiers.Parse(specifiers.ToString()))
            ?? Difference.Of(specifiers, VersionSpecifiers.Parse(row.Text("str")));
    }

    private static IEnumerable<string> Clauses(JsonElement row, string property) =>
        row.GetProperty(property)
            .EnumerateArray()
            .Select(clause => $"{clause[0].GetString()}{clause[1].GetString()}")
            .Order(StringComparer.Ordinal)
            .Distinct(StringComparer.Ordinal);

    /// <summary>Trailing zeros left out wherever they do not count, as packaging writes specifiers to compare them.</summary>
    private static string Canonical(VersionSpecifier specifier) =>
        specifier.Operator
            is VersionOperator.Compatible
                or VersionOperator.EqualPrefix
                or VersionOperator.NotEqualPrefix
                or VersionOperator.ArbitraryEqual
            ? specifier.ToString()
            : VersionSpecifier
                .Create(specifier.Operator, PackageVersion.Parse(specifier.Version.ToShortestString()))
                .ToString();

    private static string? Contains(JsonElement row)
    {
        var specifiers = VersionSpecifiers.Parse(row.Text("specifier"));
        var text = row.Text("version");
        var expected = row.GetProperty("prereleases_true").GetBoolean();
        var difference =
            Difference.Of(expected, specifiers.ContainsText(text))
            ?? Difference.Of(
                row.GetProperty("default").GetBoolean(),
                specifiers.Select([text], Prereleases.IfNeeded).Count == 1
            )
            ?? Difference.Of(
                row.GetProperty("prereleases_false").GetBoolean(),
                specifiers.Select([text], Prereleases.Never).Count == 1
            );
        if (difference is not null || specifiers.Any(s => s.Operator == VersionOperator.ArbitraryEqual))
            return difference;
        if (!PackageVersion.TryParse(text, out var version))
            return null;
        return Difference.Of(expected, specifiers.Contains(version))
            ?? Difference.Of(expected, specifiers.ToRanges().Contains(version));
    }

    private static string? Filter(JsonElement row)
    {
        var prereleases = row.GetProperty("prereleases").ValueKind switch
        {
            JsonValueKind.True => Prereleases.Always,
            JsonValueKind.False => Prereleases.Never,
            _ => Prereleases.IfNeeded,
        };
        var selected = VersionSpecifiers
            .Parse(row.Text("specifier"))
            .Select(row.Texts("versions"), prereleases);
        return Difference.Of(string.Join(' ', row.Texts("expected")), string.Join(' ', selected));
    }

    private static string? SetAlgebra(JsonElement row)
    {
        var a = VersionSpecifiers.Parse(row.Text("a")).ToRanges();
        var b = VersionSpecifiers.Parse(row.Text("b")).ToRanges();
        return Difference.Of(row.GetProperty("a_unsatisfiable").GetBoolean(), a.IsEmpty)
            ?? Difference.Of(row.GetProperty("b_unsatisfiable").GetBoolean(), b.IsEmpty)
            ?? Difference.Of(row.GetProperty("disjoint").GetBoolean(), a.IsDisjoint(b))
            ?? Difference.Of(row.GetProperty("disjoint").GetBoolean(), a.Intersect(b).IsEmpty)
            ?? Difference.Of(row.GetProperty("a_subset_b").GetBoolean(), a.IsSubsetOf(b))
            ?? Difference.Of(row.GetProperty("b_subset_a").GetBoolean(), b.IsSubsetOf(a));
    }

    private static ulong? Number(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => ulong.Parse(element.GetString()!),
            _ => element.GetUInt64(),
        };
}
