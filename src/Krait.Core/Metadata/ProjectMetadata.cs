using System.Globalization;
using Krait.Markers;
using Krait.Requirements;

namespace Krait.Metadata;

/// <summary>
/// Makes core metadata of a <c>[project]</c> table: the lowest metadata version that has all its fields, the fields in the order of
/// the specification. Files are read by the caller.
/// </summary>
public static class ProjectMetadata
{
    /// <summary>Makes the fields, name and value, the description last.</summary>
    /// <param name="project">The table; its version must be known.</param>
    /// <param name="files">All files of the project, as paths with slashes relative to it, sorted.</param>
    /// <param name="read">Gives a file's text, or null if there is none.</param>
    /// <exception cref="FormatException">The version is not known, or a file that the table names is not there.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Fields(
        ProjectTable project,
        IReadOnlyList<string> files,
        Func<string, string?> read
    )
    {
        var version =
            project.Version
            ?? throw new FormatException("`project.version` is dynamic: only a build tells it");
        var licenseFiles = LicenseFiles(project, files);
        var fields = new List<KeyValuePair<string, string>>
        {
            new("Metadata-Version", Version(project)),
            new("Name", project.WrittenName),
            new("Version", version.ToString()),
        };
        Add("Summary", project.Description);
        Add("Keywords", project.Keywords.Count > 0 ? string.Join(',', project.Keywords) : null);
        AddContacts("Author", project.Authors);
        AddContacts("Maintainer", project.Maintainers);
        Add("License", project.License is null ? null : TextOf(project.License, read, "license"));
        Add("License-Expression", project.LicenseExpression);
        foreach (var file in licenseFiles)
            Add("License-File", file);
        foreach (var classifier in project.Classifiers)
            Add("Classifier", classifier);
        foreach (var (label, url) in project.Urls)
            Add("Project-URL", $"{label}, {url}");
        Add("Requires-Python", project.RequiresPython?.ToString());
        foreach (var requirement in project.Dependencies)
            Add("Requires-Dist", requirement.ToString());
        foreach (var (extra, requirements) in project.OptionalDependencies)
        {
            Add("Provides-Extra", extra.Value);
            foreach (var requirement in requirements)
                Add("Requires-Dist", OfExtra(requirement, extra));
        }
        foreach (var name in project.ImportNames ?? [])
            Add("Import-Name", name);
        foreach (var name in project.ImportNamespaces ?? [])
            Add("Import-Namespace", name);
        if (project.Readme is { } readme)
        {
            Add("Description-Content-Type", readme.ContentType);
            Add("Description", TextOf(readme, read, "readme"));
        }
        return fields;

        void Add(string name, string? value)
        {
            if (value is not null)
                fields.Add(new(name, value));
        }

        void AddContacts(string field, IReadOnlyList<ProjectContact> contacts)
        {
            var names = contacts.Where(c => c.Email is null).Select(c => c.Name!);
            var addresses = contacts
                .Where(c => c.Email is not null)
                .Select(c => c.Name is null ? c.Email! : $"{c.Name} <{c.Email}>");
            Add(field, names.Any() ? string.Join(", ", names) : null);
            Add($"{field}-Email", addresses.Any() ? string.Join(", ", addresses) : null);
        }
    }

    private static string Version(ProjectTable project)
    {
        var minor =
            project.ImportNames is not null || project.ImportNamespaces is not null ? 5
            : project.LicenseExpression is not null || project.LicenseFiles is not null ? 4
            : 1;
        return string.Create(CultureInfo.InvariantCulture, $"2.{minor}");
    }

    private static List<string> LicenseFiles(ProjectTable project, IReadOnlyList<string> files)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var pattern in project.LicenseFiles ?? [])
        {
            var isMatch = false;
            foreach (var file in files)
            {
                if (!PathPattern.Matches(pattern, file))
                    continue;
                found.Add(file);
                isMatch = true;
            }
            if (!isMatch)
                throw new FormatException(
                    $"`project.license-files` has a pattern that matches no file: `{pattern}`"
                );
        }
        return [.. found];
    }

    private static string TextOf(ProjectText text, Func<string, string?> read, string field) =>
        text.Text
        ?? read(text.File!)
        ?? throw new FormatException($"`project.{field}` names a file that is not there: `{text.File}`");

    private static string OfExtra(Requirement requirement, ExtraName extra)
    {
        var marker = $"extra == '{extra}'";
        if (requirement.Marker is { } own)
            marker = $"({own}) and {marker}";
        return requirement.WithMarker(Marker.Parse(marker)).ToString();
    }
}
