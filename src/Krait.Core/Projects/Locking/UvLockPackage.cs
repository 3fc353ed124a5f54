using Krait.Requirements;
using Krait.Toml;
using Krait.Versions;

namespace Krait.Projects.Locking;

/// <summary>One package of a <c>uv.lock</c>.</summary>
public sealed class UvLockPackage
{
    private readonly List<UvLockEdge> _dependencies = [];

    private UvLockPackage(PackageName name, PackageVersion? version, UvLockSource source)
    {
        Name = name;
        Version = version;
        Source = source;
    }

    public PackageName Name { get; }

    /// <summary>Null for a source tree whose version the build tells.</summary>
    public PackageVersion? Version { get; }

    public UvLockSource Source { get; }

    /// <summary>What it needs, without extras and groups of its own.</summary>
    public IReadOnlyList<UvLockEdge> Dependencies => _dependencies;

    /// <summary>What its extras need.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<UvLockEdge>> OptionalDependencies { get; private set; } =
        new Dictionary<string, IReadOnlyList<UvLockEdge>>(StringComparer.Ordinal);

    /// <summary>What its dependency groups need.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<UvLockEdge>> Groups { get; private set; } =
        new Dictionary<string, IReadOnlyList<UvLockEdge>>(StringComparer.Ordinal);

    public override string ToString() => Version is null ? Name.Value : $"{Name}=={Version}";

    internal static UvLockPackage Read(TomlTable table)
    {
        if (!PackageName.TryParse(table["name"]?.AsString() ?? "", out var name))
            throw new UvLockException("A package of the lock has no valid `name`");
        var package = new UvLockPackage(
            name,
            VersionOf(table, name),
            UvLockSource.Read(
                table["source"] ?? throw new UvLockException($"`{name}` has no `source`"),
                name.Value
            )
        );
        if (table["sdist"] is { } archive)
            package.CheckHash(archive);
        foreach (var wheel in UvLock.Tables(table["wheels"], "wheels"))
            package.CheckHash(wheel);
        return package;
    }

    internal void ReadEdges(TomlTable table, ILookup<PackageName, UvLockPackage> byName)
    {
        _dependencies.AddRange(Edges(table["dependencies"], byName));
        OptionalDependencies = Lists(table["optional-dependencies"], byName);
        Groups = Lists(table["dev-dependencies"] ?? table["dependency-groups"], byName);
    }

    private static PackageVersion? VersionOf(TomlTable table, PackageName name)
    {
        if (table["version"] is not { } value)
            return null;
        return value.AsString() is { } text && PackageVersion.TryParse(text, out var version)
            ? version
            : throw new UvLockException($"`{name}` has no valid `version`");
    }

    private Dictionary<string, IReadOnlyList<UvLockEdge>> Lists(
        TomlValue? value,
        ILookup<PackageName, UvLockPackage> byName
    )
    {
        var lists = new Dictionary<string, IReadOnlyList<UvLockEdge>>(StringComparer.Ordinal);
        foreach (var entry in (value as TomlTable)?.Entries ?? [])
            lists.Add(entry.Key, Edges(entry.Value, byName));
        return lists;
    }

    private List<UvLockEdge> Edges(TomlValue? value, ILookup<PackageName, UvLockPackage> byName)
    {
        var edges = new List<UvLockEdge>();
        foreach (var table in UvLock.Tables(value, "dependencies"))
        {
            if (!PackageName.TryParse(table["name"]?.AsString() ?? "", out var name))
                throw new UvLockException($"A dependency of `{this}` has no valid `name`");
            var version = VersionOf(table, name);
            UvLockSource? source = table["source"] is { } stated
                ? UvLockSource.Read(stated, name.Value)
                : null;
            UvLockPackage? target = null;
            foreach (var package in byName[name])
            {
                if (
                    (version is not null && package.Version != version)
                    || (source is not null && package.Source != source)
                )
                    continue;
                if (target is not null)
                {
                    throw new UvLockException(
                        $"Dependency `{name}` of `{this}` fits more than one package of the lock"
                    );
                }
                target = package;
            }
            edges.Add(
                new UvLockEdge(
                    target
                        ?? throw new UvLockException($"Dependency `{name}` of `{this}` is not in the lock"),
                    Strings(table["extra"]),
                    table["marker"]?.AsString()
                )
            );
        }
        return edges;
    }

    private static string[] Strings(TomlValue? list) =>
        (list as TomlArray)?.Items.Select(item => item.AsString()).OfType<string>().ToArray() ?? [];

    private void CheckHash(TomlValue archive)
    {
        var table = archive as TomlTable ?? throw new UvLockException($"An archive of `{this}` is no table");
        var hash = table["hash"];
        if (hash is not null && hash.AsString()?.Contains(':', StringComparison.Ordinal) != true)
            throw new UvLockException($"An archive of `{this}` has no valid `hash`");
        if (hash is null && Source.Kind is UvLockSourceKind.Url or UvLockSourceKind.Path)
            throw new UvLockException($"An archive of `{this}` needs a `hash`, since it comes from no index");
        if (hash is not null && Source.Kind >= UvLockSourceKind.Directory)
            throw new UvLockException($"An archive of `{this}` has a `hash`, but comes from a folder");
    }
}

/// <summary>That a package needs another.</summary>
/// <param name="Package">The other.</param>
/// <param name="Extras">Of the other.</param>
/// <param name="Marker">When, as written, to be read together with the <c>requires-python</c> of the lock; null for always.</param>
public sealed record UvLockEdge(UvLockPackage Package, IReadOnlyList<string> Extras, string? Marker);
