using Krait.Requirements;
using Krait.Toml;

namespace Krait.Tests.Requirements;

public class DependencyGroupsTests
{
    private static DependencyGroups Read(string toml) => DependencyGroups.Read(TomlDocument.Parse(toml).Root);

    private static DependencyGroupException Refused(string toml, string group) =>
        Assert.Throws<DependencyGroupException>(() => Read(toml).Resolve(GroupName.Parse(group)));

    [Fact]
    public void Groups_are_put_together_in_order_with_repetitions()
    {
        var groups = Read("Dev_Tools = ['a', {include-group = 'lint'}, 'z>=1']\nlint = ['b', 'a']\n");
        Assert.Equal("dev-tools lint", string.Join(' ', groups.Names));
        Assert.True(groups.Contains(GroupName.Parse("dev.tools")));
        Assert.Equal("a b a z>=1", string.Join(' ', groups.Resolve(GroupName.Parse("dev-tools"))));
    }

    [Fact]
    public void A_cycle_is_shown_from_where_it_closes()
    {
        var toml =
            "top = [{include-group = 'a'}]\na = [{include-group = 'b'}]\nb = [{include-group = 'a'}]\n";
        Assert.Equal(
            "Detected a cycle in `dependency-groups`: `a` -> `b` -> `a`",
            Refused(toml, "top").Message
        );
    }

    [Fact]
    public void A_missing_group_is_told_with_the_one_that_wants_it() =>
        Assert.Equal(
            "Failed to find group `nope` included by `a`",
            Refused("a = [{include-group = 'nope'}]\n", "a").Message
        );

    [Fact]
    public void Only_what_is_asked_for_is_looked_into() =>
        Assert.Equal(
            "x",
            Assert.Single(Read("a = ['x']\nb = 5\nc = ['!']\n").Resolve(GroupName.Parse("a"))).ToString()
        );

    [Fact]
    public void Includes_that_multiply_are_refused_soon()
    {
        var doubling = Enumerable
            .Range(0, 60)
            .Select(i => $"g{i} = [{{include-group = 'g{i + 1}'}}, {{include-group = 'g{i + 1}'}}]\n");
        var toml = string.Concat(doubling);
        Assert.Equal(DependencyGroupProblem.TooLarge, Refused(toml + "g60 = ['x']\n", "g0").Problem);
        Assert.Empty(Read(toml + "g60 = []\n").Resolve(GroupName.Parse("g0")));
    }

    [Fact]
    public void A_long_chain_is_refused_instead_of_overflowing()
    {
        var chain = Enumerable.Range(0, 100_000).Select(i => $"g{i} = [{{include-group = 'g{i + 1}'}}]\n");
        Assert.Equal(DependencyGroupProblem.TooLarge, Refused(string.Concat(chain), "g0").Problem);
    }
}
