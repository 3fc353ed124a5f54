using System.Diagnostics;
using Krait.Markers;
using Krait.Markers.Poetry;

namespace Krait.Tests.Markers.Poetry;

/// <summary>Answers of poetry-core 2.5, and bounds on what it would work at for hours.</summary>
public sealed class PoetryMarkerTests
{
    [Theory]
    [InlineData("python_version>='3.8' and python_version<'3.9'", "python_version == \"3.8\"")]
    [InlineData(
        "python_version=='3.8' or python_version=='3.9'",
        "python_version >= \"3.8\" and python_version < \"3.10\""
    )]
    [InlineData("python_full_version>='3.8'", "python_full_version >= \"3.8.0\"")]
    [InlineData("os_name=='nt' or os_name!='nt'", "")]
    [InlineData("os_name=='nt' and os_name=='posix'", "<empty>")]
    [InlineData(
        "(extra == 'a') or extra == 'b' and (python_version > '4.0')",
        "extra == \"a\" or extra == \"b\" and (python_version > \"4.0\")"
    )]
    [InlineData("extra == 'Security.1'", "extra == \"Security.1\"")]
    [InlineData("'tegra' not in platform_release", "\"tegra\" not in platform_release")]
    public void A_marker_prints_as_Poetry_prints_it(string text, string expected) =>
        Assert.Equal(expected, new PoetryMarkerAlgebra().Parse(text).ToString());

    [Theory]
    [InlineData(">=3.9,<4", "python_version >= '3.8'", "")]
    [InlineData(">=3.9,<4", "python_version < '3.10'", "python_version == \"3.9\"")]
    [InlineData(
        ">=3.10,<3.13",
        "python_version >= '3.12' and python_version < '3.14'",
        "python_version == \"3.12\""
    )]
    [InlineData(">=3.9,<4", "python_full_version < '3.9.1'", "python_full_version < \"3.9.1\"")]
    public void A_marker_is_reduced_by_what_the_project_says_of_Python(
        string python,
        string text,
        string expected
    )
    {
        var algebra = new PoetryMarkerAlgebra();
        Assert.True(PoetryConstraintParser.TryParse(python, out var constraint));
        Assert.Equal(expected, algebra.ReduceByPython(algebra.Parse(text), constraint).ToString());
    }

    [Theory]
    [InlineData("python_version === '3.9'")]
    [InlineData("'3.9' <= python_version")]
    [InlineData("extra in 'a b' and 'x' in extra")]
    [InlineData("'a' in extras")]
    [InlineData("os_name == sys_platform")]
    public void What_Poetry_refuses_is_refused(string text) =>
        Assert.Throws<FormatException>(() => new PoetryMarkerAlgebra().Parse(text));

    [Fact]
    public void Simplifying_preserves_truth()
    {
        for (var seed = 0; seed < 150; seed++)
        {
            var samples = new MarkerSamples(seed);
            var text = samples.Marker(2);
            if (text.Contains("platform_release", StringComparison.Ordinal))
                continue;
            PoetryMarker marker;
            try
            {
                marker = new PoetryMarkerAlgebra().Parse(text);
            }
            catch (FormatException)
            {
                continue;
            }
            for (var i = 0; i < 20; i++)
            {
                var environment = samples.Environment();
                var extras = samples.AskedExtras();
                var expected = Marker.Parse(text).Evaluate(environment, extras);
                var actual =
                    !marker.IsEmpty
                    && (marker.IsAny || Marker.Parse(marker.ToString()).Evaluate(environment, extras));
                Assert.True(expected == actual, $"{text}\n{marker}\n{environment}");
            }
        }
    }

    [Fact]
    public void A_normal_form_that_would_be_exponential_is_an_error()
    {
        var clock = Stopwatch.StartNew();
        foreach (var pairs in new[] { 8, 12, 13, 30 })
        {
            var text = string.Join(
                " and ",
                Enumerable.Range(0, pairs).Select(i => $"(extra == 'a{i}' or extra == 'b{i}')")
            );
            try
            {
                Assert.NotEmpty(new PoetryMarkerAlgebra().Parse(text).ToString());
            }
            catch (MarkerTooComplexException)
            {
                Assert.True(pairs > 8);
            }
        }
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(40));
    }
}
