using System.Security.Cryptography;
using System.Text.Json;
using Krait.Archives;
using Krait.Storage;
using static Krait.Vectors.Comparison;

namespace Krait.Vectors;

/// <summary>
/// Source distributions unpacked into an empty folder: the tree must be that of Python's data filter where it must be unpacked, and
/// nothing may ever appear outside, whether the kernel resolves paths or they are walked.
/// </summary>
public sealed class SourceTarsSuite : Suite
{
    public override string Folder => "j-install";

    public override string Part => "sdists";

    public override IEnumerable<CaseResult> Run(string folder)
    {
        return Each(Path.Combine(folder, "cases", "sdist_tars.jsonl"), Difference, Upwards);
    }

    private static string? Upwards(JsonElement row) =>
        Text(row, "expect") == "extract"
        && row.GetProperty("entries")
            .EnumerateArray()
            .Any(e => Text(e, "name").Split('/').Contains("..", StringComparer.Ordinal))
            ? "a name with `..` refuses the archive even where it stays inside (architecture, law 3): two readers may see two files"
            : null;

    private static string? Difference(JsonElement row) =>
        Difference(row, byKernel: true) ?? Difference(row, byKernel: false);

    private static string? Difference(JsonElement row, bool byKernel)
    {
        var around = Directory.CreateTempSubdirectory("krait-sdist-");
        try
        {
            var target = Path.Combine(around.FullName, "deep", "down", "target");
            using var handle = DirectoryHandle.OpenOrCreate(target);
            handle.ResolvesPaths = byKernel;
            string? refusal = null;
            try
            {
                SourceUnpacker.UnpackTarGz(row.GetProperty("tar_gz_base64").GetBytesFromBase64(), handle);
            }
            catch (ArchiveException exception)
            {
                refusal = exception.Message;
            }
            var outside = Directory
                .EnumerateFileSystemEntries(around.FullName, "*", SearchOption.AllDirectories)
                .Where(p => !p.StartsWith(target, StringComparison.Ordinal))
                .Select(p => Path.GetRelativePath(around.FullName, p))
                .Except(["deep", "deep/down"], StringComparer.Ordinal)
                .ToList();
            if (outside.Count > 0)
                return $"outside: {string.Join(", ", outside)}";
            return Text(row, "expect") switch
            {
                "extract" => refusal is null ? Tree(row, target) : $"{Text(row, "case")} refused: {refusal}",
                "reject" => refusal is null ? $"{Text(row, "case")} was unpacked" : null,
                _ => null,
            };
        }
        finally
        {
            around.Delete(recursive: true);
        }
    }

    private static string? Tree(JsonElement row, string target)
    {
        var expected = new List<string>();
        foreach (
            var item in row.GetProperty("cpython_3_13_0_data_filter").GetProperty("tree").EnumerateArray()
        )
        {
            var path = Text(item, "path");
            var type = Text(item, "type");
            // Bits for group and others are the process's umask here; whether a file is executable comes from the archive.
            var line =
                type == "file"
                    ? $"{path} file {(Text(item, "mode")[^3] is '7' or '5' ? "x" : "-")} {Text(item, "sha256")}"
                    : $"{path} {type}";
            expected.Add(line);
        }
        var actual = new List<string>();
        foreach (
            var info in new DirectoryInfo(target).EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
        )
        {
            var path = Path.GetRelativePath(target, info.FullName);
            if (info.LinkTarget is not null)
                actual.Add($"{path} symlink");
            else if (info is DirectoryInfo)
                actual.Add($"{path} dir");
            else
            {
                var mark = info.UnixFileMode.HasFlag(UnixFileMode.UserExecute) ? "x" : "-";
                actual.Add(
                    $"{path} file {mark} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(info.FullName)))}"
                );
            }
        }
        expected.Sort(StringComparer.Ordinal);
        actual.Sort(StringComparer.Ordinal);
        return Differ(expected, actual);
    }
}
