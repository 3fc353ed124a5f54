using FsCheck;
using FsCheck.Fluent;
using Krait.Requirements;
using Krait.Tests.Versions;

namespace Krait.Tests.Requirements;

public class RequirementTests
{
    private static readonly Gen<string> Blank = Gen.Elements("", "", " ", "\t", "  ");

    private static readonly Gen<string> Text =
        from name in Gen.Elements("a", "Foo.Bar", "x--y", "z_1")
        from extras in Gen.Elements("", "[]", "[a]", "[ B , a_c ]")
        from specifiers in VersionGenerators.Specifiers
        from url in Gen.Elements(
            "",
            "",
            " @ https://host.example/x.whl",
            "@file:///x y".Replace(" y", "", StringComparison.Ordinal)
        )
        from marker in Gen.Elements("", " ; os_name == 'nt'", " ;python_version>'3' or extra=='e'")
        from blank in Blank
        select url.Length > 0
            ? $"{name}{blank}{extras}{url}{marker}"
            : $"{name}{blank}{extras}{blank}{specifiers}{marker}";

    [Fact]
    public void What_is_printed_reads_back_as_the_same_requirement()
    {
        Prop.ForAll(
                Text.ToArbitrary(),
                text =>
                {
                    var requirement = Requirement.Parse(text);
                    var again = Requirement.Parse(requirement.ToString());
                    Assert.Equal(requirement, again);
                    Assert.Equal(requirement.GetHashCode(), again.GetHashCode());
                    Assert.Equal(requirement.ToString(), again.ToString());
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("", 0, 1)]
    [InlineData("-a", 0, 2)]
    [InlineData("a-", 0, 2)]
    [InlineData("a[b", 1, 1)]
    [InlineData("a[b c]", 4, 1)]
    [InlineData("a[b-]", 2, 2)]
    [InlineData("a>=1,,<2", 5, 1)]
    [InlineData("a >= 1.x, <2", 2, 6)]
    [InlineData("a (>=1", 2, 1)]
    [InlineData("a b", 2, 1)]
    [InlineData("a @ ", 4, 1)]
    [InlineData("a @ https://x b", 14, 1)]
    [InlineData("a;", 2, 1)]
    [InlineData("a ; foo == '1'", 4, 3)]
    [InlineData("a\n", 1, 1)]
    public void An_error_points_at_what_is_wrong(string text, int offset, int length)
    {
        Assert.False(Requirement.TryParse(text, out _, out var error));
        Assert.Equal((offset, length), (error.Offset, error.Length));
        var shown = Assert.Throws<FormatException>(() => Requirement.Parse(text)).Message;
        Assert.EndsWith(new string(' ', offset) + new string('^', length), shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Extras_are_sorted_and_each_is_kept_once()
    {
        var requirement = Requirement.Parse("Name[b,A,a_x,a-x]>=1 ; os_name=='nt'");
        Assert.Equal("name[a,a-x,b]>=1 ; os_name == \"nt\"", requirement.ToString());
    }

    [Theory]
    [InlineData("Foo..Bar__baz", "foo-bar-baz")]
    [InlineData("a", "a")]
    [InlineData("0", "0")]
    public void Names_are_normalized(string text, string normalized)
    {
        Assert.Equal(normalized, PackageName.Parse(text).Value);
        Assert.Equal(normalized, ExtraName.Parse(text).Value);
        Assert.Equal(normalized, GroupName.Parse(text).Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData("a.")]
    [InlineData("a b")]
    [InlineData("\u0131")]
    [InlineData("a\n")]
    public void Other_text_is_no_name(string text)
    {
        Assert.False(PackageName.TryParse(text, out _));
        Assert.Throws<FormatException>(() => PackageName.Parse(text));
    }

    [Fact]
    public void A_normalized_name_keeps_its_string()
    {
        var text = new string("already-normal");
        Assert.Same(text, PackageName.Parse(text).Value);
    }

    /// <summary>As packaging reads it: white space of any kind may stand before a version, but nowhere else.</summary>
    [Theory]
    [InlineData("a >=\n1,< 2", true)]
    [InlineData("a (!= \n6.2)", true)]
    [InlineData("a\n>=1", false)]
    [InlineData("a >=1\n,<2", false)]
    [InlineData("a >=1,\n<2", false)]
    [InlineData("a >=\n", false)]
    [InlineData("a >=1.\n0", false)]
    public void A_line_breaks_between_an_operator_and_its_version_only(string text, bool isValid) =>
        Assert.Equal(isValid, Requirement.TryParse(text, out _));
}
