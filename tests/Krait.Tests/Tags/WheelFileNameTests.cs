using FsCheck;
using FsCheck.Fluent;
using Krait.Requirements;
using Krait.Tags;

namespace Krait.Tests.Tags;

/// <summary>File names of wheels: what the recorded answers (suite c) do not hold.</summary>
public class WheelFileNameTests
{
    [Theory]
    [InlineData("foo-1.0-py3-none-any-x86_64_v3.whl", true)]
    [InlineData("foo-1.0-1-py3-none-any-cu128.whl", true)]
    [InlineData("foo-1.0-py3-none-any.whl", false)]
    [InlineData("foo-1.0-py3-none-any-X86.whl", false)]
    [InlineData("foo-1.0-any-cu128.whl", false)]
    public void A_variant_is_told_but_not_taken(string text, bool isVariant)
    {
        Assert.Equal(isVariant, WheelFileName.IsVariant(text));
        Assert.Equal(
            !isVariant && text.EndsWith("any.whl", StringComparison.Ordinal),
            WheelFileName.TryParse(text, out _)
        );
    }

    [Fact]
    public void Build_tags_are_ordered_by_number_then_by_the_rest()
    {
        string[] names =
        [
            "f-1-py3-none-any.whl",
            "f-1-1-py3-none-any.whl",
            "f-1-1a-py3-none-any.whl",
            "f-1-2-py3-none-any.whl",
            "f-1-10-py3-none-any.whl",
            "f-1-99999999999999999999999-py3-none-any.whl",
        ];
        var builds = names.Select(n => WheelFileName.Parse(n).Build).ToList();
        Assert.Equal(builds, builds.Order());
        Assert.Equal(WheelFileName.Parse("f-1-0010-py3-none-any.whl").Build, builds[4]);
    }

    [Fact]
    public void Capitals_in_tags_make_no_difference() =>
        Assert.Equal(
            "py3-none-macosx_11_0_arm64",
            WheelFileName.Parse("f-1-PY3-None-MacOSX_11_0_ARM64.whl").Tags.ToString()
        );

    [Theory]
    [InlineData("foo-1.0-1.tar.gz", "foo", "1.0.post1")]
    [InlineData("python-foo-1.0.tar.gz", "python-foo", "1.0")]
    [InlineData("Foo.Bar-2.zip", "foo-bar", "2")]
    public void A_known_project_tells_where_its_name_ends(string text, string project, string version)
    {
        Assert.True(SourceFileName.TryParse(text, PackageName.Parse(project), out var source));
        Assert.Equal(version, source.Version.ToString());
        Assert.False(SourceFileName.TryParse(text, PackageName.Parse("other"), out _));
    }

    [Theory]
    [InlineData("foo-1.0.tar.bz2", SourceFormat.Legacy)]
    [InlineData("foo-1.0.tgz", SourceFormat.Legacy)]
    [InlineData("foo-1.0.tar.gz", SourceFormat.TarGz)]
    [InlineData("foo-1.0.zip", SourceFormat.Zip)]
    public void The_ending_tells_the_format(string text, SourceFormat expected)
    {
        Assert.True(SourceFileName.TryFormat(text, out var format));
        Assert.Equal(expected, format);
        Assert.Equal(expected != SourceFormat.Legacy, SourceFileName.TryParse(text, out _));
    }

    [Fact]
    public void Every_text_is_a_name_or_is_not()
    {
        string[] bits =
        [
            "foo",
            "-",
            "1.0",
            "py3",
            "none",
            "any",
            ".whl",
            ".",
            "_",
            "cp313",
            "é",
            "\0",
            "/",
            "+",
            "!",
        ];
        var texts = Gen.Elements(bits).ArrayOf().Select(string.Concat).ToArbitrary();
        Prop.ForAll(
                texts,
                text =>
                    !WheelFileName.TryParse(text, out var wheel)
                    || (wheel.Text == text && !text.Contains('/') && wheel.Tags.Expand().Count > 0)
            )
            .QuickCheckThrowOnFailure();
    }
}
