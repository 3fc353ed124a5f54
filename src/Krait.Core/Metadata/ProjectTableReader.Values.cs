using Krait.Requirements;
using Krait.Toml;

namespace Krait.Metadata;

internal sealed partial class ProjectTableReader
{
    private string? Text(TomlValue? value, string field)
    {
        if (value is null)
            return null;
        if (value.AsString() is { } text)
            return text;
        Fault(field, "must be a string");
        return null;
    }

    private List<string>? Texts(TomlValue? value, string field)
    {
        if (value is null)
            return null;
        if (value is not TomlArray array)
        {
            Fault(field, "must be an array of strings");
            return [];
        }
        var texts = new List<string>();
        foreach (var (index, item) in array.Items.Index())
        {
            if (Text(item, $"{field}[{index}]") is { } text)
                texts.Add(text);
        }
        return texts;
    }

    private List<KeyValuePair<string, string>> Pairs(TomlValue? value, string field)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        if (value is not (null or TomlTable))
            Fault(field, "must be a table of strings");
        foreach (var entry in (value as TomlTable)?.Entries ?? [])
        {
            if (Text(entry.Value, $"{field}.{entry.Key}") is { } text)
                pairs.Add(new(entry.Key, text));
        }
        return pairs;
    }

    private List<Requirement> Requirements(TomlValue? value, string field)
    {
        var requirements = new List<Requirement>();
        foreach (var (index, text) in (Texts(value, field) ?? []).Index())
        {
            if (Requirement.TryParse(text, out var requirement, out var error))
                requirements.Add(requirement);
            else
                Fault($"{field}[{index}]", $"is not a valid requirement: {error.Message}");
        }
        return requirements;
    }

    private List<ProjectContact> Contacts(TomlTable table, string name)
    {
        var contacts = new List<ProjectContact>();
        if (table[name] is not { } value)
            return contacts;
        if (value is not TomlArray array)
        {
            Fault($"project.{name}", "must be an array of tables");
            return contacts;
        }
        foreach (var (index, item) in array.Items.Index())
        {
            var field = $"project.{name}[{index}]";
            if (item is not TomlTable person)
            {
                Fault(field, "must be a table");
                continue;
            }
            RefuseOthers(person, field, "name", "email");
            var contact = new ProjectContact(
                Text(person["name"], $"{field}.name"),
                Text(person["email"], $"{field}.email")
            );
            if (person["name"] is null && person["email"] is null)
                Fault(field, "must have a `name` or an `email`");
            contacts.Add(contact);
        }
        return contacts;
    }

    private ProjectText? ReadReadme(TomlValue? value)
    {
        const string Field = "project.readme";
        if (value is null)
            return null;
        if (value.AsString() is { } file)
        {
            var type = TypeOf(file);
            if (type is null)
                Fault(Field, $"does not tell by its name what it is written in: `{file}`");
            return new ProjectText(file, null, type);
        }
        if (ReadText(value, Field, "content-type") is not { } text)
            return null;
        var contentType = Text(((TomlTable)value)["content-type"], $"{Field}.content-type");
        if (((TomlTable)value)["content-type"] is null)
            Fault(Field, "must have a `content-type`");
        return text with { ContentType = contentType };
    }

    private static string? TypeOf(string file) =>
        file.EndsWith(".md", StringComparison.OrdinalIgnoreCase) ? "text/markdown"
        : file.EndsWith(".rst", StringComparison.OrdinalIgnoreCase) ? "text/x-rst"
        : file.EndsWith(".txt", StringComparison.OrdinalIgnoreCase) ? "text/plain"
        : null;

    private ProjectText? ReadLicense(TomlValue? value) =>
        value is null or TomlString ? null : ReadText(value, "project.license");

    /// <summary>A table with exactly one of <c>file</c> and <c>text</c>.</summary>
    private ProjectText? ReadText(TomlValue value, string field, string? alsoAllowed = null)
    {
        if (value is not TomlTable table)
        {
            Fault(field, "must be a string or a table");
            return null;
        }
        RefuseOthers(table, field, "file", "text", alsoAllowed);
        var text = new ProjectText(
            Text(table["file"], $"{field}.file"),
            Text(table["text"], $"{field}.text")
        );
        if (table["file"] is null == table["text"] is null)
            Fault(field, "must have exactly one of `file` and `text`");
        return text;
    }

    private List<string>? ReadLicenseFiles(TomlTable table)
    {
        var patterns = Texts(table["license-files"], "project.license-files");
        foreach (var pattern in patterns ?? [])
        {
            if (!PathPattern.IsInside(pattern))
                Fault("project.license-files", $"has a pattern that leaves the project: `{pattern}`");
        }
        return patterns;
    }

    private void RefuseOthers(TomlTable table, string field, params ReadOnlySpan<string?> allowed)
    {
        foreach (var entry in table.Entries)
        {
            if (!allowed.Contains(entry.Key))
                Fault($"{field}.{entry.Key}", "is not a field of the table");
        }
    }
}
