using Krait.Markers.Poetry;

namespace Krait.Tests.Markers.Poetry;

/// <summary>The texts are those that poetry-core 2.5 gives.</summary>
public class PoetryDependencyTests
{
    [Theory]
    [InlineData("^1 || ^2", "a (>=1,<2 || >=2,<3)")]
    [InlineData("<1 || >2,<3", "a (<1 || >2,<3)")]
    [InlineData("!=1.5", "a (!=1.5)")]
    [InlineData("!=1.5.*", "a (!=1.5.*)")]
    [InlineData("1.0+local", "a (==1.0+local)")]
    [InlineData("1 || 2", "a (1 || 2)")]
    [InlineData("*", "a")]
    public void A_version_stands_in_parentheses(string version, string expected) =>
        Assert.Equal(
            expected,
            new PoetryDependency { Name = "a", Version = version }.ToRequirement(new PoetryMarkerAlgebra())
        );

    [Theory]
    [InlineData("git@host.example:a/b.git", "a @ git+ssh://git@host.example/a/b.git")]
    [InlineData("host.example:a/b.git", "a @ git+ssh://host.example/a/b.git")]
    [InlineData("ssh://git@h/a.git", "a @ git+ssh://git@h/a.git")]
    public void The_short_form_of_an_address_is_one_of_ssh(string address, string expected) =>
        Assert.Equal(expected, new PoetryDependency { Name = "a", Git = address }.ToString());

    [Theory]
    [InlineData("!=win32", "a (>=1,<2) ; sys_platform != \"win32\"")]
    [InlineData("linux || darwin", "a (>=1,<2) ; sys_platform == \"linux\" or sys_platform == \"darwin\"")]
    public void A_platform_is_a_condition(string platform, string expected) =>
        Assert.Equal(
            expected,
            new PoetryDependency
            {
                Name = "a",
                Version = "^1",
                Platform = platform,
            }.ToRequirement(new PoetryMarkerAlgebra())
        );

    [Fact]
    public void Conditions_on_extras_can_be_left_out()
    {
        PoetryDependency dependency = new()
        {
            Name = "a",
            Extras = ["x"],
            Markers = "extra == 'x' and os_name=='nt'",
        };
        var algebra = new PoetryMarkerAlgebra();
        Assert.Equal("a[x] ; extra == \"x\" and os_name == \"nt\"", dependency.ToRequirement(algebra));
        Assert.Equal("a[x] ; os_name == \"nt\"", dependency.ToRequirement(algebra, withExtras: false));
    }

    [Theory]
    [InlineData("linux,darwin")]
    [InlineData("")]
    public void A_platform_that_Poetry_refuses_is_an_error(string platform) =>
        Assert.Throws<FormatException>(() =>
            new PoetryDependency { Name = "a", Platform = platform }.Marker(new PoetryMarkerAlgebra())
        );

    [Theory]
    [InlineData(">4,<3")]
    [InlineData("==1,==2")]
    public void A_constraint_that_no_Python_meets_is_refused(string python) =>
        Assert.Throws<FormatException>(() =>
            new PoetryDependency { Name = "a", Python = python }.ToRequirement(new PoetryMarkerAlgebra())
        );
}
