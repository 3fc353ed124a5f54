using System.Text;
using BenchmarkDotNet.Attributes;
using Krait.Requirements;
using Krait.Versions;

namespace Krait.Benchmarks;

/// <summary>What every resolution does by the thousand: read, compare and sort versions, hold them against specifiers, combine ranges.</summary>
[MemoryDiagnoser, MinColumn]
public class VersionBenchmarks
{
    private readonly byte[] _utf8 = Encoding.ASCII.GetBytes("2024.10.1");
    private readonly VersionSpecifiers _specifiers = VersionSpecifiers.Parse(">=1.4,!=1.7.*,<2");
    private readonly VersionRanges _left = VersionSpecifiers.Parse(">=1.4,!=1.7.*,<2").ToRanges();
    private readonly VersionRanges _right = VersionSpecifiers.Parse("!=1.5.1,<3").ToRanges();
    private readonly PackageVersion _packed = PackageVersion.Parse("1.26.4");
    private readonly PackageVersion _full = PackageVersion.Parse("1.26.4+cpu");
    private readonly PackageVersion[] _versions = new PackageVersion[1000];
    private PackageVersion[] _shuffled = [];

    [GlobalSetup]
    public void Setup()
    {
        for (var i = 0; i < _versions.Length; i++)
            _versions[i] = PackageVersion.Parse(
                $"{i % 10}.{i / 10 % 10}.{i / 100}{(i % 7 == 0 ? "rc1" : "")}"
            );
        _shuffled = (PackageVersion[])_versions.Clone();
        new Random(1).Shuffle(_shuffled);
    }

    [Benchmark]
    public bool ParseCommon() => PackageVersion.TryParse("1.26.4", out _);

    [Benchmark]
    public bool ParseUtf8() => PackageVersion.TryParse(_utf8, out _);

    [Benchmark]
    public bool ParseCandidate() => PackageVersion.TryParse("3.0.0rc12", out _);

    [Benchmark]
    public bool ParseFull() => PackageVersion.TryParse("1!2.0.post1.dev3+ubuntu.1", out _);

    [Benchmark]
    public int Compare() => _packed.CompareTo(_versions[0]);

    [Benchmark]
    public int CompareFull() => _full.CompareTo(_packed);

    [Benchmark]
    public void Sort1000()
    {
        _shuffled.CopyTo(_versions, 0);
        Array.Sort(_versions);
    }

    [Benchmark]
    public VersionSpecifiers ParseSpecifiers() => VersionSpecifiers.Parse(">=1.4,!=1.7.*,<2");

    [Benchmark]
    public bool SpecifiersContain() => _specifiers.Contains(_packed);

    [Benchmark]
    public VersionRanges ToRanges() => _specifiers.ToRanges();

    [Benchmark]
    public bool RangesContain() => _left.Contains(_packed);

    [Benchmark]
    public VersionRanges Intersect() => _left.Intersect(_right);

    [Benchmark]
    public Requirement ParseRequirement() =>
        Requirement.Parse("requests[security,socks]>=2.8.1,<3 ; python_version < '3.13'");

    [Benchmark]
    public Requirement ParsePlainRequirement() => Requirement.Parse("charset-normalizer>=2,<4");

    [Benchmark]
    public string Print() => _packed.ToString();
}
