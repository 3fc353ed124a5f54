using Krait.Requirements;
using Krait.Toml;

namespace Krait.Projects;

/// <content>Where the lists are, and where new ones go.</content>
public sealed partial class ProjectEditor
{
    private static readonly GroupName s_dev = GroupName.Parse("dev");

    /// <summary>Where requirements of development go: into the group <c>dev</c>, unless the file has only uv's older list.</summary>
    public DependencyPlace DevelopmentPlace =>
        Root.Find("tool", "uv", "dev-dependencies") is not null
        && Root.Find("dependency-groups", "dev") is null
            ? new DependencyPlace.Development()
            : new DependencyPlace.Group(s_dev);

    /// <summary>Where a requirement of a group goes: one of <c>dev</c> that stands in uv's older list alone is changed there.</summary>
    public DependencyPlace GroupPlace(GroupName group, PackageName name)
    {
        var place = new DependencyPlace.Group(group);
        var older = new DependencyPlace.Development();
        return group == s_dev && Contains(older, name) && !Contains(place, name) ? older : place;
    }

    private string[] PathOf(DependencyPlace place) =>
        place switch
        {
            DependencyPlace.Optional optional =>
            [
                "project",
                "optional-dependencies",
                KeyFor(
                    ["project", "optional-dependencies"],
                    optional.Extra.Value,
                    key => ExtraName.TryParse(key, out var extra) && extra == optional.Extra
                ),
            ],
            DependencyPlace.Group group =>
            [
                "dependency-groups",
                KeyFor(
                    ["dependency-groups"],
                    group.Name.Value,
                    key => GroupName.TryParse(key, out var name) && name == group.Name
                ),
            ],
            DependencyPlace.Development => ["tool", "uv", "dev-dependencies"],
            _ => ["project", "dependencies"],
        };

    /// <summary>The key as the file spells it, or <paramref name="otherwise"/>.</summary>
    private string KeyFor(ReadOnlySpan<string> table, string otherwise, Func<string, bool> isKey)
    {
        foreach (var entry in (Root.Find(table) as TomlTable)?.Entries ?? [])
        {
            if (isKey(entry.Key))
                return entry.Key;
        }
        return otherwise;
    }

    private void Write(string[] path, RequirementArray array)
    {
        var text = array.ToText(NewLine);
        if (
            path[0] == "dependency-groups"
            && Root.Find(path) is null
            && Root.Find(path.AsSpan(..^1)) is TomlTable { Entries.Count: > 0 } groups
            && GroupBefore(groups, path[^1], out var previous)
        )
            _editor.SetBehind(path, previous, text);
        else
            _editor.Set(path, text);
    }

    /// <summary>The group that a new one goes behind, null for none; false where the groups are in no order.</summary>
    private static bool GroupBefore(TomlTable groups, string name, out string? previous)
    {
        previous = null;
        string? last = null;
        foreach (var entry in groups.Entries)
        {
            if (last is not null && string.CompareOrdinal(last, entry.Key) > 0)
                return false;
            last = entry.Key;
            if (string.CompareOrdinal(entry.Key, name) < 0)
                previous = entry.Key;
        }
        return true;
    }
}
