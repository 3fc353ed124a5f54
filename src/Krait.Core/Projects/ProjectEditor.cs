using System.Buffers;
using Krait.Markers;
using Krait.Requirements;
using Krait.Toml;
using Krait.Versions;

namespace Krait.Projects;

/// <summary>
/// Changes a <c>pyproject.toml</c> as uv does, and nothing around what is changed: requirements go in where the list's order
/// wants them and are laid out a line each, groups and sources keep the spelling that the file has for their names.
/// </summary>
public sealed partial class ProjectEditor(TomlDocument document)
{
    private static readonly SearchValues<char> s_specifierStarts = SearchValues.Create("<>=~!@");

    private readonly MarkerAlgebra _markers = new();
    private TomlEditor _editor = new(document);

    /// <summary>The file with all changes so far.</summary>
    public TomlDocument Document => _editor.Document;

    private TomlTable Root => Document.Root;

    private string NewLine => Document.Text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";

    /// <summary>Writes <c>project.version</c>.</summary>
    public void SetVersion(PackageVersion version) =>
        _editor.Set(["project", "version"], TomlWriter.String(version.ToString()));

    /// <summary>
    /// Adds a requirement to a list, or merges it into the one there of that name and marker: extras are joined, the versions or the
    /// address of the new one count if it has any.
    /// </summary>
    /// <param name="place">The list.</param>
    /// <param name="requirement">What to add.</param>
    /// <param name="hasSource">Whether <c>tool.uv.sources</c> says where it is from: then no address is written here.</param>
    /// <param name="bound">The versions to write if the requirement is new and names none.</param>
    /// <returns>False if it was merged.</returns>
    /// <exception cref="KraitException">Two requirements of the list have that name and marker, or the list is none.</exception>
    public bool Add(
        DependencyPlace place,
        Requirement requirement,
        bool hasSource = false,
        VersionSpecifiers? bound = null
    )
    {
        var path = PathOf(place);
        var array = ArrayAt(path) ?? new RequirementArray();
        var matches = Find(array, requirement.Name, requirement.Marker, anyMarker: false);
        if (matches.Count > 1)
        {
            throw new KraitException(
                $"Cannot perform ambiguous update; found multiple entries for `{requirement.Name}`:{string.Concat(matches.Select(i => $"\n- `{array[i]}`"))}"
            );
        }
        if (matches is [var match])
            array.Replace(match, Text(Merge(Requirement.Parse(array[match]!), requirement, hasSource)));
        else
        {
            var isFree = requirement.Url is null && requirement.Specifiers.Equals(VersionSpecifiers.Any);
            var text = Text(
                new Requirement(requirement.Name)
                {
                    Extras = requirement.Extras,
                    Specifiers = isFree && bound is not null ? bound : requirement.Specifiers,
                    Url = hasSource ? null : requirement.Url,
                    Marker = requirement.Marker,
                }
            );
            array.Insert(RequirementOrder.IndexFor(array, text), text);
        }
        Write(path, array);
        return matches.Count == 0;
    }

    /// <summary>Removes all requirements of a name from a list; false if there were none.</summary>
    public bool Remove(DependencyPlace place, PackageName name)
    {
        var path = PathOf(place);
        if (ArrayAt(path) is not { } array)
            return false;
        var matches = Find(array, name, null, anyMarker: true);
        for (var i = matches.Count - 1; i >= 0; i--)
            array.RemoveAt(matches[i]);
        if (matches.Count > 0)
            Write(path, array);
        return matches.Count > 0;
    }

    /// <summary>Whether a list has a requirement of that name.</summary>
    public bool Contains(DependencyPlace place, PackageName name) =>
        ArrayAt(PathOf(place)) is { } array && Find(array, name, null, anyMarker: true).Count > 0;

    /// <summary>Whether any list has a requirement of that name.</summary>
    public bool Contains(PackageName name)
    {
        IEnumerable<TomlValue?> lists =
        [
            Root.Find("project", "dependencies"),
            Root.Find("tool", "uv", "dev-dependencies"),
            .. ValuesOf("project", "optional-dependencies"),
            .. ValuesOf("dependency-groups"),
        ];
        return lists
            .OfType<TomlArray>()
            .Any(list =>
                Find(new RequirementArray(Document.Text, list), name, null, anyMarker: true).Count > 0
            );

        IEnumerable<TomlValue> ValuesOf(params ReadOnlySpan<string> path) =>
            (Root.Find(path) as TomlTable)?.Entries.Select(entry => entry.Value) ?? [];
    }

    /// <summary>Adds a folder to <c>tool.uv.workspace.members</c>, unless it is there.</summary>
    public void AddMember(string folder)
    {
        string[] path = ["tool", "uv", "workspace", "members"];
        var array = ArrayAt(path) ?? new RequirementArray();
        for (var i = 0; i < array.Count; i++)
        {
            if (array[i] == folder)
                return;
        }
        array.Insert(array.Count, folder);
        Write(path, array);
    }

    /// <summary>Parts a requirement where its versions or its address start: what the order of a list goes by.</summary>
    public static (string Name, string Specifier) SplitSpecifier(string requirement)
    {
        var at = requirement.AsSpan().IndexOfAny(s_specifierStarts);
        return at < 0 ? (requirement, "") : (requirement[..at].TrimEnd(), requirement[at..]);
    }

    private static Requirement Merge(Requirement old, Requirement added, bool hasSource)
    {
        var isFree = (hasSource || added.Url is null) && added.Specifiers.Equals(VersionSpecifiers.Any);
        return new Requirement(old.Name)
        {
            Extras = [.. old.Extras, .. added.Extras],
            Specifiers = isFree ? old.Specifiers : added.Specifiers,
            Url =
                hasSource ? null
                : isFree ? old.Url
                : added.Url,
            Marker = added.Marker ?? old.Marker,
        };
    }

    private string Text(Requirement requirement)
    {
        if (requirement.Marker is not { } marker)
            return requirement.ToString();
        var text = _markers.ToText(_markers.Build(marker));
        var bare = requirement.WithMarker(null).ToString();
        return text.Length == 0 ? bare : $"{bare} ; {text}";
    }

    private List<int> Find(RequirementArray array, PackageName name, Marker? marker, bool anyMarker)
    {
        var wanted = Node(marker);
        var found = new List<int>();
        for (var i = 0; i < array.Count; i++)
        {
            if (
                array[i] is { } text
                && Requirement.TryParse(text, out var requirement)
                && requirement.Name == name
                && (anyMarker || Node(requirement.Marker).Equals(wanted))
            )
                found.Add(i);
        }
        return found;
    }

    private MarkerNode Node(Marker? marker) => marker is null ? MarkerNode.True : _markers.Build(marker);

    private RequirementArray? ArrayAt(string[] path) =>
        Root.Find(path) switch
        {
            null => null,
            TomlArray { IsArrayOfTables: false } array => new RequirementArray(Document.Text, array),
            _ => throw new KraitException($"`{TomlWriter.DottedKey(path)}` is no list"),
        };
}
