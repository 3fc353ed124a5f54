using Krait.Vectors;

namespace Krait.Tests.Repository;

/// <summary>Every vector suite, on the shared vectors or the folder that <c>KRAIT_VECTORS</c> names.</summary>
public class VectorSuitesTests
{
    public static TheoryData<string> Names => [.. Suite.All.Select(suite => suite.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Agrees_with_the_reference_implementations(string name)
    {
        var vectors = Environment.GetEnvironmentVariable("KRAIT_VECTORS") ?? RepositoryRoot.Shared("vectors");
        Assert.SkipWhen(vectors is null, "the folder of vectors is not beside this checkout");
        var run = SuiteRun.Of(Suite.All.Single(suite => suite.Name == name), vectors);
        Assert.SkipWhen(run is null, $"{vectors} lacks this suite");
        Assert.True(run.Passed > 0, "no case was found");
        Assert.True(
            run.Failures.Count == 0,
            $"{run}\n{string.Join('\n', run.Failures.Take(20).Select(f => $"{f.Id}: {f.Difference}"))}"
        );
    }
}
