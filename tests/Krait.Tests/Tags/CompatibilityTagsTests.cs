using FsCheck;
using FsCheck.Fluent;
using Krait.Tags;

namespace Krait.Tests.Tags;

/// <summary>Ranking by look-up gives the place that the written-out list of tags gives.</summary>
public class CompatibilityTagsTests
{
    private static readonly PythonTarget[] Targets =
    [
        PythonTarget.CPython(3, 13, TargetPlatform.Glibc(2, 36, "x86_64")),
        PythonTarget.CPython(3, 14, TargetPlatform.Musl(1, 2, "aarch64"), isFreeThreaded: true),
        PythonTarget.CPython(2, 7, TargetPlatform.Glibc(2, 17, "i686")),
        PythonTarget.CPython(3, 12, TargetPlatform.MacOS(14, 0, "arm64"), isDebug: true),
        PythonTarget.PyPy(3, 11, 7, 3, TargetPlatform.Windows("win_amd64")),
        PythonTarget.GraalPy(3, 12, 25, 0, TargetPlatform.Glibc(2, 28, "x86_64")),
        PythonTarget.CPython(3, 13, TargetPlatform.Ios(11, 0, "arm64_iphoneos")),
    ];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Targets.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_wheel_has_the_rank_of_its_best_tag(int number)
    {
        var tags = CompatibilityTags.For(Targets[number]);
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (place, tag) in tags.All().Index())
            places.TryAdd(tag, place);
        var pythons = Parts(places.Keys, 0);
        var abis = Parts(places.Keys, 1);
        var platforms = Parts(places.Keys, 2);
        var sets =
            from python in Gen.Elements(pythons).NonEmptyListOf()
            from abi in Gen.Elements(abis).NonEmptyListOf()
            from platform in Gen.Elements(platforms).NonEmptyListOf()
            select $"{string.Join('.', python.Take(3))}-{string.Join('.', abi.Take(2))}-{string.Join('.', platform.Take(3))}";
        Prop.ForAll(
                sets.ToArbitrary(),
                text =>
                {
                    var set = WheelTags.Parse(text);
                    var ranks = set.Expand().Where(places.ContainsKey).Select(t => places[t]).ToList();
                    return tags.TryRank(set, out var rank) ? rank == ranks.Min() : ranks.Count == 0;
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("cp313-cp313-win_amd64", true, false)]
    [InlineData("cp312-cp312-manylinux_2_17_x86_64", false, true)]
    [InlineData("py3-none-any", true, true)]
    [InlineData("cp313-cp313t-any", false, true)]
    public void A_refusal_can_be_explained(string text, bool fitsPython, bool fitsPlatform)
    {
        var tags = CompatibilityTags.For(Targets[0]);
        Assert.Equal(fitsPython, tags.FitsPython(WheelTags.Parse(text)));
        Assert.Equal(fitsPlatform, tags.FitsPlatform(WheelTags.Parse(text)));
    }

    private static string[] Parts(IEnumerable<string> tags, int part) =>
        [.. tags.Select(t => t.Split('-')[part]).Distinct(StringComparer.Ordinal), "none", "cp39", "win32"];
}
