using Krait.Markers;

namespace Krait.Tests.Markers;

public sealed class MarkerTests
{
    [Theory]
    [InlineData("python_version = '3'", "Expected an operator", 15)]
    [InlineData("foo == 'bar'", "`foo` is no marker variable", 0)]
    [InlineData("python_version >= 3.9", "`3.9` is no marker variable; a value must be quoted", 18)]
    [InlineData("os_name == 'nt", "This quote is never closed", 11)]
    [InlineData("(os_name == 'nt'", "This parenthesis is never closed", 0)]
    [InlineData("os_name == 'nt' xor os_name == 'x'", "Expected `and`, `or` or the end", 16)]
    [InlineData("", "Expected a marker variable", 0)]
    public void An_error_says_what_and_where(string text, string message, int offset)
    {
        Assert.False(Marker.TryParse(text, out _, out var error));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(offset, error.Offset);
    }

    [Theory]
    [InlineData("python_full_version < '3.14'", false)]
    [InlineData("python_full_version == '3.14'", true)]
    [InlineData("python_version >= '3.9.*'", true)]
    [InlineData("os_name >= 'posix'", true)]
    [InlineData("os_name > 'a'", false)]
    [InlineData("extra != '-foo'", false)]
    [InlineData("'3.14' in python_full_version", true)]
    [InlineData("python_version in '3.14.0 3.14'", true)]
    [InlineData("os_name ~= 'nt' or os_name == 'nt'", false)]
    public void Evaluation_follows_the_conventions_of_uv(string text, bool expected)
    {
        var environment = new MarkerSamples(1).Environment() with
        {
            OsName = "posix",
            PythonFullVersion = "3.14.0rc1",
            PythonVersion = "3.14",
        };
        Assert.Equal(expected, Marker.Parse(text).Evaluate(environment, []));
    }

    [Fact]
    public void What_cannot_be_compared_is_undefined_by_the_letter()
    {
        var environment = new MarkerSamples(1).Environment();
        Assert.Null(Marker.Parse("os_name ~= 'nt'").EvaluateStrictly(environment, []));
        Assert.False(Marker.Parse("python_version == 'x'").EvaluateStrictly(environment, []));
    }

    [Fact]
    public void A_marker_that_only_evaluation_knows_is_refused_by_the_algebra()
    {
        var algebra = new MarkerAlgebra();
        Assert.Throws<FormatException>(() => algebra.Build(Marker.Parse("python_version === '3.9'")));
        Assert.Throws<FormatException>(() => algebra.Build(Marker.Parse("extras == 'a'")));
    }

    [Fact]
    public void Of_two_spellings_of_a_version_the_first_met_is_printed()
    {
        var algebra = new MarkerAlgebra();
        var first = algebra.Build(Marker.Parse("python_full_version in '3.14.0'"));
        Assert.Equal(first, algebra.Build(Marker.Parse("python_full_version == '3.14'")));
        Assert.Equal("python_full_version == '3.14.0'", algebra.ToText(first));
    }
}
