using Krait.Requirements;
using Krait.Toml;
using Krait.Versions;

namespace Krait.Metadata;

/// <summary>Reads a <c>[project]</c> table and collects all its faults, so that they can be shown at once.</summary>
internal sealed partial class ProjectTableReader
{
    private const int LongestLabel = 32;

    private static readonly string[] Fields =
    [
        "authors",
        "classifiers",
        "dependencies",
        "description",
        "entry-points",
        "gui-scripts",
        "import-names",
        "import-namespaces",
        "keywords",
        "license",
        "license-files",
        "maintainers",
        "optional-dependencies",
        "readme",
        "requires-python",
        "scripts",
        "urls",
        "version",
    ];

    private readonly List<ProjectFault> _faults = [];

    public IReadOnlyList<ProjectFault> Faults => _faults;

    public ProjectTable? Read(TomlValue? value)
    {
        if (value is null)
        {
            Fault("project", "is missing");
            return null;
        }
        if (value is not TomlTable table)
        {
            Fault("project", "must be a table");
            return null;
        }
        foreach (var entry in table.Entries)
        {
            if (
                entry.Key != "name"
                && entry.Key != "dynamic"
                && !Fields.Contains(entry.Key, StringComparer.Ordinal)
            )
                Fault($"project.{entry.Key}", "is not a field of the table");
        }
        var name = ReadName(table);
        var dynamic = ReadDynamic(table);
        var license = table["license"];
        var project = new ProjectTable
        {
            Name = name.Name,
            WrittenName = name.Written,
            Dynamic = dynamic,
            Version = ReadVersion(table, dynamic),
            Description = ReadDescription(table),
            Readme = ReadReadme(table["readme"]),
            RequiresPython = ReadRequiresPython(table),
            LicenseExpression = license?.AsString(),
            License = ReadLicense(license),
            LicenseFiles = ReadLicenseFiles(table),
            Authors = Contacts(table, "authors"),
            Maintainers = Contacts(table, "maintainers"),
            Keywords = Texts(table["keywords"], "project.keywords") ?? [],
            Classifiers = Texts(table["classifiers"], "project.classifiers") ?? [],
            Urls = ReadUrls(table),
            Scripts = Pairs(table["scripts"], "project.scripts"),
            GuiScripts = Pairs(table["gui-scripts"], "project.gui-scripts"),
            EntryPoints = ReadEntryPoints(table),
            Dependencies = Requirements(table["dependencies"], "project.dependencies"),
            OptionalDependencies = ReadExtras(table),
            ImportNames = Texts(table["import-names"], "project.import-names"),
            ImportNamespaces = Texts(table["import-namespaces"], "project.import-namespaces"),
        };
        CheckTogether(project);
        return project;
    }

    private void Fault(string field, string message) => _faults.Add(new ProjectFault(field, message));

    private (PackageName Name, string Written) ReadName(TomlTable table)
    {
        if (table["name"] is null)
            Fault("project.name", "is missing");
        else if (Text(table["name"], "project.name") is { } text)
        {
            if (PackageName.TryParse(text, out var name))
                return (name, text);
            Fault("project.name", $"is not a valid package name: `{text}`");
        }
        return default;
    }

    private List<string> ReadDynamic(TomlTable table)
    {
        var fields = new List<string>();
        if (table["dynamic"] is not { } value)
            return fields;
        if (value is not TomlArray array)
        {
            Fault("project.dynamic", "must be an array of strings");
            return fields;
        }
        foreach (var (index, item) in array.Items.Index())
        {
            if (item.AsString() is { } field && Fields.Contains(field, StringComparer.Ordinal))
                fields.Add(field);
            else
                Fault($"project.dynamic[{index}]", "is not the name of a field that can be dynamic");
        }
        return fields;
    }

    private PackageVersion? ReadVersion(TomlTable table, List<string> dynamic)
    {
        if (table["version"] is null)
        {
            if (!dynamic.Contains("version"))
                Fault("project.version", "is missing, and `project.dynamic` does not name it");
            return null;
        }
        if (Text(table["version"], "project.version") is not { } text)
            return null;
        if (PackageVersion.TryParse(text, out var version))
            return version;
        Fault("project.version", $"is not a valid version: `{text}`");
        return null;
    }

