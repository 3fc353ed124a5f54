using FsCheck;
using FsCheck.Fluent;
using Krait.Versions;

namespace Krait.Tests.Versions;

public class VersionRangesTests
{
    [Fact]
    public void Ranges_are_a_Boolean_algebra()
    {
        Prop.ForAll(
                Gen.Three(VersionGenerators.Ranges).ToArbitrary(),
                triple =>
                {
                    var (a, b, c) = triple;
                    Assert.Equal(a.Union(b), b.Union(a));
                    Assert.Equal(a.Intersect(b), b.Intersect(a));
                    Assert.Equal(a.Union(b.Union(c)), a.Union(b).Union(c));
                    Assert.Equal(a.Intersect(b.Intersect(c)), a.Intersect(b).Intersect(c));
                    Assert.Equal(a.Intersect(b.Union(c)), a.Intersect(b).Union(a.Intersect(c)));
                    Assert.Equal(a.Union(b.Intersect(c)), a.Union(b).Intersect(a.Union(c)));
                    Assert.Equal(a, a.Union(a.Intersect(b)));
                    Assert.Equal(a, a.Complement().Complement());
                    Assert.Equal(a.Union(b).Complement(), a.Complement().Intersect(b.Complement()));
                    Assert.Equal(VersionRanges.All, a.Union(a.Complement()));
                    Assert.Equal(VersionRanges.Empty, a.Intersect(a.Complement()));
                    Assert.Equal(a, a.Intersect(VersionRanges.All));
                    Assert.Equal(a, a.Union(VersionRanges.Empty));
                    Assert.Equal(a.IsSubsetOf(b), a.Except(b).IsEmpty);
                    Assert.Equal(a.IsDisjoint(b), a.Intersect(b).IsEmpty);
                    Assert.True(!a.Equals(b) || a.GetHashCode() == b.GetHashCode());
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Membership_agrees_with_the_operations()
    {
        var cases =
            from a in VersionGenerators.Ranges
            from b in VersionGenerators.Ranges
            from version in VersionGenerators.Version
            select (a, b, version);
        Prop.ForAll(
                cases.ToArbitrary(),
                one =>
                {
                    var (a, b, version) = one;
                    Assert.Equal(!a.Contains(version), a.Complement().Contains(version));
                    Assert.Equal(
                        a.Contains(version) && b.Contains(version),
                        a.Intersect(b).Contains(version)
                    );
                    Assert.Equal(a.Contains(version) || b.Contains(version), a.Union(b).Contains(version));
                    Assert.True(VersionRanges.Singleton(version).Contains(version));
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Membership_agrees_with_the_specifiers()
    {
        var cases =
            from specifiers in VersionGenerators.Specifiers
            from version in VersionGenerators.Version
            select (specifiers, version);
        Prop.ForAll(
                cases.ToArbitrary(),
                one =>
                {
                    Assert.Equal(
                        one.specifiers.Contains(one.version),
                        one.specifiers.ToRanges().Contains(one.version)
                    );
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("<2", "2.dev0", false)]
    [InlineData("<2", "2a1", false)]
    [InlineData("<2", "1.9+local", true)]
    [InlineData("<2a1", "2.dev0", true)]
    [InlineData("<=2", "2+local", true)]
    [InlineData("<=2", "2.post0.dev0", false)]
    [InlineData(">2", "2+local", false)]
    [InlineData(">2", "2.post1", false)]
    [InlineData(">2", "2.0.0.0.1.dev0", true)]
    [InlineData(">2.post1", "2.post2", true)]
    [InlineData(">2a1", "2a1.post1", false)]
    [InlineData(">2a1", "2a2.dev0", true)]
    [InlineData("==2", "2.0+local", true)]
    [InlineData("==2+local", "2", false)]
    [InlineData("==2.*", "2.dev0", true)]
    [InlineData("~=2.2.post3", "2.9", true)]
    public void Edges_lie_where_the_specification_puts_them(string specifier, string version, bool inside) =>
        Assert.Equal(
            inside,
            VersionSpecifiers.Parse(specifier).ToRanges().Contains(PackageVersion.Parse(version))
        );

    [Theory]
    [InlineData("<3,>=2,!=2.5,>2", ">=2,>2,!=2.5,<3")]
    [InlineData("~=1.0,==1.*", "~=1.0,==1.*")]
    public void Specifiers_can_be_put_into_the_order_of_their_versions(string written, string ordered) =>
        Assert.Equal(ordered, VersionSpecifiers.Parse(written).InVersionOrder().ToString());

    [Theory]
    [InlineData("<=1", "<1.post0.dev0")]
    [InlineData("<=1.post18446744073709551615", "<1.post18446744073709551616.dev0")]
    [InlineData("<=1.post99999999999999999999", "<1.post100000000000000000000.dev0")]
    [InlineData("<=1.dev131071", "<1.dev131072")]
    [InlineData(">1a1", ">=1a2.dev0")]
    [InlineData(">1a18446744073709551616", ">=1a18446744073709551617.dev0")]
    [InlineData(">1.post1,!=1.post2", ">=1.post2.dev0,!=1.post2")]
    public void Two_descriptions_of_one_place_are_equal(string one, string other)
    {
        var (a, b) = (VersionSpecifiers.Parse(one).ToRanges(), VersionSpecifiers.Parse(other).ToRanges());
        Assert.Equal(a, b);
        Assert.Equal(a.GetHashCode(), b.GetHashCode());
        Assert.True(a.Except(b).IsEmpty && b.IsSubsetOf(a));
    }

    [Fact]
    public void A_place_keeps_the_version_that_it_was_made_of() =>
        Assert.Equal(
            "1.post2.dev0",
            VersionBound.Before(PackageVersion.Parse("1.post2.dev0")).Version.ToString()
        );

    [Theory]
    [InlineData("", "*")]
    [InlineData("<1,>2", "∅")]
    [InlineData(">=1.0,<2.0.0", ">=1.0,<2.0.0")]
    [InlineData("==1.2", "==1.2")]
    [InlineData("!=1.2", "<1.2 | >1.2")]
    [InlineData("<=1.2", "<=1.2")]
    [InlineData("<=1.2.post1", "<=1.2.post1")]
    [InlineData(">1.2", ">1.2")]
    [InlineData(">1!70000.2", ">1!70000.2")]
    [InlineData("<1.2rc1", "<1.2rc1")]
    [InlineData("===1.2", "==1.2")]
    public void Text_is_what_people_would_write(string specifiers, string text) =>
        Assert.Equal(text, VersionSpecifiers.Parse(specifiers).ToRanges().ToString());
}
