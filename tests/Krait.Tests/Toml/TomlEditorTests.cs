using Krait.Toml;

namespace Krait.Tests.Toml;

public class TomlEditorTests
{
    private const string Project = """
        # the project
        [project]
        name = "demo"   # its name
        dependencies = [
          "one>=1", # first
          "two",
        ]

        # tools
        [tool.black]
        line-length = 88

        [tool.poetry.group.dev.dependencies]
        pytest = "^8"

        """;

    [Fact]
    public void Replacing_a_value_keeps_the_comment_behind_it() =>
        AssertEdit(
            editor => editor.Set(["project", "name"], TomlWriter.String("other")),
            "name = \"demo\"   # its name",
            "name = \"other\"   # its name"
        );

    [Fact]
    public void A_new_key_goes_behind_the_last_of_its_table() =>
        AssertEdit(
            editor => editor.Set(["tool", "black", "target"], "\"py312\""),
            "line-length = 88\n",
            "line-length = 88\ntarget = \"py312\"\n"
        );

    [Fact]
    public void A_new_table_goes_behind_the_last_section_of_its_nearest_parent() =>
        AssertEdit(
            editor => editor.Set(["tool", "black", "extra", "key"], "1"),
            "line-length = 88\n",
            "line-length = 88\n\n[tool.black.extra]\nkey = 1\n"
        );

    [Fact]
    public void A_table_implied_by_a_longer_header_gets_a_header_of_its_own_when_a_key_is_added() =>
        AssertEdit(
            editor => editor.Set(["tool", "poetry", "name"], "\"x\""),
            "pytest = \"^8\"\n",
            "pytest = \"^8\"\n\n[tool.poetry]\nname = \"x\"\n"
        );

    [Fact]
    public void An_item_is_appended_in_the_style_of_the_lines_before() =>
        AssertEdit(
            editor => editor.InsertItem(["project", "dependencies"], 2, "\"three\""),
            "  \"two\",\n",
            "  \"two\",\n  \"three\",\n"
        );

    [Fact]
    public void An_item_goes_in_before_another() =>
        AssertEdit(
            editor => editor.InsertItem(["project", "dependencies"], 1, "\"mid\""),
            "  \"two\",\n",
            "  \"mid\",\n  \"two\",\n"
        );

    [Fact]
    public void Removing_an_item_removes_its_line_and_the_comment_behind_it() =>
        AssertEdit(
            editor => editor.RemoveItem(["project", "dependencies"], 0),
            "  \"one>=1\", # first\n",
            ""
        );

    [Fact]
    public void Removing_a_table_leaves_the_comment_above_the_next_one() =>
        AssertEdit(
            editor => Assert.True(editor.Remove(["project"])),
            Project[
                Project.IndexOf("[project]", StringComparison.Ordinal)..Project.IndexOf(
                    "# tools",
                    StringComparison.Ordinal
                )
            ],
            ""
        );

    [Fact]
    public void Removing_what_is_not_there_changes_nothing()
    {
        var editor = new TomlEditor(TomlDocument.Parse(Project));
        Assert.False(editor.Remove(["project", "version"]));
        Assert.Equal(Project, editor.Document.Text);
    }

    [Theory]
    [InlineData("a = []", "a = [9]")]
    [InlineData("a = [1]", "a = [1, 9]")]
    [InlineData("a = [1,]", "a = [1, 9,]")]
    [InlineData("a = [\n]\n", "a = [\n    9,\n]\n")]
    [InlineData("a = [\n    1\n]\n", "a = [\n    1,\n    9\n]\n")]
    [InlineData("a = [\n    1 # one\n]\n", "a = [\n    1, # one\n    9\n]\n")]
    [InlineData("a = [\r\n  1,\r\n]\r\n", "a = [\r\n  1,\r\n  9,\r\n]\r\n")]
    [InlineData("a = [1,\n     2]\n", "a = [1,\n     2,\n     9]\n")]
    public void Appending_follows_the_array_at_hand(string before, string after)
    {
        var editor = new TomlEditor(TomlDocument.Parse(before));
        editor.InsertItem(["a"], editor.Document.Root["a"]!.AsArray()!.Items.Count, "9");
        Assert.Equal(after, editor.Document.Text);
    }

    [Theory]
    [InlineData("a = [1, 2, 3]", 1, "a = [1, 3]")]
    [InlineData("a = [1, 2]", 1, "a = [1]")]
    [InlineData("a = [ 1 ]", 0, "a = []")]
    [InlineData("a = [\n  1,\n  2\n]\n", 1, "a = [\n  1\n]\n")]
    [InlineData("a = [\n  1, # x\n  2, # y\n]\n", 1, "a = [\n  1, # x\n]\n")]
    [InlineData("a = [\n  # above\n  1,\n  2,\n]\n", 0, "a = [\n  # above\n  2,\n]\n")]
    public void Taking_out_follows_the_array_at_hand(string before, int index, string after)
    {
        var editor = new TomlEditor(TomlDocument.Parse(before));
        editor.RemoveItem(["a"], index);
        Assert.Equal(after, editor.Document.Text);
    }

    [Theory]
    [InlineData("", "a = 1\n")]
    [InlineData("b = 2\n", "b = 2\na = 1\n")]
    [InlineData("b = 2", "b = 2\na = 1\n")]
    [InlineData("[t]\nc = 3\n", "a = 1\n\n[t]\nc = 3\n")]
    public void A_key_of_the_root_stands_above_all_headers(string before, string after)
    {
        var editor = new TomlEditor(TomlDocument.Parse(before));
        editor.Set(["a"], "1");
        Assert.Equal(after, editor.Document.Text);
    }

    [Theory]
    [InlineData("t = {}\n", "t = { a = 1 }\n")]
    [InlineData("t = { b = 2 }\n", "t = { b = 2, a = 1 }\n")]
    [InlineData("t.b = 2\nu = 3\n", "t.b = 2\nt.a = 1\nu = 3\n")]
    public void A_key_of_a_table_without_header_is_added_in_its_style(string before, string after)
    {
        var editor = new TomlEditor(TomlDocument.Parse(before));
        editor.Set(["t", "a"], "1");
        Assert.Equal(after, editor.Document.Text);
    }

    [Fact]
    public void A_value_can_not_become_a_table()
    {
        var editor = new TomlEditor(TomlDocument.Parse("a = 1\n"));
        Assert.Throws<TomlException>(() => editor.Set(["a", "b"], "2"));
    }

    private static void AssertEdit(Action<TomlEditor> edit, string before, string after)
    {
        var editor = new TomlEditor(TomlDocument.Parse(Project));
        edit(editor);
        Assert.Equal(Project.Replace(before, after, StringComparison.Ordinal), editor.Document.Text);
        Assert.NotEqual(Project, editor.Document.Text, StringComparer.Ordinal);
    }
}
