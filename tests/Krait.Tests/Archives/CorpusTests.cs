using System.Security.Cryptography;
using Krait.Archives;
using Krait.Metadata;
using Krait.Tags;

namespace Krait.Tests.Archives;

/// <summary>
/// Every real distribution beside this checkout: strict reading must not refuse what is installed every day, and its metadata, RECORD
/// and entry points must be understood.
/// </summary>
public class CorpusTests
{
    [Fact]
    public void Real_wheels_are_read_to_the_last_byte()
    {
        var folder = RepositoryRoot.Shared("corpus/wheels");
        Assert.SkipWhen(folder is null, "the corpus is not beside this checkout");
        var faults = new List<string>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.whl").Order(StringComparer.Ordinal))
        {
            var file = Path.GetFileName(path);
            if (FaultOfWheel(path, file) is { } fault)
                faults.Add($"{file}: {fault}");
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public void Real_source_distributions_are_read_to_the_last_byte()
    {
        var folder = RepositoryRoot.Shared("corpus/wheels");
        Assert.SkipWhen(folder is null, "the corpus is not beside this checkout");
        var faults = new List<string>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.tar.gz").Order(StringComparer.Ordinal))
        {
            try
            {
                TarReaderTests.ReadWhole(TarReader.OpenGzip(File.ReadAllBytes(path)));
            }
            catch (ArchiveException exception)
            {
                faults.Add($"{Path.GetFileName(path)}: {exception.Message}");
            }
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private static string? FaultOfWheel(string path, string file)
    {
        if (!WheelFileName.TryParse(file, out var name))
            return "the name is not read";
        try
        {
            var reader = ZipReader.Open(File.ReadAllBytes(path));
            string? dist = null;
            for (var i = 0; i < reader.Entries.Length; i++)
            {
                if (reader.Name(i).EndsWith(".dist-info/RECORD", StringComparison.Ordinal))
                    dist = reader.Name(i)[..^"RECORD".Length];
            }
            if (
                !CoreMetadata.TryParse(
                    reader.ReadAll(reader.Find(dist + "METADATA")),
                    out var metadata,
                    out var error
                )
            )
                return error;
            if (metadata.Name != name.Name || metadata.Version != name.Version)
                return $"METADATA is of {metadata.Name} {metadata.Version}";
            if (!WheelInformation.TryParse(reader.ReadAll(reader.Find(dist + "WHEEL")), out _, out error))
                return error;
            var points = reader.Find(dist + "entry_points.txt");
            if (points >= 0 && !EntryPoints.TryParse(reader.ReadAll(points), out _, out error))
                return error;
            return FaultOfRecord(reader, reader.Find(dist + "RECORD"));
        }
        catch (ArchiveException exception)
        {
            return exception.Message;
        }
    }

    private static string? FaultOfRecord(ZipReader reader, int record)
    {
        if (!RecordFile.TryParse(reader.ReadAll(record, 128 << 20), out var rows, out var error))
            return error;
        var byPath = rows.Entries.ToDictionary(e => e.Path, StringComparer.Ordinal);
        for (var i = 0; i < reader.Entries.Length; i++)
        {
            if (reader.Entries[i].IsDirectory)
                continue;
            if (!byPath.TryGetValue(reader.Name(i), out var row))
                return $"`{reader.Name(i)}` is not in RECORD";
            if (i != record && !row.IsDigest(SHA256.HashData(reader.ReadAll(i, int.MaxValue))))
                return $"`{reader.Name(i)}` has another digest in RECORD";
        }
        return null;
    }
}
