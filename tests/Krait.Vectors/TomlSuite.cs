using System.Globalization;
using System.Text.Json;
using Krait.Toml;

namespace Krait.Vectors;

/// <summary>Conformance with TOML 1.0.0 and 1.1.0: what is valid, what it says, and that the text comes back whole.</summary>
internal sealed class TomlSuite : Suite
{
    public override string Folder => "g-toml-test";

    public override IEnumerable<CaseResult> Run(string folder)
    {
        foreach (var (_, row) in JsonLines(Path.Combine(folder, "cases", "manifest.jsonl")))
        {
            var bytes = File.ReadAllBytes(
                Path.Combine(folder, "cases", "tests", row.GetProperty("file").GetString()!)
            );
            foreach (var version in row.GetProperty("toml_versions").EnumerateArray())
                yield return Check(
                    $"{row.GetProperty("id").GetString()}@{version.GetString()}",
                    () => Compare(row, bytes, version.GetString()!, Path.Combine(folder, "cases", "tests"))
                );
        }
    }

    private static string? Compare(JsonElement row, byte[] bytes, string version, string tests)
    {
        TomlDocument document;
        try
        {
            document = TomlDocument.Parse(
                bytes,
                version == "1.0.0" ? TomlVersion.Toml10 : TomlVersion.Toml11
            );
        }
        catch (TomlException exception)
        {
            return row.GetProperty("valid").GetBoolean() ? exception.Message : null;
        }
        if (!row.GetProperty("valid").GetBoolean())
            return $"{row.GetProperty("file")} was accepted";
        if (!System.Text.Encoding.UTF8.GetBytes(document.ToString()).AsSpan().SequenceEqual(bytes))
            return "the text did not come back whole";
        using var expected = JsonDocument.Parse(
            File.ReadAllBytes(Path.Combine(tests, row.GetProperty("json").GetString()!))
        );
        return Difference(expected.RootElement, document.Root, row.GetProperty("file").GetString()!);
    }

    private static string? Difference(JsonElement expected, TomlValue actual, string place)
    {
        if (expected.ValueKind == JsonValueKind.Array)
            return actual is not TomlArray array || array.Items.Count != expected.GetArrayLength()
                ? $"{place}: another array"
                : expected
                    .EnumerateArray()
                    .Select((item, i) => Difference(item, array.Items[i], $"{place}[{i}]"))
                    .FirstOrDefault(difference => difference is not null);
        if (expected.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String)
        {
            var value = expected.GetProperty("value").GetString()!;
            return IsSame(type.GetString()!, value, actual) ? null : $"{place}: expected {type} {value}";
        }
        if (actual is not TomlTable table || table.Entries.Count != expected.EnumerateObject().Count())
            return $"{place}: another table";
        return expected
            .EnumerateObject()
            .Select(p =>
                table[p.Name] is { } inner
                    ? Difference(p.Value, inner, $"{place}.{p.Name}")
                    : $"{place}: no {p.Name}"
            )
            .FirstOrDefault(difference => difference is not null);
    }

    private static bool IsSame(string type, string value, TomlValue actual) =>
        (type, actual) switch
        {
            ("string", TomlString text) => text.Value == value,
            ("bool", TomlBoolean boolean) => boolean.Value == (value == "true"),
            ("integer", TomlInteger integer) => integer.Value
                == long.Parse(value, CultureInfo.InvariantCulture),
            ("float", TomlFloat number) => number.Value.Equals(Float(value)),
            ("datetime", TomlDateTime { Kind: TomlKind.OffsetDateTime } moment) => SameTime(
                moment.Text,
                value
            ),
            ("datetime-local", TomlDateTime { Kind: TomlKind.LocalDateTime } moment) => SameTime(
                moment.Text,
                value
            ),
            ("date-local", TomlDateTime { Kind: TomlKind.LocalDate } date) => date.Text == value,
            ("time-local", TomlDateTime { Kind: TomlKind.LocalTime } time) => SameTime(time.Text, value),
            _ => false,
        };

    private static double Float(string value) =>
        value.TrimStart('+', '-') switch
        {
            "inf" => value[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity,
            "nan" => double.NaN,
            _ => double.Parse(value, CultureInfo.InvariantCulture),
        };

    /// <summary>The expectations print fractions and zero offsets in more than one way.</summary>
    private static bool SameTime(string actual, string expected) => Normal(actual) == Normal(expected);

    private static string Normal(string time)
    {
        var text = time.Replace('t', 'T')
            .Replace(' ', 'T')
            .Replace('z', 'Z')
            .Replace("+00:00", "Z", StringComparison.Ordinal);
        var point = text.IndexOf('.', StringComparison.Ordinal);
        if (point < 0)
            return text;
        var end = point + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        var fraction = text[(point + 1)..end].TrimEnd('0');
        return text[..point] + (fraction.Length > 0 ? "." + fraction : "") + text[end..];
    }
}
