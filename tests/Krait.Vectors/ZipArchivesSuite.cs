using System.Text.Json;
using Krait.Archives;

namespace Krait.Vectors;

/// <summary>Hand-assembled ZIP files: what must be read is read, what must be refused is refused, by <c>expect</c>.</summary>
public sealed class ZipArchivesSuite : Suite
{
    public override string Folder => "j-install";

    public override string Part => "zip";

    public override IEnumerable<CaseResult> Run(string folder)
    {
        foreach (var (_, row) in JsonLines(Path.Combine(folder, "cases", "zip_archives.jsonl")))
            yield return Check(row.GetProperty("id").GetString()!, () => Difference(row));
        foreach (var (_, row) in JsonLines(Path.Combine(folder, "cases", "member_names.jsonl")))
            yield return Check(row.GetProperty("id").GetString()!, () => NameDifference(row));
        var archives = Path.Combine(folder, "..", "..", "malo", "zip");
        foreach (var (_, row) in JsonLines(Path.Combine(folder, "cases", "malo_expectations.jsonl")))
        {
            var id = row.GetProperty("id").GetString()!;
            var path = Path.Combine(archives, row.GetProperty("archive").GetString()!);
            yield return File.Exists(path)
                ? Check(id, () => MaloDifference(row, path))
                : CaseResult.Waiting(id, "the archive that the row is about is not beside these vectors");
        }
    }

    /// <summary>uv's own verdicts on the malo archives.</summary>
    private static string? MaloDifference(JsonElement row, string path)
    {
        var refusal = Refusal(File.ReadAllBytes(path), out _);
        return (refusal is null) == (row.GetProperty("uv_result").GetString() == "accept")
            ? null
            : refusal ?? "read, though uv refuses it";
    }

    /// <summary>Null where every member was read.</summary>
    private static string? Refusal(byte[] archive, out IReadOnlyList<string> names)
    {
        names = [];
        try
        {
            var reader = ZipReader.Open(archive);
            for (var i = 0; i < reader.Entries.Length; i++)
                reader.ReadAll(i);
            names = [.. Enumerable.Range(0, reader.Entries.Length).Select(reader.Name)];
            return null;
        }
        catch (ArchiveException exception)
        {
            return exception.Message;
        }
    }

    private static string? NameDifference(JsonElement row)
    {
        var name = row.GetProperty("name").GetString()!;
        var fault = MemberName.Fault(System.Text.Encoding.UTF8.GetBytes(name));
        return (fault is null) == row.GetProperty("acceptable").GetBoolean() ? null : fault ?? "taken";
    }

    private static string? Difference(JsonElement row)
    {
        var expect = row.GetProperty("expect").GetString();
        var refusal = Refusal(row.GetProperty("zip_base64").GetBytesFromBase64(), out var names);
        if (refusal is null && expect == "accept")
        {
            var expected = row.GetProperty("cpython_zipfile").GetProperty("names").EnumerateArray();
            if (
                !names.SequenceEqual(
                    expected.Select(n => n.GetString()!.TrimEnd('/')),
                    StringComparer.Ordinal
                )
            )
                return $"other members: {string.Join(", ", names)}";
        }
        return expect switch
        {
            "accept" => refusal,
            "either" => null,
            _ => refusal is null ? $"{row.GetProperty("case").GetString()} was read" : null,
        };
    }
}
