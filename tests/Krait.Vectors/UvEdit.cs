using Krait.Projects;
using Krait.Requirements;
using Krait.Toml;
using Krait.Versions;

namespace Krait.Vectors;

/// <summary>
/// One recorded command on a <c>pyproject.toml</c>. What the command found out elsewhere is taken from the expected file: the
/// version behind a bound, the name of the project in a folder, and the requirements of a recording that lost its arguments or
/// read them from a file.
/// </summary>
internal sealed class UvEdit
{
    private static readonly string[] s_values =
    [
        "--optional",
        "--group",
        "--index",
        "--default-index",
        "--rev",
        "--tag",
        "--branch",
        "--bounds",
        "--bump",
        "-r",
        "-c",
    ];

    private readonly TomlDocument _before;
    private readonly TomlDocument _after;
    private readonly List<(string Name, string Value)> _options = [];
    private readonly List<string> _words = [];

    public UvEdit(TomlDocument before, TomlDocument after, string[] arguments)
    {
        (_before, _after) = (before, after);
        Editor = new ProjectEditor(before);
        for (var i = 0; i < arguments.Length; i++)
        {
            var argument = arguments[i];
            if (!argument.StartsWith('-'))
                _words.Add(argument);
            else if (
                argument.Split('=', 2) is [var name, var value]
                && s_values.Contains(name, StringComparer.Ordinal)
            )
                _options.Add((name, value));
            else if (s_values.Contains(argument, StringComparer.Ordinal))
                _options.Add((argument, arguments[++i]));
            else
                _options.Add((argument, ""));
        }
    }

    public ProjectEditor Editor { get; }

    public void SetVersion()
    {
        var version = PackageVersion.Parse(_before.Root.Find("project", "version")!.AsString()!);
        var bumps = new List<VersionBump>();
        foreach (var text in Values("--bump"))
            bumps.Add(VersionBump.TryParse(text, out var bump) ? bump : throw new FormatException(text));
        Editor.SetVersion(
            _words is [var given] ? PackageVersion.Parse(given) : VersionBump.Apply(version, bumps)
        );
    }

    public void Remove()
    {
        foreach (var name in _words.Select(word => Requirement.Parse(word).Name))
        {
            foreach (var place in PlacesToRemoveFrom())
                Editor.Remove(place, name);
            if (!Editor.Contains(name))
                Editor.RemoveSource(name);
        }
    }

    public void Add()
    {
        var indexes = Values("--index")
            .DistinctBy(index => index.TrimEnd('/'), StringComparer.Ordinal)
            .ToList();
        for (var i = indexes.Count - 1; i >= 0; i--)
        {
            var parts = indexes[i].Split('=', 2);
            Editor.AddIndex(parts.Length == 2 ? parts[0] : null, parts[^1]);
        }
        foreach (var index in Values("--default-index"))
            Editor.AddIndex(null, index, isDefault: true);
        if (_words.Count == 0)
            AddWhatIsNew();
        foreach (var word in _words)
        {
            if (word.StartsWith("./", StringComparison.Ordinal))
                AddFolder(word[2..]);
            else
                AddOne(Requirement.Parse(word));
        }
    }

    private void AddFolder(string folder)
    {
        var isWorkspace = !Has("--no-workspace");
        var name = PackageName.Parse(folder);
        Editor.Add(Place(name), new Requirement(name), hasSource: true);
        if (isWorkspace)
            Editor.AddMember(folder);
        Editor.SetSource(
            name,
            isWorkspace ? new ProjectSource { IsWorkspace = true } : new ProjectSource { Path = folder }
        );
    }

    private void AddOne(Requirement requirement)
    {
        var source = Has("--raw") ? null : Source(requirement);
        var place = Place(requirement.Name);
        var bound = source is null or { Index: not null } ? BoundOf(place, requirement.Name) : null;
        Editor.Add(place, requirement, source is not null, bound);
        if (source is not null)
            Editor.SetSource(requirement.Name, source);
    }

