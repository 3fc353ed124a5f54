using System.Text.Json;
using Krait.Projects;
using Krait.Projects.Locking;
using Krait.Toml;
using Krait.Versions;

namespace Krait.Vectors;

/// <summary>
/// The files of uv's projects. Of an edit whose bound comes from an index (<c>needs_registry</c>) the bound is taken from the
/// expected text: what is held is where and how the line is written, not which version was found.
/// </summary>
public sealed class UvFilesSuite : Suite
{
    public override string Folder => "k-uv-files";

    public override IEnumerable<CaseResult> Run(string folder)
    {
        var cases = Path.Combine(folder, "cases");
        return
        [
            .. Each(Path.Combine(cases, "uv_lock_texts.jsonl"), LockText),
            .. Each(Path.Combine(cases, "uv_lock_parse.jsonl"), LockParse),
            .. Each(Path.Combine(cases, "add_bounds.jsonl"), Bounds),
            .. Each(Path.Combine(cases, "split_specifiers.jsonl"), Split),
            .. Each(Path.Combine(cases, "pyproject_edits.jsonl"), Edit),
        ];
    }

    private static string? LockText(JsonElement row)
    {
        var text = row.Text("lock_text");
        var document = TomlDocument.Parse(text);
        UvLock.Read(document);
        return FirstLine(text, UvLockText.Write(document.Root));
    }

    private static string? LockParse(JsonElement row)
    {
        try
        {
            UvLock.Read(TomlDocument.Parse(row.Text("lock_text")));
            return row.GetProperty("valid").GetBoolean() ? null : "it was read";
        }
        catch (UvLockException exception)
        {
            return row.GetProperty("valid").GetBoolean() ? exception.Message : null;
        }
    }

    private static string? Bounds(JsonElement row) =>
        Difference.Of(
            row.Text("specifiers"),
            Enum.Parse<AddBounds>(row.Text("bounds"), ignoreCase: true)
                .For(PackageVersion.Parse(row.Text("version")))
        );

    private static string? Split(JsonElement row)
    {
        var (name, specifier) = ProjectEditor.SplitSpecifier(row.Text("input"));
        return Difference.Of(row.Text("name"), name) ?? Difference.Of(row.Text("specifier"), specifier);
    }

    private static string? Edit(JsonElement row)
    {
        var after = TomlDocument.Parse(row.Text("after"));
        var edit = new UvEdit(TomlDocument.Parse(row.Text("before")), after, row.Texts("args"));
        switch (row.Text("command"))
        {
            case "add":
                edit.Add();
                break;
            case "remove":
                edit.Remove();
                break;
            default:
                edit.SetVersion();
                break;
        }
        return FirstLine(after.Text.Trim(), edit.Editor.Document.Text.Trim());
    }

    private static string? FirstLine(string expected, string actual)
    {
        if (string.Equals(expected, actual, StringComparison.Ordinal))
            return null;
        var (wanted, got) = (expected.Split('\n'), actual.Split('\n'));
        var at = 0;
        while (at < wanted.Length && at < got.Length && wanted[at] == got[at])
            at++;
        return $"line {at + 1}: `{got.ElementAtOrDefault(at)}` instead of `{wanted.ElementAtOrDefault(at)}`";
    }
}
