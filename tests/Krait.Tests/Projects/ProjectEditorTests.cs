using Krait.Projects;
using Krait.Requirements;
using Krait.Toml;
using Krait.Versions;

namespace Krait.Tests.Projects;

public class ProjectEditorTests
{
    private static readonly DependencyPlace Dependencies = new DependencyPlace.Project();

    [Theory]
    [InlineData("[]", "b>=1", "[\n    \"b>=1\",\n]")]
    [InlineData("[\"a\", \"c\"]", "b", "[\n    \"a\",\n    \"b\",\n    \"c\",\n]")]
    [InlineData("[\n  \"c\", # last\n  \"a\"\n]", "b", "[\n  \"c\", # last\n  \"a\",\n  \"b\",\n]")]
    [InlineData("[\n  # c is special\n  \"c\",\n]", "b", "[\n  \"b\",\n  # c is special\n  \"c\",\n]")]
    [InlineData("[\"b[x]<2\"]", "b[y]", "[\n    \"b[x,y]<2\",\n]")]
    [InlineData("[\"b<2 ; os_name == 'nt'\"]", "b", "[\n    \"b\",\n    \"b<2 ; os_name == 'nt'\",\n]")]
    public void A_requirement_goes_where_the_order_wants_it(string before, string added, string after)
    {
        var editor = Editor(before);
        editor.Add(Dependencies, Requirement.Parse(added));
        Assert.Equal($"[project]\ndependencies = {after}\n", editor.Document.Text);
    }

    [Theory]
    [InlineData("[\"a\"]", "[]")]
    [InlineData("[\"a>1\", \"c\", \"A <2\"]", "[\n    \"c\",\n]")]
    [InlineData("[ # why\n  \"a\", # it\n  # and\n]", "[ # why\n  # it\n  # and\n]")]
    public void Comments_outlive_what_they_stand_behind(string before, string after)
    {
        var editor = Editor(before);
        Assert.True(editor.Remove(Dependencies, PackageName.Parse("a")));
        Assert.Equal($"[project]\ndependencies = {after}\n", editor.Document.Text);
        Assert.False(editor.Remove(Dependencies, PackageName.Parse("a")));
        Assert.False(editor.Contains(PackageName.Parse("a")));
    }

    [Fact]
    public void Two_of_one_name_and_marker_are_not_chosen_between() =>
        Assert.Throws<KraitException>(() =>
            Editor("[\"a>1\", \"a<3\"]").Add(Dependencies, Requirement.Parse("a==2"))
        );

    [Theory]
    [InlineData(AddBounds.Major, "0", ">=0, <0.1")]
    [InlineData(AddBounds.Minor, "3", ">=3, <3.1")]
    [InlineData(AddBounds.Major, "2!1.5+local", ">=2!1.5, <2!2.0")]
    [InlineData(AddBounds.Exact, "1.0+local", "==1.0+local")]
    public void A_bound_is_made_of_the_version(AddBounds bounds, string version, string expected) =>
        Assert.Equal(expected, bounds.For(PackageVersion.Parse(version)));

    [Theory]
    [InlineData("stable=1")]
    [InlineData("patch=")]
    [InlineData("patch=-1")]
    [InlineData("0")]
    [InlineData("micro")]
    public void What_names_no_part_of_a_version_raises_none(string text) =>
        Assert.False(VersionBump.TryParse(text, out _));

    [Theory]
    [InlineData("1.2rc1.dev2", "stable", "1.2")]
    [InlineData("1.2b3", "rc", "1.2rc1")]
    [InlineData("1.2.3", "minor", "1.3.0")]
    public void A_part_is_raised(string version, string part, string expected)
    {
        Assert.True(VersionBump.TryParse(part, out var bump));
        Assert.Equal(expected, VersionBump.Apply(PackageVersion.Parse(version), [bump]).ToString());
    }

    [Fact]
    public void A_source_is_replaced_under_any_spelling_of_its_name_and_forgotten_with_its_table()
    {
        var editor = new ProjectEditor(
            TomlDocument.Parse("[tool.uv.sources]\nA_b = { path = \"x\" }\n\n[z]\n")
        );
        editor.SetSource(
            PackageName.Parse("a-b"),
            new ProjectSource { Git = "https://host.example/r", Tag = "v1" }
        );
        Assert.Equal(
            "[tool.uv.sources]\na-b = { git = \"https://host.example/r\", tag = \"v1\" }\n\n[z]\n",
            editor.Document.Text
        );
        Assert.True(editor.RemoveSource(PackageName.Parse("A.B")));
        Assert.Equal("[z]\n", editor.Document.Text);
    }

    private static ProjectEditor Editor(string dependencies) =>
        new(TomlDocument.Parse($"[project]\ndependencies = {dependencies}\n"));
}
