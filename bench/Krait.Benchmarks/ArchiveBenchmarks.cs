using System.IO.Compression;
using System.Text;
using BenchmarkDotNet.Attributes;
using Krait.Archives;
using Krait.Metadata;
using Krait.Tags;

namespace Krait.Benchmarks;

/// <summary>What every wheel costs before its files are written: its name, its directory, its metadata, its RECORD.</summary>
[MemoryDiagnoser, MinColumn]
public class ArchiveBenchmarks
{
    private const int Members = 3000;

    private readonly CompatibilityTags _tags = CompatibilityTags.For(
        PythonTarget.CPython(3, 13, TargetPlatform.Glibc(2, 36, "x86_64"))
    );
    private readonly WheelFileName _wheel = WheelFileName.Parse(WheelName);
    private byte[] _zip = [];
    private byte[] _metadata = [];
    private byte[] _record = [];

    private const string WheelName =
        "pydantic_core-2.41.5-cp313-cp313-manylinux_2_17_x86_64.manylinux2014_x86_64.whl";

    [GlobalSetup]
    public void Setup()
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var i = 0; i < Members; i++)
                zip.CreateEntry($"package/part_{i / 50}/module_{i}.py", CompressionLevel.NoCompression)
                    .Open()
                    .Dispose();
        }
        _zip = memory.ToArray();
        var metadata = new StringBuilder("Metadata-Version: 2.4\nName: package\nVersion: 1.2.3\n");
        for (var i = 0; i < 40; i++)
            metadata.Append("Classifier: Programming Language :: Python :: 3.").Append(i).Append('\n');
        metadata.Append("Requires-Python: >=3.9\n");
        for (var i = 0; i < 10; i++)
            metadata
                .Append("Requires-Dist: dependency-")
                .Append(i)
                .Append(">=1.2,<3; python_version >= '3.9'\n");
        metadata.Append('\n').Append('x', 40_000);
        _metadata = Encoding.UTF8.GetBytes(metadata.ToString());
        var record = new StringBuilder();
        for (var i = 0; i < Members; i++)
            record.Append(
                $"package/part_{i / 50}/module_{i}.py,sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,{i}\n"
            );
        _record = Encoding.UTF8.GetBytes(record.ToString());
    }

    [Benchmark]
    public bool ParseWheelName() => WheelFileName.TryParse(WheelName, out _);

    [Benchmark]
    public bool RankWheel() => _tags.TryRank(_wheel, out _);

    [Benchmark]
    public CompatibilityTags BuildTags() => CompatibilityTags.For(_tags.Target);

    [Benchmark]
    public ZipReader OpenZipOf3000() => ZipReader.Open(_zip);

    [Benchmark]
    public bool ParseMetadata() => CoreMetadata.TryParse(_metadata, out _, out _);

    [Benchmark]
    public bool ParseRecordOf3000() => RecordFile.TryParse(_record, out _, out _);
}