    private ProjectSource? Source(Requirement requirement)
    {
        if (_before.Root.Find("project", "name")?.AsString() == requirement.Name.Value)
            return new ProjectSource { IsWorkspace = true };
        if (ProjectSource.Of(requirement) is { } source)
        {
            return source with
            {
                Revision = Value("--rev") ?? source.Revision,
                Tag = Value("--tag"),
                Branch = Value("--branch"),
                LargeFiles = Has("--lfs"),
            };
        }
        return Value("--index")?.Split('=', 2) is [var index, _] ? new ProjectSource { Index = index } : null;
    }

    private void AddWhatIsNew()
    {
        foreach (var (place, path) in Lists(_after.Root))
        {
            var old = Strings(_before.Root.Find(path)).ToHashSet(StringComparer.Ordinal);
            foreach (var text in Strings(_after.Root.Find(path)).Where(text => !old.Contains(text)))
            {
                var requirement = Requirement.Parse(text);
                var source = _after.Root.Find("tool", "uv", "sources", requirement.Name.Value) as TomlTable;
                Editor.Add(place, requirement, source is not null);
                if (source is not null)
                {
                    Editor.SetSource(
                        requirement.Name,
                        new ProjectSource
                        {
                            Git = source["git"]?.AsString(),
                            Revision = source["rev"]?.AsString(),
                        }
                    );
                }
            }
        }
    }

    private VersionSpecifiers? BoundOf(DependencyPlace place, PackageName name) =>
        Lists(_after.Root)
            .Where(list => list.Place == place)
            .SelectMany(list => Strings(_after.Root.Find(list.Path)))
            .Select(text => Requirement.Parse(text))
            .FirstOrDefault(requirement => requirement.Name == name)
            ?.Specifiers;

    private static IEnumerable<(DependencyPlace Place, string[] Path)> Lists(TomlTable root)
    {
        yield return (new DependencyPlace.Project(), ["project", "dependencies"]);
        yield return (new DependencyPlace.Development(), ["tool", "uv", "dev-dependencies"]);
        foreach (var entry in (root.Find("project", "optional-dependencies") as TomlTable)?.Entries ?? [])
        {
            yield return (
                new DependencyPlace.Optional(ExtraName.Parse(entry.Key)),
                ["project", "optional-dependencies", entry.Key]
            );
        }
        foreach (var entry in (root["dependency-groups"] as TomlTable)?.Entries ?? [])
            yield return (
                new DependencyPlace.Group(GroupName.Parse(entry.Key)),
                ["dependency-groups", entry.Key]
            );
    }

    private static IEnumerable<string> Strings(TomlValue? list) =>
        (list as TomlArray)?.Items.Select(item => item.AsString()).OfType<string>() ?? [];

    private DependencyPlace Place(PackageName name) =>
        Has("--dev") ? Editor.DevelopmentPlace
        : Value("--group") is { } group ? Editor.GroupPlace(GroupName.Parse(group), name)
        : Value("--optional") is { } extra ? new DependencyPlace.Optional(ExtraName.Parse(extra))
        : new DependencyPlace.Project();

    private DependencyPlace[] PlacesToRemoveFrom()
    {
        var group = Has("--dev") ? "dev" : Value("--group");
        if (group is not null)
        {
            var place = new DependencyPlace.Group(GroupName.Parse(group));
            return group == "dev" ? [place, new DependencyPlace.Development()] : [place];
        }
        return Value("--optional") is { } extra
            ? [new DependencyPlace.Optional(ExtraName.Parse(extra))]
            : [new DependencyPlace.Project()];
    }

    private bool Has(string option) => _options.Exists(given => given.Name == option);

    private string? Value(string option) => Values(option).FirstOrDefault();

    private IEnumerable<string> Values(string option) =>
        _options.Where(given => given.Name == option).Select(given => given.Value);
}