    private string? ReadDescription(TomlTable table)
    {
        var text = Text(table["description"], "project.description");
        if (text is not null && text.Contains('\n', StringComparison.Ordinal))
            Fault("project.description", "must be of one line");
        return text;
    }

    private VersionSpecifiers? ReadRequiresPython(TomlTable table)
    {
        if (Text(table["requires-python"], "project.requires-python") is not { } text)
            return null;
        if (VersionSpecifiers.TryParse(text, out var specifiers))
            return specifiers;
        Fault("project.requires-python", $"is not a set of version specifiers: `{text}`");
        return null;
    }

    private List<KeyValuePair<string, string>> ReadUrls(TomlTable table)
    {
        var urls = Pairs(table["urls"], "project.urls");
        foreach (var (label, _) in urls)
        {
            if (label.Length > LongestLabel)
                Fault($"project.urls.{label}", $"has a label of more than {LongestLabel} characters");
        }
        return urls;
    }

    private List<KeyValuePair<ExtraName, IReadOnlyList<Requirement>>> ReadExtras(TomlTable table)
    {
        const string Field = "project.optional-dependencies";
        var extras = new List<KeyValuePair<ExtraName, IReadOnlyList<Requirement>>>();
        if (table["optional-dependencies"] is not { } value)
            return extras;
        if (value is not TomlTable groups)
        {
            Fault(Field, "must be a table of arrays of strings");
            return extras;
        }
        foreach (var entry in groups.Entries)
        {
            var requirements = Requirements(entry.Value, $"{Field}.{entry.Key}");
            if (!ExtraName.TryParse(entry.Key, out var extra))
                Fault($"{Field}.{entry.Key}", "is not a valid name for an extra");
            else if (extras.Exists(e => e.Key == extra))
                Fault($"{Field}.{entry.Key}", $"is the extra `{extra}` once more");
            else
                extras.Add(new(extra, requirements));
        }
        return extras;
    }

    private List<KeyValuePair<string, IReadOnlyList<KeyValuePair<string, string>>>> ReadEntryPoints(
        TomlTable table
    )
    {
        const string Field = "project.entry-points";
        var groups = new List<KeyValuePair<string, IReadOnlyList<KeyValuePair<string, string>>>>();
        if (table["entry-points"] is not { } value)
            return groups;
        if (value is not TomlTable groupTable)
        {
            Fault(Field, "must be a table of tables of strings");
            return groups;
        }
        foreach (var entry in groupTable.Entries)
        {
            if (!IsGroup(entry.Key))
                Fault(
                    $"{Field}.{entry.Key}",
                    "is not a name of letters, digits and underscores, joined by dots"
                );
            groups.Add(new(entry.Key, Pairs(entry.Value, $"{Field}.{entry.Key}")));
        }
        return groups;
    }

    private static bool IsGroup(string name)
    {
        foreach (var range in name.AsSpan().Split('.'))
        {
            var part = name.AsSpan()[range];
            if (part.IsEmpty)
                return false;
            foreach (var c in part)
            {
                if (!char.IsLetterOrDigit(c) && c != '_')
                    return false;
            }
        }
        return true;
    }

    private void CheckTogether(ProjectTable project)
    {
        // What is one value cannot be given and be left to the build; lists and tables can be completed by it (PEP 808).
        (string Field, bool IsGiven)[] single =
        [
            ("version", project.Version is not null),
            ("description", project.Description is not null),
            ("readme", project.Readme is not null),
            ("requires-python", project.RequiresPython is not null),
            ("license", project.License is not null || project.LicenseExpression is not null),
        ];
        foreach (var (field, isGiven) in single)
        {
            if (isGiven && project.IsDynamic(field))
                Fault($"project.{field}", "is given, but `project.dynamic` names it too");
        }
        if (project.License is not null && project.LicenseFiles is not null)
            Fault(
                "project.license-files",
                "goes with a license expression, but `project.license` is a table"
            );
        if (
            project.LicenseExpression is not null
            && project.Classifiers.Any(c => c.StartsWith("License ::", StringComparison.Ordinal))
        )
            Fault("project.classifiers", "has a license, but `project.license` is an expression");
        foreach (
            var fault in ImportNameCheck.Faults(project.ImportNames ?? [], project.ImportNamespaces ?? [])
        )
            _faults.Add(fault);
    }
}
