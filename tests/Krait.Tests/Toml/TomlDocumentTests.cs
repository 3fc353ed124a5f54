using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Krait.Archives;
using Krait.Toml;

namespace Krait.Tests.Toml;

public class TomlDocumentTests
{
    /// <summary>Those that are no TOML are the ones that say so, or that stand for a broken file in a report.</summary>
    [Fact]
    public void Every_file_of_the_shared_material_comes_back_whole()
    {
        var shared = RepositoryRoot.Shared("");
        Assert.SkipWhen(shared is null, "the shared material is not beside this checkout");
        var (read, refused) = (0, new List<string>());
        foreach (var (name, bytes) in SharedFiles(shared))
        {
            try
            {
                var document = TomlDocument.Parse(bytes);
                Assert.True(Encoding.UTF8.GetBytes(document.ToString()).AsSpan().SequenceEqual(bytes), name);
                read++;
            }
            catch (TomlException)
            {
                refused.Add(name);
            }
        }
        Assert.True(read > 100, $"only {read} files were read");
        Assert.Empty(refused);
    }

    private static IEnumerable<(string Name, byte[] Bytes)> SharedFiles(string shared)
    {
        foreach (var file in Directory.EnumerateFiles(shared, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(shared, file);
            if (IsToml(name) && !name.Contains("/tests/invalid/", StringComparison.Ordinal))
                yield return (name, File.ReadAllBytes(file));
            if (!name.EndsWith(".whl", StringComparison.Ordinal))
                continue;
            if (new FileInfo(file).Length > 4 << 20)
                continue;
            var wheel = ZipReader.Open(File.ReadAllBytes(file));
            for (var i = 0; i < wheel.Entries.Length; i++)
            {
                if (IsToml(wheel.Name(i)))
                    yield return ($"{name}!{wheel.Name(i)}", wheel.ReadAll(i).ToArray());
            }
        }
    }

    /// <summary>There is a lock of another kind among the files, in JSON.</summary>
    private static bool IsToml(string name) =>
        name.EndsWith(".toml", StringComparison.Ordinal)
        || (
            name.EndsWith(".lock", StringComparison.Ordinal)
            && !name.EndsWith("renv.lock", StringComparison.Ordinal)
        );

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
    [InlineData("1.5e-7", 1.5e-7)]
    [InlineData("12e3-", null)]
    [InlineData("1.5e-17", 1.5e-17)]
    [InlineData("123e-4", 123e-4)]
    [InlineData("-1.5e-7", -1.5e-7)]
    [InlineData("1_0.5e-7", 10.5e-7)]
    [InlineData("1_.5", null)]
    [InlineData("1._5", null)]
    [InlineData("1e_5", null)]
    [InlineData("1e5_", null)]
    public void A_float_with_a_minus_at_the_place_of_a_date_is_a_float(string text, double? expected)
    {
        var isRead = TomlDocument.TryParse($"a = {text}", out var document, out _);
        Assert.Equal(expected is not null, isRead);
        Assert.Equal(expected, (document?.Root["a"] as TomlFloat)?.Value);
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
