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
        string? refusal = null;
        try
        {
            var reader = ZipReader.Open(row.GetProperty("zip_base64").GetBytesFromBase64());
            for (var i = 0; i < reader.Entries.Length; i++)
                reader.ReadAll(i);
            var names = Enumerable.Range(0, reader.Entries.Length).Select(reader.Name);
            var expected = row.GetProperty("cpython_zipfile").GetProperty("names").EnumerateArray();
            if (
                expect == "accept"
                && !names.SequenceEqual(
                    expected.Select(n => n.GetString()!.TrimEnd('/')),
                    StringComparer.Ordinal
                )
            )
                return $"other members: {string.Join(", ", names)}";
        }
        catch (ArchiveException exception)
        {
            refusal = exception.Message;
        }
        return expect switch
        {
            "accept" => refusal,
            "either" => null,
            _ => refusal is null ? $"{row.GetProperty("case").GetString()} was read" : null,
        };
    }
}
