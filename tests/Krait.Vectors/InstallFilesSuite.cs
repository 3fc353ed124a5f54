using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Krait.Metadata;
using static Krait.Vectors.Comparison;

namespace Krait.Vectors;

/// <summary>The small files of a wheel: RECORD, entry_points.txt, WHEEL.</summary>
public sealed class InstallFilesSuite : Suite
{
    public override string Folder => "j-install";

    public override string Part => "files";

    public override IEnumerable<CaseResult> Run(string folder)
    {
        (string File, Func<JsonElement, string?> Difference)[] parts =
        [
            ("record_parse", Record),
            ("record_verify", Verify),
            ("entry_points", Entries),
            ("script_values", Values),
            ("wheel_file", Wheel),
        ];
        foreach (var (file, difference) in parts)
        {
            foreach (var (_, row) in JsonLines(Path.Combine(folder, "cases", file + ".jsonl")))
                yield return Check(Text(row, "id"), () => difference(row));
        }
    }

    private static string? Record(JsonElement row)
    {
        var isValid = RecordFile.TryParse(
            Encoding.UTF8.GetBytes(Text(row, "input")),
            out var record,
            out var error
        );
        if (isValid != row.GetProperty("valid").GetBoolean())
            return error ?? "read";
        if (!isValid)
            return null;
        var expected = row.GetProperty("entries")
            .EnumerateArray()
            .Select(e =>
                $"{e[0].GetString()} {e[1].GetString()} {e[2].GetString()} {(e[3].ValueKind == JsonValueKind.Null ? null : e[3].GetInt64())}"
            );
        return Differ(
            [.. expected],
            [.. record!.Entries.Select(e => $"{e.Path} {e.HashAlgorithm} {e.HashValue} {e.Size}")]
        );
    }

    private static string? Verify(JsonElement row)
    {
        var fields = row.GetProperty("row").EnumerateArray().Select(f => f.GetString()!).ToArray();
        if (
            !RecordFile.TryParse(
                Encoding.UTF8.GetBytes(string.Join(',', fields)),
                out var record,
                out var error
            )
        )
            return error;
        var content = Encoding.UTF8.GetBytes(Text(row, "content"));
        var entry = record.Entries[0];
        var digest = entry.HashAlgorithm switch
        {
            "sha256" => SHA256.HashData(content),
            "sha512" => SHA512.HashData(content),
            _ => null,
        };
        var matches =
            (entry.Size is null || entry.Size == content.Length)
            && (digest is null || entry.IsDigest(digest));
        return matches == row.GetProperty("matches").GetBoolean() ? null : $"matches: {matches}";
    }

    private static string? Entries(JsonElement row)
    {
        var isValid = EntryPoints.TryParse(
            Encoding.UTF8.GetBytes(Text(row, "input")),
            out var points,
            out var error
        );
        if (isValid != row.GetProperty("valid").GetBoolean())
            return error ?? "read";
        if (!isValid)
            return null;
        var expected = row.GetProperty("scripts")
            .EnumerateArray()
            .Select(s => string.Join(' ', s.EnumerateArray().Select(p => p.GetString())));
        var actual = points!
            .ConsoleScripts.Select(e => $"{e.Name} {e.Module} {e.Object} console")
            .Concat(points.GuiScripts.Select(e => $"{e.Name} {e.Module} {e.Object} gui"));
        return Differ([.. expected], [.. actual]);
    }

    private static string? Values(JsonElement row)
    {
        var isValid = EntryPoint.TryParse("x", Text(row, "value"), out var entry);
        if (isValid != row.GetProperty("valid").GetBoolean())
            return $"valid: {isValid}";
        if (!row.TryGetProperty("module", out var module))
            return null;
        return Differ($"{module.GetString()} {Text(row, "function")}", $"{entry!.Module} {entry.Object}")
            ?? Differ(Strings(row, "extras"), [.. entry.Extras]);
    }

    private static string? Wheel(JsonElement row)
    {
        var isRead = WheelInformation.TryParse(
            Encoding.UTF8.GetBytes(Text(row, "input")),
            out var wheel,
            out var error
        );
        if (isRead != row.GetProperty("supported").GetBoolean())
            return error ?? "read";
        if (!isRead || !row.TryGetProperty("fields", out var fields))
            return null;
        return fields.TryGetProperty("Tag", out _) ? Differ(Strings(fields, "Tag"), [.. wheel!.Tags]) : null;
    }
}
