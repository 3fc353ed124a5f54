using System.Runtime.CompilerServices;
using Krait.Benchmarks;

// Runs every case of the micro benchmarks a fixed number of times between two calls of `Mark`. `bench/run instructions` runs it where
// instructions are counted from one call to the next (callgrind), and needs what is printed: a case and its runs a line.
var versions = new VersionBenchmarks();
versions.Setup();
var markers = new MarkerBenchmarks();
markers.Prepare();
var archives = new ArchiveBenchmarks();
archives.Setup();
var pages = new PageBenchmarks();
pages.Setup();

(string Name, int Runs, Action Run)[] cases =
[
    ("nothing", 10_000, () => { }),
    (nameof(versions.ParseCommon), 10_000, () => versions.ParseCommon()),
    (nameof(versions.ParseUtf8), 10_000, () => versions.ParseUtf8()),
    (nameof(versions.ParseCandidate), 10_000, () => versions.ParseCandidate()),
    (nameof(versions.ParseFull), 10_000, () => versions.ParseFull()),
    (nameof(versions.Compare), 10_000, () => versions.Compare()),
    (nameof(versions.CompareFull), 10_000, () => versions.CompareFull()),
    (nameof(versions.Sort1000), 20, () => versions.Sort1000()),
    (nameof(versions.Print), 10_000, () => versions.Print()),
    (nameof(versions.ParseSpecifiers), 10_000, () => versions.ParseSpecifiers()),
    (nameof(versions.SpecifiersContain), 10_000, () => versions.SpecifiersContain()),
    (nameof(versions.ToRanges), 10_000, () => versions.ToRanges()),
    (nameof(versions.RangesContain), 10_000, () => versions.RangesContain()),
    (nameof(versions.Intersect), 10_000, () => versions.Intersect()),
    (nameof(versions.ParsePlainRequirement), 10_000, () => versions.ParsePlainRequirement()),
    (nameof(versions.ParseRequirement), 10_000, () => versions.ParseRequirement()),
    (nameof(markers.Parse), 2_000, () => markers.Parse()),
    (nameof(markers.Evaluate), 10_000, () => markers.Evaluate()),
    (nameof(markers.EvaluateDiagram), 10_000, () => markers.EvaluateDiagram()),
    (nameof(markers.BuildInNewAlgebra), 1_000, () => markers.BuildInNewAlgebra()),
    (nameof(markers.BuildAgain), 2_000, () => markers.BuildAgain()),
    (nameof(markers.AreDisjointAgain), 10_000, () => markers.AreDisjointAgain()),
    (nameof(markers.SimplifyAndPrint), 1_000, () => markers.SimplifyAndPrint()),
    (nameof(archives.ParseWheelName), 5_000, () => archives.ParseWheelName()),
    (nameof(archives.RankWheel), 5_000, () => archives.RankWheel()),
    (nameof(archives.BuildTags), 500, () => archives.BuildTags()),
    (nameof(archives.ParseMetadata), 500, () => archives.ParseMetadata()),
    (nameof(archives.ParseRecordOf3000), 3, () => archives.ParseRecordOf3000()),
    (nameof(archives.OpenZipOf3000), 3, () => archives.OpenZipOf3000()),
    (nameof(pages.ReadAndPackJsonOf10000), 2, () => pages.ReadAndPackJsonOf10000()),
    (nameof(pages.ReadAndPackHtmlOf10000), 2, () => pages.ReadAndPackHtmlOf10000()),
];
foreach (var (name, runs, run) in cases)
{
    // What is made on first use is not the case's.
    run();
    Marks.Mark();
    for (var i = 0; i < runs; i++)
        run();
    Marks.Mark();
    Console.WriteLine($"{name} {runs}");
}

internal static class Marks
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.NoOptimization)]
    public static void Mark() { }
}
