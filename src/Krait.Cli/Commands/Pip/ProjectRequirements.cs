using Krait.Requirements;
using Krait.Toml;

namespace Krait.Cli.Commands.Pip;

/// <summary>What a <c>pyproject.toml</c> lists: dependencies, optional sets, dependency groups.</summary>
internal sealed class ProjectRequirements
{
    private readonly TomlTable _root;
    private readonly string _shown;

    private ProjectRequirements(TomlTable root, string shown)
    {
        _root = root;
        _shown = shown;
        Name = PackageName.TryParse(Project?["name"]?.AsString() ?? "", out var name) ? name : null;
    }

    /// <summary>The project's name; null where it has none.</summary>
    public PackageName? Name { get; }

    private TomlTable? Project => _root["project"]?.AsTable();

    /// <summary>Reads a project file; <paramref name="shown"/> is its path as the user named it.</summary>
    /// <exception cref="KraitException">The file is missing or no TOML; exit code 2.</exception>
    public static ProjectRequirements Read(string path, string shown)
    {
        try
        {
            return new ProjectRequirements(TomlDocument.Parse(File.ReadAllBytes(path)).Root, shown);
        }
        catch (TomlException wrong)
        {
            throw Wrong($"Failed to parse: {shown}", wrong);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Wrong($"File not found: {shown}");
        }
    }

    /// <summary>The dependencies with the optional sets asked for; a set that names the project itself adds that set.</summary>
    /// <exception cref="KraitException">There is no such set, or a build would have to tell the dependencies.</exception>
    public IReadOnlyList<Requirement> Dependencies(IReadOnlyList<ExtraName> extras, bool allExtras)
    {
        if (Project is null)
        {
            throw Wrong($"`{_shown}` has no `[project]` table, and projects are not built yet");
        }
        foreach (var field in Project["dynamic"]?.AsArray()?.Items ?? [])
        {
            if (field.AsString() is "dependencies" or "optional-dependencies")
                throw Wrong(
                    $"The {field.AsString()} of `{_shown}` are dynamic, and projects are not built yet"
                );
        }
        var pending = new Queue<ExtraName>(allExtras ? ExtraNames() : extras);
        foreach (var extra in pending)
        {
            if (!ExtraNames().Contains(extra))
                throw Wrong($"Requested extra not found: {extra}");
        }
        var seen = new HashSet<ExtraName>();
        var requirements = new List<Requirement>();
        AddExpanded(Parse(Project["dependencies"]), requirements, pending);
        while (pending.TryDequeue(out var extra))
        {
            if (seen.Add(extra))
                AddExpanded(Parse(OptionalSet(extra)), requirements, pending);
        }
        return requirements;
    }

    /// <summary>The requirements of a dependency group, included ones among them.</summary>
    /// <exception cref="KraitException">There is no such group, or it cannot be read.</exception>
    public IReadOnlyList<Requirement> Group(GroupName name)
    {
        var table = _root["dependency-groups"]?.AsTable();
        var groups = table is null ? null : DependencyGroups.Read(table);
        return groups?.Contains(name) == true
            ? groups.Resolve(name)
            : throw Wrong($"The dependency group '{name}' was not found in the project: {_shown}");
    }

    /// <summary>
    /// Refuses requirements for which <c>[tool.uv.sources]</c> names another place than the indexes: a package of that name from
    /// an index would be another package.
    /// </summary>
    /// <exception cref="KraitException">There is such a requirement, and it is not among the <paramref name="freed"/> ones.</exception>
    public void RefuseSources(IEnumerable<Requirement> requirements, IReadOnlySet<PackageName> freed)
    {
        var sources = _root.Find("tool", "uv", "sources")?.AsTable();
        if (sources is null)
            return;
        var wanted = requirements.Select(requirement => requirement.Name).ToHashSet();
        foreach (var entry in sources.Entries)
        {
            if (
                PackageName.TryParse(entry.Key, out var name)
                && wanted.Contains(name)
                && !freed.Contains(name)
            )
            {
                throw new KraitException(
                    $"The source of `{name}` in `[tool.uv.sources]` of `{_shown}` is not supported yet"
                )
                {
                    ExitCode = 2,
                    Hints = [$"Take it from the indexes with `--no-sources-package {name}`"],
                };
            }
        }
    }

    private void AddExpanded(IEnumerable<Requirement> from, List<Requirement> to, Queue<ExtraName> pending)
    {
        foreach (var requirement in from)
        {
            if (requirement.Name != Name || requirement.Extras.Count == 0)
                to.Add(requirement);
            else
                requirement.Extras.ToList().ForEach(pending.Enqueue);
        }
    }

    private List<ExtraName> ExtraNames()
    {
        var names = new List<ExtraName>();
        foreach (var entry in Project?["optional-dependencies"]?.AsTable()?.Entries ?? [])
        {
            if (ExtraName.TryParse(entry.Key, out var name))
                names.Add(name);
        }
        return names;
    }

    private TomlValue? OptionalSet(ExtraName extra)
    {
        foreach (var entry in Project?["optional-dependencies"]?.AsTable()?.Entries ?? [])
        {
            if (ExtraName.TryParse(entry.Key, out var name) && name == extra)
                return entry.Value;
        }
        return null;
    }

    private IEnumerable<Requirement> Parse(TomlValue? list)
    {
        foreach (var item in list?.AsArray()?.Items ?? [])
        {
            var text = item.AsString() ?? "";
            yield return Requirement.TryParseWritten(text, out var requirement, out var error)
                ? requirement
                : throw Wrong($"Failed to parse: {_shown}", new KraitException(error.Show(text)));
        }
    }

    private static KraitException Wrong(string message, Exception? cause = null) =>
        new(message, cause) { ExitCode = 2 };
}
