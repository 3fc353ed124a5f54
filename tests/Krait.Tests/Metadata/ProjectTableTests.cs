using Krait.Metadata;
using Krait.Requirements;
using Krait.Toml;

namespace Krait.Tests.Metadata;

/// <summary>The <c>[project]</c> table: what suite i does not hold.</summary>
public class ProjectTableTests
{
    [Fact]
    public void All_faults_are_told_at_once_with_their_place()
    {
        const string Text = """
            [project]
            name = "-bad-"
            version = 1
            authors = [{ name = "A" }, { nick = "b" }]
            dependencies = ["ok", "not ok at all"]
            wrong = true
            """;
        Assert.False(ProjectTable.TryRead(TomlDocument.Parse(Text).Root, out _, out var faults));
        Assert.Equal(
            [
                "project.authors[1]",
                "project.authors[1].nick",
                "project.dependencies[1]",
                "project.name",
                "project.version",
                "project.wrong",
            ],
            faults.Select(f => f.Field).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void A_list_may_be_given_and_completed_by_the_build()
    {
        const string Text = """
            [project]
            name = "x"
            version = "1"
            dependencies = ["a"]
            dynamic = ["dependencies"]
            """;
        Assert.True(ProjectTable.TryRead(TomlDocument.Parse(Text).Root, out var project, out _));
        Assert.True(project.IsDynamic("dependencies"));
        Assert.Single(project.Dependencies);
    }

    [Fact]
    public void Requirements_of_an_extra_keep_their_own_condition()
    {
        const string Text = """
            [project]
            name = "x"
            version = "1"
            [project.optional-dependencies]
            E_x = ["a; os_name == 'nt' or os_name == 'posix'"]
            """;
        Assert.True(ProjectTable.TryRead(TomlDocument.Parse(Text).Root, out var project, out _));
        var fields = ProjectMetadata.Fields(project, [], _ => null);
        var requirement = Requirement.Parse(fields.Single(f => f.Key == "Requires-Dist").Value);
        Assert.Equal(
            "(os_name == \"nt\" or os_name == \"posix\") and extra == \"e-x\"",
            requirement.Marker!.ToString()
        );
    }

    [Theory]
    [InlineData("LICENSE*", "LICENSE.txt", true)]
    [InlineData("LICENSE*", "a/LICENSE", false)]
    [InlineData("**/LICENSE", "LICENSE", true)]
    [InlineData("**/LICENSE", "a/b/LICENSE", true)]
    [InlineData("a/**", "a/b/c", true)]
    [InlineData("LICEN[CS]E", "LICENSE", true)]
    [InlineData("[a-c]?", "bx", true)]
    [InlineData("[a-c]?", "dx", false)]
    [InlineData("*a*a*a*a*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false)]
    public void Patterns_match_paths(string pattern, string path, bool expected) =>
        Assert.Equal(expected, PathPattern.Matches(pattern, path));
}
