using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Krait.Toml;

namespace Krait.Tests.Toml;

public class TomlDocumentTests
{
    [Fact]
    public void Every_file_of_the_shared_material_comes_back_whole()
    {
        var shared = RepositoryRoot.Shared("");
        Assert.SkipWhen(shared is null, "the shared material is not beside this checkout");
        var files = Directory
            .EnumerateFiles(shared, "*.*", SearchOption.AllDirectories)
            .Where(file =>
                file.EndsWith(".toml", StringComparison.Ordinal)
                || file.EndsWith(".lock", StringComparison.Ordinal)
            );
        var read = 0;
        foreach (var file in files)
        {
            var bytes = File.ReadAllBytes(file);
            TomlDocument document;
            try
            {
                document = TomlDocument.Parse(bytes);
            }
            catch (TomlException)
            {
                continue;
            }
            read++;
            Assert.True(Encoding.UTF8.GetBytes(document.ToString()).AsSpan().SequenceEqual(bytes), file);
        }
        Assert.True(read > 100, $"only {read} files were read");
    }

    [Fact]
    public void Every_cut_of_a_document_is_a_document_or_a_documented_error()
    {
        const string Whole = """
            a.b = [1, 0xf_f, "é\u00e9", { c = 1979-05-27T07:32:00Z, d = '''x''' }]
            [[t."u v"]]
            s = ``
              line \
              next``
            """;
        var text = Whole.Replace("``", "\"\"\"", StringComparison.Ordinal);
        Assert.True(TomlDocument.TryParse(text, out _, out _));
        for (var length = 0; length <= text.Length; length++)
            if (!TomlDocument.TryParse(text[..length], out _, out var error))
                Assert.True(error.Line >= 1 && error.Column >= 1);
    }

    [Theory]
    [InlineData("a = 1\nb = ?\n", 2, 5)]
    [InlineData("a = 1\na = 2\n", 2, 1)]
    [InlineData("é = 1\n", 1, 1)]
    [InlineData("a = \"é", 1, 5)]
    public void An_error_names_its_place(string text, int line, int column)
    {
        Assert.False(TomlDocument.TryParse(text, out _, out var error));
        Assert.Equal((line, column), (error.Line, error.Column));
    }

    [Theory]
    [InlineData('[', ']')]
    [InlineData('{', '}')]
    public void Deep_nesting_is_refused(char open, char close)
    {
        var text = open == '[' ? new string('[', 100_000) : string.Concat(Enumerable.Repeat("{a=", 100_000));
        Assert.Throws<TomlException>(() => TomlDocument.Parse($"a = {text}{close}"));
    }

    [Fact]
    public void A_written_string_is_read_back() =>
        Prop.ForAll<string>(text =>
            {
                var value = new string([.. (text ?? "").Where(c => !char.IsSurrogate(c))]);
                var key = value.Length == 0 ? "k" : value;
                var document = TomlDocument.Parse($"{TomlWriter.Key(key)} = {TomlWriter.String(value)}");
                return document.Root[key]?.AsString() == value;
            })
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Adding_and_removing_a_key_gives_the_text_back() =>
        Prop.ForAll<int, int>(
                (tables, keys) =>
                {
                    var text = Generate(Math.Abs(tables % 4), 1 + Math.Abs(keys % 4));
                    var editor = new TomlEditor(TomlDocument.Parse(text));
                    editor.Set(["t0", "added"], "true");
                    var isThere = editor.Document.Root.Find("t0", "added")?.AsBoolean() == true;
                    editor.Remove(["t0", "added"]);
                    return isThere && editor.Document.Text == text;
                }
            )
            .QuickCheckThrowOnFailure();

    private static string Generate(int tables, int keys)
    {
        var text = new StringBuilder("# top\n");
        for (var t = 0; t <= tables; t++)
        {
            text.Append(t > 0 ? "\n" : "").Append($"[t{t}] # table {t}\n");
            for (var k = 0; k < keys; k++)
                text.Append($"k{k} = [{k}, {t}] # {k}\n");
        }
        return text.ToString();
    }
}
