using System.Globalization;
using Krait.Requirements;
using Krait.Versions;

namespace Krait.Metadata;

/// <summary>
/// Holds a metadata file against the core metadata specification, versions 1.0 to 2.6: what a build backend must not write and an
/// index would not take. Installing needs much less (<see cref="CoreMetadata"/>).
/// </summary>
public static class MetadataCheck
{
    private static readonly int[] Versions = [10, 11, 12, 21, 22, 23, 24, 25, 26];

    /// <summary>All faults, by field in ordinal order.</summary>
    public static IReadOnlyList<MetadataFault> Faults(MetadataDocument document)
    {
        var faults = new List<MetadataFault>();
        foreach (var (name, values) in document.Unparsed)
        {
            var isKnown = MetadataField.Find(name) is not null;
            faults.Add(
                new(
                    name,
                    isKnown ? $"it occurs {values.Count} times or is not UTF-8" : "there is no such field"
                )
            );
        }
        var version = CheckVersion(document, faults);
        foreach (var field in MetadataField.All)
        {
            if (document.Unparsed.ContainsKey(field.Name))
                continue;
            if (!IsPresent(document, field))
            {
                if (field.Name is "name" or "version")
                    faults.Add(new(field.Name, "it is missing"));
            }
            else if (version < field.Since)
                faults.Add(
                    new(field.Name, $"it came with metadata version {field.Since / 10}.{field.Since % 10}")
                );
            else if (Fault(document, field.Name) is { } fault)
                faults.Add(new(field.Name, fault));
        }
        faults.Sort(static (a, b) => string.CompareOrdinal(a.Field, b.Field));
        return faults;
    }

    /// <summary>The version in tenths; beyond all fields if it is unknown, so that no field is too new for it.</summary>
    private static int CheckVersion(MetadataDocument document, List<MetadataFault> faults)
    {
        const string Name = "metadata-version";
        const int Unknown = int.MaxValue;
        if (document.Unparsed.ContainsKey(Name))
            return Unknown;
        if (document.Text(Name) is not { } text)
        {
            faults.Add(new(Name, "it is missing"));
            return Unknown;
        }
        foreach (var version in Versions)
        {
            if (string.Create(CultureInfo.InvariantCulture, $"{version / 10}.{version % 10}") == text)
                return version;
        }
        faults.Add(new(Name, $"`{text}` is not one of its versions"));
        return Unknown;
    }

    private static bool IsPresent(MetadataDocument document, MetadataField field) =>
        field.Kind switch
        {
            MetadataFieldKind.Text => document.Texts.ContainsKey(field.Name),
            MetadataFieldKind.Urls => document.ProjectUrls.Count > 0,
            _ => document.Lists.ContainsKey(field.Name),
        };

    private static string? Fault(MetadataDocument document, string name) =>
        name switch
        {
            "name" => PackageName.TryParse(document.Text(name)!, out _) ? null : "it is not a valid name",
            "version" => PackageVersion.TryParse(document.Text(name)!, out _)
                ? null
                : "it is not a valid version",
            "summary" => document.Text(name)!.Contains('\n', StringComparison.Ordinal)
                ? "it has several lines"
                : null,
            "description-content-type" => ContentType.Fault(document.Text(name)!),
            "requires-python" => VersionSpecifiers.TryParse(document.Text(name)!, out _)
                ? null
                : "it is not a set of version specifiers",
            "license-expression" => LicenseExpression.TryParse(document.Text(name)!, out _)
                ? null
                : "it is not a license expression",
            "dynamic" => FirstFault(document.List(name), DynamicFault),
            "provides-extra" => FirstFault(
                document.List(name),
                static extra => ExtraName.TryParse(extra, out _) ? null : $"`{extra}` is not a valid name"
            ),
            "requires-dist" => FirstFault(
                document.List(name),
                static text => Requirement.TryParse(text, out _) ? null : $"`{text}` is not a requirement"
            ),
            "license-file" => FirstFault(document.List(name), LicenseFileFault),
            "import-name" or "import-namespace" => FirstFault(document.List(name), ImportNameFault),
            _ => null,
        };

    private static string? FirstFault(IReadOnlyList<string> values, Func<string, string?> check)
    {
        foreach (var value in values)
        {
            if (check(value) is { } fault)
                return fault;
        }
        return null;
    }

    private static string? DynamicFault(string field)
    {
        var name = field.ToLowerInvariant();
        if (name is "name" or "version" or "metadata-version")
            return $"`{field}` cannot be dynamic";
        return MetadataField.Find(name) is null ? $"there is no field `{field}`" : null;
    }

    private static string? LicenseFileFault(string path)
    {
        if (path.Length == 0 || path.Contains('*', StringComparison.Ordinal))
            return $"`{path}` is not the path of a file";
        if (path.Contains('\\', StringComparison.Ordinal))
            return $"`{path}` holds a backslash";
        if (path[0] == '/' || (path.Length > 1 && path[1] == ':' && char.IsAsciiLetter(path[0])))
            return $"`{path}` is an absolute path";
        foreach (var range in path.AsSpan().Split('/'))
        {
            if (path.AsSpan()[range] is "..")
                return $"`{path}` leaves the project";
        }
        return null;
    }

    private static string? ImportNameFault(string value)
    {
        var name = value.AsSpan();
        var semicolon = name.IndexOf(';');
        if (semicolon >= 0)
        {
            if (name[(semicolon + 1)..].Trim() is not "private")
                return $"`{value}` has something other than `private` behind its semicolon";
            name = name[..semicolon].TrimEnd();
        }
        return EntryPoint.IsDottedPath(name) ? null : $"`{value}` is not a dotted name";
    }
}
