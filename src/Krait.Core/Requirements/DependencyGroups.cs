using Krait.Toml;

namespace Krait.Requirements;

/// <summary>
/// The <c>[dependency-groups]</c> table of a project file (PEP 735 and the living specification): lists of requirements that may include
/// one another. Only groups that are asked for are looked into, as the specification wants.
/// </summary>
public sealed class DependencyGroups
{
    /// <summary>A chain of includes longer than this is refused, as is a group that comes to more requirements than <see cref="MostRequirements"/>.</summary>
    public const int DeepestInclude = 200;

    /// <summary>Includes multiply; no sensible group comes near.</summary>
    public const int MostRequirements = 100_000;

    private readonly Dictionary<GroupName, (string Written, TomlValue Value)> _groups = [];
    private readonly Dictionary<GroupName, IReadOnlyList<Requirement>> _resolved = [];
    private readonly SortedDictionary<GroupName, string> _repeated = [];

    private DependencyGroups(TomlTable table)
    {
        foreach (var entry in table.Entries)
        {
            if (!GroupName.TryParse(entry.Key, out var name))
            {
                throw new DependencyGroupException(
                    DependencyGroupProblem.InvalidName,
                    $"`{entry.Key}` is not a valid name for a dependency group"
                );
            }
            if (!_groups.TryAdd(name, (entry.Key, entry.Value)))
            {
                _repeated.TryAdd(name, entry.Key);
            }
        }
    }

    /// <summary>The names of all groups, sorted.</summary>
    public IReadOnlyList<GroupName> Names => [.. _groups.Keys.Order()];

    /// <summary>Reads the table without looking into the groups.</summary>
    /// <exception cref="DependencyGroupException">A key is no group name.</exception>
    public static DependencyGroups Read(TomlTable table) => new(table);

    public bool Contains(GroupName name) => _groups.ContainsKey(name);

    /// <summary>The requirements of a group with those of the groups it includes, in the order written, repetitions kept.</summary>
    /// <exception cref="DependencyGroupException">The group or one that it includes is missing, cyclic or malformed.</exception>
    public IReadOnlyList<Requirement> Resolve(GroupName name) => Resolve(name, []);

    private IReadOnlyList<Requirement> Resolve(GroupName name, List<GroupName> path)
    {
        if (_resolved.TryGetValue(name, out var known))
        {
            return known;
        }
        if (_repeated.TryGetValue(name, out var repeated))
        {
            throw new DependencyGroupException(
                DependencyGroupProblem.DuplicateNames,
                $"The dependency groups `{_groups[name].Written}` and `{repeated}` have the same name"
            );
        }
        if (!_groups.TryGetValue(name, out var group))
        {
            throw new DependencyGroupException(
                DependencyGroupProblem.NotFound,
                path.Count == 0
                    ? $"Dependency group `{name}` not found"
                    : $"Failed to find group `{name}` included by `{path[^1]}`"
            );
        }
        var start = path.IndexOf(name);
        if (start >= 0)
        {
            var cycle = string.Join(" -> ", path[start..].Append(name).Select(step => $"`{step}`"));
            throw new DependencyGroupException(
                DependencyGroupProblem.Cycle,
                $"Detected a cycle in `dependency-groups`: {cycle}"
            );
        }
        if (path.Count == DeepestInclude)
        {
            throw new DependencyGroupException(
                DependencyGroupProblem.TooLarge,
                $"Dependency groups include one another more than {DeepestInclude} deep"
            );
        }
        if (group.Value is not TomlArray items)
        {
            throw new DependencyGroupException(
                DependencyGroupProblem.WrongType,
                $"Dependency group `{name}` must be an array"
            );
        }
        path.Add(name);
        var requirements = new List<Requirement>(items.Items.Count);
        foreach (var item in items.Items)
        {
            AddItem(name, item, path, requirements);
        }
        path.RemoveAt(path.Count - 1);
        _resolved.Add(name, requirements);
        return requirements;
    }

    private void AddItem(GroupName name, TomlValue item, List<GroupName> path, List<Requirement> requirements)
    {
        switch (item)
        {
            case TomlString text:
                requirements.Add(ReadRequirement(name, text.Value));
                break;
            case TomlTable table:
                var included = Resolve(ReadInclude(name, table), path);
                if (requirements.Count + included.Count > MostRequirements)
                {
                    throw new DependencyGroupException(
                        DependencyGroupProblem.TooLarge,
                        $"Dependency group `{name}` comes to more than {MostRequirements} requirements"
                    );
                }
                requirements.AddRange(included);
                break;
            default:
                throw new DependencyGroupException(
                    DependencyGroupProblem.WrongType,
                    $"Dependency group `{name}` may only hold strings and tables with `include-group`"
                );
        }
    }

    private static Requirement ReadRequirement(GroupName name, string text) =>
        Requirement.TryParse(text, out var requirement, out var error)
            ? requirement
            : throw new DependencyGroupException(
                DependencyGroupProblem.InvalidRequirement,
                $"Failed to parse entry in group `{name}`: `{text}`\n{error.Show(text)}"
            );

    private static GroupName ReadInclude(GroupName name, TomlTable table)
    {
        if (table.Entries.Count != 1 || !table.TryGetEntry("include-group", out var entry))
        {
            throw new DependencyGroupException(
                DependencyGroupProblem.InvalidItem,
                $"Group `{name}` contains an unknown dependency object specifier with the keys: {string.Join(", ", table.Entries.Select(e => $"`{e.Key}`"))}"
            );
        }
        if (entry.Value is not TomlString text)
        {
            throw new DependencyGroupException(
                DependencyGroupProblem.WrongType,
                $"`include-group` in group `{name}` must be a string"
            );
        }
        return GroupName.TryParse(text.Value, out var included)
            ? included
            : throw new DependencyGroupException(
                DependencyGroupProblem.InvalidName,
                $"`{text.Value}`, included by group `{name}`, is not a valid name for a dependency group"
            );
    }
}
