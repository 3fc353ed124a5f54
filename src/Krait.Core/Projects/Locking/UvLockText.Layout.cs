using Krait.Toml;

namespace Krait.Projects.Locking;

/// <content>What stands where, and how.</content>
public sealed partial class UvLockText
{
    private static readonly string[] s_rootOrder =
    [
        "version",
        "revision",
        "requires-python",
        "resolution-markers",
        "supported-markers",
        "required-markers",
        "conflicts",
        "options",
        "manifest",
        "package",
    ];

    private static readonly string[] s_optionsOrder =
    [
        "resolution-mode",
        "prerelease-mode",
        "fork-strategy",
        "exclude-newer",
        "exclude-newer-span",
        "minimum-libc-version",
        "prerelease-package",
        "exclude-newer-package",
    ];

    private static readonly string[] s_manifestOrder =
    [
        "members",
        "default-groups",
        "requirements",
        "constraints",
        "overrides",
        "excludes",
        "build-constraints",
        "dependency-groups",
        "group-requires-python",
        "dependency-metadata",
    ];

    private static readonly string[] s_statedMetadataOrder =
    [
        "name",
        "version",
        "requires-dist",
        "requires-python",
        "provides-extras",
    ];

    private static readonly string[] s_packageOrder =
    [
        "name",
        "version",
        "source",
        "resolution-markers",
        "default-groups",
        "dependencies",
        "sdist",
        "wheels",
        "optional-dependencies",
        "dev-dependencies",
        "group-requires-python",
        "metadata",
    ];

    private static readonly string[] s_metadataOrder = ["requires-dist", "provides-extras", "requires-dev"];

    // One order serves edges, requirements, sources, archives and conflicts: where two share keys, these agree.
    private static readonly string[] s_inlineOrder =
    [
        "package",
        "name",
        "version",
        "source",
        "extra",
        "group",
        "extras",
        "groups",
        "marker",
        "specifier",
        "index",
        "conflict",
        "registry",
        "git",
        "url",
        "path",
        "filename",
        "directory",
        "editable",
        "virtual",
        "subdirectory",
        "hash",
        "size",
        "upload-time",
        "zstd",
        "timestamp",
        "span",
        "dependencies",
    ];

    private static string[] OrderOf(string path) =>
        path switch
        {
            "" => s_rootOrder,
            "options" => s_optionsOrder,
            "manifest" => s_manifestOrder,
            "manifest.dependency-metadata" => s_statedMetadataOrder,
            "package" => s_packageOrder,
            "package.metadata" => s_metadataOrder,
            _ => [],
        };

    /// <summary>Whether an entry stands under a header of its own.</summary>
    private static bool IsBelow(string path, TomlEntry entry) =>
        entry.Value switch
        {
            TomlTable => path is "" or "manifest"
                || (path, entry.Key)
                    is
                        ("options", "prerelease-package" or "exclude-newer-package")
                        or
                        (
                            "package",
                            "optional-dependencies"
                                or "dev-dependencies"
                                or "group-requires-python"
                                or "metadata"
                        )
                        or
                        ("package.metadata", "requires-dev"),
            TomlArray { Items.Count: > 0 } array => (path, entry.Key)
                is
                    ("", "package")
                    or
                    ("manifest", "dependency-metadata")
                && array.Items.All(item => item is TomlTable),
            _ => false,
        };

    /// <summary>
    /// Edges, archives, markers and members always have a line each; sets of requirements from two on; extras and groups never.
    /// </summary>
    private static bool HasLineAnItem(string path, string key, int count) =>
        (path, key) switch
        {
            ("", "resolution-markers" or "supported-markers" or "required-markers") => true,
            ("manifest", "members") => true,
            ("package", "resolution-markers" or "dependencies" or "wheels") => true,
            ("package.optional-dependencies" or "package.dev-dependencies", _) => count > 0,
            (
                "manifest",
                "requirements"
                    or "constraints"
                    or "overrides"
                    or "excludes"
                    or "build-constraints"
            ) => count > 1,
            ("manifest.dependency-groups" or "package.metadata.requires-dev", _) => count > 1,
            ("package.metadata", "requires-dist") => count > 1,
            _ => false,
        };
}
