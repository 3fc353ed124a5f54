using System.Globalization;
using System.Text;
using Krait.Markers;
using Krait.Toml;

namespace Krait.Projects.Locking;

/// <summary>Writes a <c>pylock.toml</c> as uv lays it out: a package after another, one wheel inline, several a line each.</summary>
internal sealed class PylockText
{
    private readonly StringBuilder _text = new();
    private readonly MarkerAlgebra _algebra = new();

    private PylockText() { }

    /// <summary>The file's text, ended by a line feed.</summary>
    public static string Write(PylockToml toml)
    {
        var writer = new PylockText();
        writer.Header(toml);
        foreach (var package in toml.Packages)
            writer.Package(package);
        return writer._text.ToString();
    }

    private void Header(PylockToml toml)
    {
        Line("lock-version", Text(toml.LockVersion.ToString()));
        Line("created-by", Text(toml.CreatedBy));
        if (toml.RequiresPython is { } python)
            Line("requires-python", Text(python.ToString()));
        if (toml.Environments is { } environments)
            Line(
                "environments",
                TomlWriter.ArrayOfLines(environments.Select(marker => Text(Canonical(marker))))
            );
        if (toml.Extras.Count > 0)
            Line("extras", TomlWriter.Array(toml.Extras.Select(extra => Text(extra.Value))));
        if (toml.DependencyGroups.Count > 0)
            Line("dependency-groups", TomlWriter.Array(toml.DependencyGroups.Select(Text)));
        if (toml.DefaultGroups.Count > 0)
            Line("default-groups", TomlWriter.Array(toml.DefaultGroups.Select(Text)));
    }

    private void Package(PylockPackage package)
    {
        _text.Append("\n[[packages]]\n");
        Line("name", Text(package.Name.Value));
        if (package.Version is { } version)
            Line("version", Text(version.ToString()));
        if (package.Marker is { } marker)
            Line("marker", Text(Canonical(marker)));
        if (package.RequiresPython is { } python)
            Line("requires-python", Text(python.ToString()));
        if (package.Index is { } index)
            Line("index", Text(index));
        if (package.VersionControl is { } control)
            Line("vcs", Table(Entries(control)));
        if (package.Directory is { } directory)
            Line("directory", Table(Entries(directory)));
        if (package.Archive is { } archive)
            Line("archive", Table(Entries(archive, isArchive: true)));
        if (package.SourceDistribution is { } source)
            Line("sdist", Table(Entries(source, isArchive: false)));
        var wheels = package.Wheels.Select(wheel => Table(Entries(wheel, isArchive: false)));
        if (package.Wheels.Count > 0)
            Line(
                "wheels",
                package.Wheels.Count == 1 ? TomlWriter.Array(wheels) : TomlWriter.ArrayOfLines(wheels)
            );
    }

    private static IEnumerable<(string Key, string? Value)> Entries(PylockVersionControl control) =>
        [
            ("type", Text(control.Type)),
            ("url", TextOrNone(control.Url)),
            ("path", TextOrNone(control.Path)),
            ("requested-revision", TextOrNone(control.RequestedRevision)),
            ("commit-id", Text(control.CommitId)),
            ("subdirectory", TextOrNone(control.Subdirectory)),
        ];

    private static IEnumerable<(string Key, string? Value)> Entries(PylockDirectory directory) =>
        [
            ("path", Text(directory.Path)),
            ("editable", directory.IsEditable ? TomlWriter.Boolean(true) : null),
            ("subdirectory", TextOrNone(directory.Subdirectory)),
        ];

    /// <summary>The name stands there only where path and address do not tell it.</summary>
    private static IEnumerable<(string Key, string? Value)> Entries(PylockFile file, bool isArchive) =>
        [
            (
                "name",
                isArchive || file.FileName == PylockFile.NameIn(file.Path, file.Url)
                    ? null
                    : Text(file.FileName)
            ),
            ("url", TextOrNone(file.Url)),
            ("path", TextOrNone(file.Path)),
            (
                "upload-time",
                file.UploadTime is { } time
                    ? time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
                    : null
            ),
            ("size", file.Size is { } size ? TomlWriter.Integer(size) : null),
            ("subdirectory", TextOrNone(file.Subdirectory)),
            ("hashes", Table(file.Hashes.Select(hash => (hash.Key, (string?)Text(hash.Value))))),
        ];

    private void Line(string key, string value) => _text.Append(key).Append(" = ").Append(value).Append('\n');

    private string Canonical(Marker marker) => _algebra.ToText(_algebra.Build(marker)) ?? marker.ToString();

    private static string Text(string value) => TomlWriter.String(value);

    private static string? TextOrNone(string? value) => value is null ? null : Text(value);

    private static string Table(IEnumerable<(string Key, string? Value)> entries) =>
        TomlWriter.InlineTable(
            entries
                .Where(entry => entry.Value is not null)
                .Select(entry => KeyValuePair.Create(entry.Key, entry.Value!))
        );
}
