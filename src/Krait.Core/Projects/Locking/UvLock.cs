using Krait.Toml;
using Krait.Versions;

namespace Krait.Projects.Locking;

/// <summary>
/// A <c>uv.lock</c> as a graph: its packages, and for each the packages that it depends on. Every edge is resolved; a lock with an
/// edge that fits no package, or several, is refused.
/// </summary>
public sealed class UvLock
{
    private const long NewestVersion = 1;

    private UvLock(VersionSpecifiers? requiresPython, IReadOnlyList<UvLockPackage> packages)
    {
        RequiresPython = requiresPython;
        Packages = packages;
    }

    public VersionSpecifiers? RequiresPython { get; }

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<UvLockPackage> Packages { get; }

    /// <exception cref="UvLockException">The document is no lock of a version that is read, or contradicts itself.</exception>
    public static UvLock Read(TomlDocument document)
    {
        var root = document.Root;
        var version = root["version"]?.AsInteger() ?? throw new UvLockException("The lock has no `version`");
        if (version != NewestVersion)
        {
            throw new UvLockException($"The lock is of version {version}; version {NewestVersion} is read");
        }
        VersionSpecifiers? python = null;
        if (
            root["requires-python"] is { } requires
            && !(requires.AsString() is { } text && VersionSpecifiers.TryParse(text, out python))
        )
        {
            throw new UvLockException("`requires-python` is no set of version specifiers");
        }
        var tables = Tables(root["package"] ?? root["distribution"], "package");
        var packages = tables.ConvertAll(UvLockPackage.Read);
        var byName = packages.ToLookup(package => package.Name);
        foreach (var group in byName)
        {
            if (group.DistinctBy(package => (package.Version, package.Source)).Count() != group.Count())
                throw new UvLockException($"`{group.Key}` is in the lock twice");
        }
        for (var i = 0; i < packages.Count; i++)
            packages[i].ReadEdges(tables[i], byName);
        return new UvLock(python, packages);
    }

    /// <summary>The tables of an array, which may be absent.</summary>
    internal static List<TomlTable> Tables(TomlValue? value, string name) =>
        value switch
        {
            null => [],
            TomlArray array when array.Items.All(item => item is TomlTable) =>
            [
                .. array.Items.Cast<TomlTable>(),
            ],
            _ => throw new UvLockException($"`{name}` is no array of tables"),
        };
}

/// <summary>A lock that cannot be used.</summary>
public sealed class UvLockException(string message) : KraitException(message);
