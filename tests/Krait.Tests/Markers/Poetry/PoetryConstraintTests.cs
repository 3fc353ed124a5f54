using Krait.Markers.Poetry;

namespace Krait.Tests.Markers.Poetry;

/// <summary>Answers of poetry-core 2.5.</summary>
public sealed class PoetryConstraintTests
{
    [Theory]
    [InlineData("^1.2.3", ">=1.2.3,<2.0.0")]
    [InlineData("^0.0.3", ">=0.0.3,<0.0.4")]
    [InlineData("^0", ">=0,<1")]
    [InlineData("^1.0a1", ">=1.0a1,<2.0")]
    [InlineData("~1", ">=1,<2")]
    [InlineData("~1!2.3", ">=1!2.3,<1!2.4")]
    [InlineData("~=0.0.0.5", ">=0.0.0.5,<0.0.1.0")]
    [InlineData("1.*", "==1.*")]
    [InlineData("!=1.2.*", "!=1.2.*")]
    [InlineData(">1,<3,!=2", ">1,!=2,<3")]
    [InlineData(">=1.8,!=2.0.*", ">=1.8,<2.0 || >=2.1.dev0")]
    [InlineData("^1 || ^3", ">=1,<2 || >=3,<4")]
    [InlineData(">= 1.0 , < 2.0,", ">=1.0,<2.0")]
    [InlineData(">=2,<1", "<empty>")]
    [InlineData("x", "*")]
    [InlineData("<>1.2", "1.2")]
    public void A_constraint_prints_as_Poetry_prints_it(string text, string expected) =>
        Assert.Equal(expected, Parse(text).ToString());

    [Theory]
    [InlineData(",>=1")]
    [InlineData("===1.0")]
    [InlineData("^1.*")]
    [InlineData("1.0rc1.*.*")]
    [InlineData("")]
    [InlineData("one")]
    public void What_Poetry_refuses_is_refused(string text) =>
        Assert.False(PoetryConstraintParser.TryParse(text, out _));

    [Theory]
    [InlineData(">=1,<2", ">=2,<3", ">=1,<2 || >=2,<3")]
    [InlineData(">=1", "<1", "<1 || >=1")]
    [InlineData("!=1.2.3", "1.2.3", "*")]
    [InlineData("1.0", "1.0+local", "1.0")]
    public void Unions_keep_the_hole_that_an_upper_bound_leaves(string a, string b, string expected) =>
        Assert.Equal(expected, Parse(a).Union(Parse(b)).ToString());

    [Theory]
    [InlineData(">=1", "<2", ">=2.dev0")]
    [InlineData(">=1,<3", ">=1,<2", "==2.*")]
    [InlineData(">=1,<2", "1.2.3", ">=1,!=1.2.3,<2")]
    [InlineData("!=1.2.3", "1.0+local", "!=1.0+local,!=1.2.3")]
    public void Differences_print_as_Poetry_prints_them(string a, string b, string expected) =>
        Assert.Equal(expected, Parse(a).Except(Parse(b)).ToString());

    private static PoetryConstraint Parse(string text) =>
        PoetryConstraintParser.TryParse(text, out var constraint)
            ? constraint
            : throw new FormatException(text);
}
