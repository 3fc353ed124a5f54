using Krait.Vectors;

namespace Krait.Tests.Repository;

/// <summary>Every vector suite, on the shared vectors or the folder that <c>KRAIT_VECTORS</c> names.</summary>
public class VectorSuitesTests(VectorSuitesTests.Runs runs) : IClassFixture<VectorSuitesTests.Runs>
{
    private const string NoVectors = "the folder of vectors is not beside this checkout";

    public static TheoryData<string> Names => [.. Suite.All.Select(suite => suite.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Agrees_with_the_reference_implementations(string name)
    {
        Assert.SkipWhen(runs.Folder is null, NoVectors);
        var run = runs.All.FirstOrDefault(run => run.Suite.Name == name);
        Assert.SkipWhen(run is null, $"{runs.Folder} lacks this suite");
        Assert.True(run.Results.Count > 0, "no case was found");
        Assert.True(
            !run.Failures.Any(),
            $"{run}\n{string.Join('\n', run.Failures.Take(20).Select(f => $"{f.Id}: {f.Text}"))}"
        );
    }

    [Fact]
    public void No_row_is_left_out_silently()
    {
        Assert.SkipWhen(runs.Folder is null, NoVectors);
        Assert.Empty(UncountedRows.In(runs.Folder, runs.All));
    }

    /// <summary>All suites, run once.</summary>
    public sealed class Runs
    {
        public string? Folder { get; } =
            Environment.GetEnvironmentVariable("KRAIT_VECTORS") ?? RepositoryRoot.Shared("vectors");

        public IReadOnlyList<SuiteRun> All =>
            field ??= Folder is null
                ? []
                : [.. Suite.All.Select(s => SuiteRun.Of(s, Folder)).OfType<SuiteRun>()];
    }
}
