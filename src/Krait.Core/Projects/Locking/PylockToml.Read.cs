using Krait.Requirements;
using Krait.Tags;
using Krait.Toml;

namespace Krait.Projects.Locking;

public sealed partial record PylockToml
{
    /// <summary>Reads a parsed document.</summary>
    /// <exception cref="PylockException">The document is no lock file, or one of another major version.</exception>
    public static PylockToml Read(TomlDocument document)
    {
        var root = new PylockTable(document.Root, "");
        var lockVersion = PylockTable.Version(root.RequiredText("lock-version"), "lock-version");
        if (lockVersion.Epoch != 0 || lockVersion.Major != 1)
        {
            throw new PylockException($"pylock version {lockVersion} is not supported");
        }
        return new PylockToml
        {
            LockVersion = lockVersion,
            Environments = root.List("environments", PylockTable.Marker),
            RequiresPython = root.Text("requires-python") is { } python
                ? PylockTable.Specifiers(python, "requires-python")
                : null,
            Extras =
                root.List("extras", static (text, at) => ExtraName.Parse(PylockTable.Name(text, at).Value))
                ?? [],
            DependencyGroups = root.List("dependency-groups", static (text, _) => text) ?? [],
            DefaultGroups = root.List("default-groups", static (text, _) => text) ?? [],
            CreatedBy = root.RequiredText("created-by"),
            Packages = root.Has("packages")
                ? [.. root.Tables("packages").Select(ReadPackage)]
                : throw root.Missing("packages"),
        };
    }

    private static PylockPackage ReadPackage(PylockTable table)
    {
        var package = new PylockPackage
        {
            Name = PylockTable.Name(table.RequiredText("name"), table.At("name")),
            Version = table.Text("version") is { } version
                ? PylockTable.Version(version, table.At("version"))
                : null,
            Marker = table.Text("marker") is { } marker
                ? PylockTable.Marker(marker, table.At("marker"))
                : null,
            RequiresPython = table.Text("requires-python") is { } python
                ? PylockTable.Specifiers(python, table.At("requires-python"))
                : null,
            Index = table.Text("index"),
            VersionControl = table.Table("vcs") is { } control ? ReadVersionControl(control) : null,
            Directory = table.Table("directory") is { } directory ? ReadDirectory(directory) : null,
            Archive = table.Table("archive") is { } archive ? ReadFile(archive, isArchive: true) : null,
            SourceDistribution = table.Table("sdist") is { } source
                ? ReadFile(source, isArchive: false)
                : null,
            Wheels = [.. table.Tables("wheels").Select(wheel => ReadFile(wheel, isArchive: false))],
        };
        foreach (var identity in table.Tables("attestation-identities"))
        {
            _ = identity.RequiredText("kind");
        }
        CheckSources(package, table.Place);
        CheckNames(package, table.Place);
        return package;
    }

    private static void CheckSources(PylockPackage package, string place)
    {
        var alone =
            (package.VersionControl is null ? 0 : 1)
            + (package.Directory is null ? 0 : 1)
            + (package.Archive is null ? 0 : 1);
        var hasFiles = package.SourceDistribution is not null || package.Wheels.Count > 0;
        if (hasFiles && alone > 0)
        {
            throw new PylockException(
                "None of vcs, directory, archive must be set if sdist or wheels are set",
                place
            );
        }
        if (!hasFiles && alone != 1)
        {
            throw new PylockException(
                "Exactly one of vcs, directory, archive must be set if sdist and wheels are not set",
                place
            );
        }
    }

    /// <summary>A file's name must say what the entry says: otherwise one package would be installed under another's name.</summary>
    private static void CheckNames(PylockPackage package, string place)
    {
        for (var i = 0; i < package.Wheels.Count; i++)
        {
            var at = $"{place}.wheels[{i}]";
            var file = package.Wheels[i].FileName;
            if (!WheelFileName.TryParse(file, out var wheel))
            {
                throw new PylockException($"Invalid wheel filename `{file}`", at);
            }
            CheckName(package, file, wheel.Name, wheel.Version, at);
        }
        if (package.SourceDistribution is { } source)
        {
            var at = $"{place}.sdist";
            if (!SourceFileName.TryParse(source.FileName, out var name))
            {
                throw new PylockException($"Invalid sdist filename `{source.FileName}`", at);
            }
            CheckName(package, source.FileName, name.Name, name.Version, at);
        }
    }

    private static void CheckName(
        PylockPackage package,
        string file,
        PackageName name,
        Versions.PackageVersion version,
        string at
    )
    {
        if (name != package.Name)
        {
            throw new PylockException(
                $"Name in `{file}` is not consistent with package name `{package.Name}`",
                at
            );
        }
        if (package.Version is { } expected && expected != version)
        {
            throw new PylockException(
                $"Version in `{file}` is not consistent with package version `{expected}`",
                at
            );
        }
    }

    private static PylockVersionControl ReadVersionControl(PylockTable table)
    {
        var control = new PylockVersionControl
        {
            Type = table.RequiredText("type"),
            Url = table.Text("url"),
            Path = table.Text("path"),
            RequestedRevision = table.Text("requested-revision"),
            CommitId = table.RequiredText("commit-id"),
            Subdirectory = table.Text("subdirectory"),
        };
        CheckPlaces(control.Path, control.Url, table.Place);
        return control;
    }

    private static PylockDirectory ReadDirectory(PylockTable table) =>
        new()
        {
            Path = table.RequiredText("path"),
            IsEditable = table.Boolean("editable") ?? false,
            Subdirectory = table.Text("subdirectory"),
        };

    private static PylockFile ReadFile(PylockTable table, bool isArchive)
    {
        var (path, url) = (table.Text("path"), table.Text("url"));
        var name = isArchive ? null : table.Text("name");
        var hashes = ReadHashes(table);
        CheckPlaces(path, url, table.Place);
        return new PylockFile
        {
            FileName = name ?? PylockFile.NameIn(path, url)!,
            Path = path,
            Url = url,
            Size = table.Integer("size"),
            UploadTime = table.Moment("upload-time"),
            Hashes = hashes,
            Subdirectory = isArchive ? table.Text("subdirectory") : null,
        };
    }

    private static void CheckPlaces(string? path, string? url, string place)
    {
        if (path is null && url is null)
        {
            throw new PylockException("path or url must be provided", place);
        }
    }

    private static SortedDictionary<string, string> ReadHashes(PylockTable table)
    {
        if (table.Table("hashes") is not { } hashes)
        {
            throw table.Missing("hashes");
        }
        var read = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var algorithm in hashes.Keys)
        {
            read[algorithm.ToLowerInvariant()] = hashes.RequiredText(algorithm);
        }
        return read.Count > 0
            ? read
            : throw new PylockException("At least one hash must be provided", hashes.Place);
    }
}
