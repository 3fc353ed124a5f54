using Krait.Toml;

namespace Krait.Tests.Toml;

public class TomlFuzzTests
{
    private static readonly string[] Seeds =
    [
        "# c\na = 1\nb.c = 'x' # y\n\n[t]\nd = [1, 2.5e3, 0x_f, +inf,\n  # in\n  \"\\u00e9\",\n]\n\n[[t.u]]\ne = { f = true, g.h = [] }\n[[t.u]]\n",
        "s = \"\"\"\\\n  a\n  b\"\"\"\nl = '''\n'x'''\nd = 1979-05-27T07:32:00.999Z\nt = 07:32:00\nx = 1979-05-27 07:32:00-07:00\ny = 1979-05-27\n",
        "[project]\r\nname = 'x'\r\ndependencies = [\r\n    'a>=1', # why\r\n    \"b\"\r\n]\r\n[tool.uv.sources]\r\na = { path = 'x', editable = true }\r\n",
        "[a.\"b c\".'d']\n\"\" = -0b1\n1.2 = 3\n[a]\nz = nan\n",
    ];

    private static readonly string[] Tokens =
    [
        "[",
        "]",
        "[[",
        "]]",
        "{",
        "}",
        "=",
        ".",
        ",",
        "\n",
        "\r\n",
        "\r",
        "#",
        "'",
        "\"",
        "'''",
        "\"\"\"",
        "\\",
        "\\U0001F600",
        "\\x41",
        "a",
        "a.b",
        "0",
        "_",
        "e",
        "-",
        "true",
        "1e9",
        "12:00",
        "2000-02-30",
        "\t",
        "\uFEFF",
        "\uD800",
        "\u0085",
    ];

    [Fact]
    public void Any_text_is_a_document_or_refused_at_a_place()
    {
        Fuzzing.Run(Seeds, Tokens, Read);
        Fuzzing.Truncate(Seeds, Read);

        static void Read(string text)
        {
            foreach (var version in (ReadOnlySpan<TomlVersion>)[TomlVersion.Toml10, TomlVersion.Toml11])
            {
                if (TomlDocument.TryParse(text, out var document, out var error, version))
                    Assert.Equal(text, document.ToString());
                else
                    Assert.True(
                        error.Line >= 1 && error.Line <= text.AsSpan().Count('\n') + 1 && error.Column >= 1
                    );
            }
        }
    }

    /// <summary>Each edit changes what it says, and the number of values by one.</summary>
    [Fact]
    public void Any_document_can_be_edited()
    {
        Fuzzing.Run(Seeds, Tokens, Edit);
        Fuzzing.Truncate(Seeds, Edit);

        static void Edit(string text)
        {
            if (!TomlDocument.TryParse(text, out var document, out _))
                return;
            var paths = new List<string[]>();
            Collect(document.Root, [], paths);
            foreach (var path in paths.Take(12))
                EditAt(document, path);
            AddAndRemove(document, ["fuzz"]);
            AddAndRemove(document, ["fuzz table", "fuzz"]);
        }
    }

    private static void EditAt(TomlDocument document, string[] path)
    {
        var value = document.Root.Find(path)!;
        var before = Leaves(document.Root);
        if (value is TomlTable)
            AddAndRemove(document, [.. path, "fuzz"]);
        if (value is TomlTable { Style: not TomlTableStyle.Inline } or TomlArray { IsArrayOfTables: true })
        {
            var remover = new TomlEditor(document);
            Assert.True(remover.Remove(path));
            Assert.Null(remover.Document.Root.Find(path));
            return;
        }
        var editor = new TomlEditor(document);
        editor.Set(path, "'fuzz'");
        Assert.Equal("fuzz", editor.Document.Root.Find(path)!.AsString());
        Assert.Equal(before - Leaves(value) + 1, Leaves(editor.Document.Root));
        Assert.True(editor.Remove(path));
        Assert.Null(editor.Document.Root.Find(path));
        Assert.Equal(before - Leaves(value), Leaves(editor.Document.Root));
        if (value is not TomlArray array)
            return;
        var count = array.Items.Count;
        for (var at = 0; at <= Math.Min(count, 3); at++)
        {
            var inserter = new TomlEditor(document);
            inserter.InsertItem(path, at, "'fuzz'");
            var items = inserter.Document.Root.Find(path)!.AsArray()!.Items;
            Assert.Equal(count + 1, items.Count);
            Assert.Equal("fuzz", items[at].AsString());
            inserter.RemoveItem(path, at);
            Assert.Equal(count, inserter.Document.Root.Find(path)!.AsArray()!.Items.Count);
            Assert.Equal(before, Leaves(inserter.Document.Root));
        }
    }

    private static void AddAndRemove(TomlDocument document, string[] path)
    {
        if (document.Root.Find(path) is not null || IsBelowValue(document, path))
            return;
        var before = Leaves(document.Root);
        var editor = new TomlEditor(document);
        editor.Set(path, "1");
        Assert.Equal(1, editor.Document.Root.Find(path)!.AsInteger());
        Assert.Equal(before + 1, Leaves(editor.Document.Root));
        Assert.True(editor.Remove(path));
        Assert.Equal(before, Leaves(editor.Document.Root));
    }

    private static bool IsBelowValue(TomlDocument document, string[] path) =>
        document.Root.Find(path.AsSpan(..^1)) is { } parent && parent is not TomlTable;

    private static void Collect(TomlTable table, string[] path, List<string[]> paths)
    {
        foreach (var entry in table.Entries)
        {
            string[] inner = [.. path, entry.Key];
            paths.Add(inner);
            if (entry.Value is TomlTable below)
                Collect(below, inner, paths);
        }
    }

    private static int Leaves(TomlValue value) =>
        value switch
        {
            TomlTable table => table.Entries.Sum(entry => Leaves(entry.Value)),
            TomlArray { IsArrayOfTables: true } array => array.Items.Sum(Leaves),
            _ => 1,
        };
}
