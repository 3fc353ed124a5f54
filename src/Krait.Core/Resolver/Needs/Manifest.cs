using Krait.Markers;
using Krait.Requirements;
using Krait.Versions;

namespace Krait.Resolver;

/// <summary>
/// What was asked for, and how constraints, overrides and excludes change what others ask for.
/// </summary>
internal sealed partial class Manifest
{
    private static readonly HashSet<PackageVersion> NoVersions = [];

    private readonly ResolverInput _input;
    private readonly Dictionary<PackageName, List<Requirement>> _constraints = [];
    private readonly Dictionary<PackageName, List<Requirement>> _overrides = [];
    private readonly Dictionary<PackageName, HashSet<PackageVersion>> _allowedYanks = [];
    private readonly Dictionary<PackageName, List<Preference>> _preferences = [];
    private readonly HashSet<PackageName> _direct = [];
    private readonly HashSet<PackageName> _prereleases = [];
    private readonly List<Requirement> _requirements = [];

    public Manifest(ResolverInput input)
    {
        _input = input;
        foreach (var (requirement, _) in input.Requirements)
            _requirements.Add(requirement);
        foreach (var (constraint, _) in input.Constraints)
        {
            if (constraint.Specifiers.Count > 0 || constraint.Url is not null)
                Add(_constraints, constraint.Name, constraint);
        }
        foreach (var (replacement, _) in input.Overrides)
            Add(_overrides, replacement.Name, replacement);
        foreach (var preference in input.Preferences)
        {
            Add(_preferences, preference.Name, preference);
            Allow(preference.Name, preference.Version);
        }
        if (input.Mode != ResolutionMode.Lowest)
        {
            foreach (var list in _preferences.Values)
                list.Sort((left, right) => right.Version.CompareTo(left.Version));
        }
        foreach (var requirement in _requirements.SelectMany(Replaced))
        {
            if (!Holds(requirement.Marker))
                continue;
            _direct.Add(requirement.Name);
            NoteChoice(requirement);
        }
        foreach (var others in _constraints.Values.Concat(_overrides.Values))
        {
            foreach (var requirement in others)
            {
                if (Holds(requirement.Marker))
                    NoteChoice(requirement);
            }
        }
    }

    /// <summary>Whether the package was asked for itself.</summary>
    public bool IsDirect(PackageName name) => _direct.Contains(name);

    /// <summary>Whether a requirement of the user's names a pre-release of the package.</summary>
    public bool NamesPrerelease(PackageName name) => _prereleases.Contains(name);

    /// <summary>Versions of the package that may be taken though they are yanked: pinned, or preferred.</summary>
    public IReadOnlySet<PackageVersion> AllowedYanksOf(PackageName name) =>
        _allowedYanks.TryGetValue(name, out var versions) ? versions : NoVersions;

    public IReadOnlyList<Preference> PreferencesOf(PackageName name) =>
        _preferences.TryGetValue(name, out var preferences) ? preferences : [];

    /// <summary>The requirement that gives the package an address, if one of the user's does.</summary>
    public Requirement? DirectAddressOf(PackageName name)
    {
        foreach (var requirement in _requirements.SelectMany(Replaced))
        {
            if (requirement.Name == name && requirement.Url is not null && Holds(requirement.Marker))
                return requirement;
        }
        return _constraints.TryGetValue(name, out var constraints)
            ? constraints.Find(constraint => constraint.Url is not null && Holds(constraint.Marker))
            : null;
    }

    /// <summary>Whether a constraint or an override of the user's bounds the package's versions from below.</summary>
    public bool HasLowerBound(PackageName name) =>
        (_constraints.TryGetValue(name, out var constraints) && constraints.Exists(HasLowerBound))
        || (_overrides.TryGetValue(name, out var overrides) && overrides.Exists(HasLowerBound));

    /// <summary>Whether a requirement bounds its package's versions from below.</summary>
    public static bool HasLowerBound(Requirement requirement)
    {
        if (requirement.Url is not null)
            return true;
        var ranges = requirement.Specifiers.ToRanges();
        return !ranges.IsEmpty && ranges[0].Lower != VersionBound.Minimum;
    }

    private void NoteChoice(Requirement requirement)
    {
        if (_input.Excludes.Contains(requirement.Name) || requirement.Url is not null)
            return;
        if (requirement.Specifiers.NamesPrerelease)
            _prereleases.Add(requirement.Name);
        if (
            requirement.Specifiers.Count == 1
            && requirement.Specifiers[0].Operator is VersionOperator.Equal or VersionOperator.ArbitraryEqual
        )
            Allow(requirement.Name, requirement.Specifiers[0].Version);
    }

    private void Allow(PackageName name, PackageVersion version)
    {
        if (!_allowedYanks.TryGetValue(name, out var versions))
            _allowedYanks.Add(name, versions = []);
        versions.Add(version);
    }

    private bool Holds(Marker? marker) => marker is null || marker.Evaluate(_input.Environment, []);

    private IEnumerable<Requirement> Replaced(Requirement requirement) =>
        _overrides.TryGetValue(requirement.Name, out var replacements) ? replacements : [requirement];

    private static void Add<T>(Dictionary<PackageName, List<T>> lists, PackageName name, T item)
    {
        if (!lists.TryGetValue(name, out var list))
            lists.Add(name, list = []);
        list.Add(item);
    }
}
