using FsCheck;
using FsCheck.Fluent;
using Krait.Toml;

namespace Krait.Tests.Toml;

/// <summary>Laws of documents and edits, on documents of every style.</summary>
public class TomlProperties
{
    [Fact]
    public void A_document_is_its_text() =>
        Prop.ForAll<int>(seed =>
            {
                var text = new TomlSamples(seed).Document();
                return TomlDocument.Parse(text).ToString() == text;
            })
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Replacing_a_value_changes_its_line_only() =>
        EachPlace(
            (document, path, before) =>
            {
                var editor = new TomlEditor(document);
                editor.Set(path, "'new'");
                var after = Lines(editor.Document);
                Assert.Equal("new", editor.Document.Root.Find(path)!.AsString());
                Assert.Equal(before.Length, after.Length);
                Assert.Single(Enumerable.Range(0, before.Length), line => before[line] != after[line]);
            }
        );

    [Fact]
    public void Removing_a_key_removes_lines_and_changes_none() =>
        EachPlace(
            (document, path, before) =>
            {
                var editor = new TomlEditor(document);
                Assert.True(editor.Remove(path));
                Assert.Null(editor.Document.Root.Find(path));
                var after = Lines(editor.Document);
                Assert.True(after.Length < before.Length);
                Assert.True(IsCutOf(after, before));
            }
        );

    [Fact]
    public void Adding_a_key_adds_lines_and_changes_none() =>
        EachPlace(
            (document, path, before) =>
            {
                var editor = new TomlEditor(document);
                editor.Set([.. path[..^1], "added"], "1");
                Assert.Equal(1, editor.Document.Root.Find([.. path[..^1], "added"])!.AsInteger());
                var after = Lines(editor.Document);
                Assert.Equal(before.Length + 1, after.Length);
                Assert.True(IsCutOf(before, after));
            }
        );

    private static void EachPlace(Action<TomlDocument, string[], string[]> check) =>
        Prop.ForAll<int>(seed =>
            {
                var samples = new TomlSamples(seed);
                var document = TomlDocument.Parse(samples.Document());
                foreach (var place in samples.Places)
                    check(document, [.. place.Select(name => name.Trim('"'))], Lines(document));
            })
            .QuickCheckThrowOnFailure();

    private static string[] Lines(TomlDocument document) => document.Text.Split('\n');

    /// <summary>Whether <paramref name="shorter"/> is <paramref name="longer"/> without some lines.</summary>
    private static bool IsCutOf(string[] shorter, string[] longer)
    {
        var at = 0;
        foreach (var line in longer)
        {
            if (at < shorter.Length && shorter[at] == line)
                at++;
        }
        return at == shorter.Length;
    }
}
