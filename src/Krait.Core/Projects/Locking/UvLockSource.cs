using Krait.Toml;

namespace Krait.Projects.Locking;

/// <summary>Where a locked package is from, in the order in which uv sorts them.</summary>
public enum UvLockSourceKind
{
    Registry,
    Git,
    Url,
    Path,
    Directory,
    Editable,
    Virtual,
}

/// <summary>A package's source in <c>uv.lock</c>.</summary>
/// <param name="Kind">Of what kind.</param>
/// <param name="Location">Address or path, as written.</param>
/// <param name="Subdirectory">Where in an archive; null for its root.</param>
public readonly record struct UvLockSource(
    UvLockSourceKind Kind,
    string Location,
    string? Subdirectory = null
)
{
    private static readonly string[] s_keys =
    [
        "registry",
        "git",
        "url",
        "path",
        "directory",
        "editable",
        "virtual",
    ];

    internal static UvLockSource Read(TomlValue value, string package)
    {
        if (value is TomlTable table)
        {
            for (var i = 0; i < s_keys.Length; i++)
            {
                if (table[s_keys[i]]?.AsString() is { } location)
                    return new((UvLockSourceKind)i, location, table["subdirectory"]?.AsString());
            }
        }
        throw new UvLockException($"The source of `{package}` is of no known kind");
    }
}
