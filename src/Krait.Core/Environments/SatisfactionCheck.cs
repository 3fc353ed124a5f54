using Krait.Markers;
using Krait.Requirements;

namespace Krait.Environments;

/// <summary>
/// Whether everything that is asked for is installed already, with all that it needs in turn: then there is nothing to
/// resolve. Reads metadata of what is reached, and nothing else.
/// </summary>
public sealed class SatisfactionCheck
{
    private readonly SitePackages _packages;
    private readonly MarkerEnvironment _environment;
    private readonly Dictionary<PackageName, List<Requirement>> _constraints = [];
    private readonly Dictionary<PackageName, List<Requirement>> _overrides = [];
    private readonly IReadOnlySet<PackageName> _excludes;

    public SatisfactionCheck(
        SitePackages packages,
        MarkerEnvironment environment,
        IEnumerable<Requirement> constraints,
        IEnumerable<Requirement> overrides,
        IReadOnlySet<PackageName> excludes
    )
    {
        _packages = packages;
        _environment = environment;
        _excludes = excludes;
        Group(constraints, _constraints);
        Group(overrides, _overrides);
    }

    /// <summary>Decides about a requirement with an address, which a version alone does not settle.</summary>
    public Func<Requirement, InstalledDistribution, bool> IsSameOrigin { get; init; } =
        static (_, _) => false;

    /// <summary>Whether only what is asked for counts, not what it needs.</summary>
    public bool NoDependencies { get; init; }

    /// <summary>The first requirement that is not met, or null if all are.</summary>
    public Requirement? FindUnmet(IEnumerable<Requirement> requirements)
    {
        var pending = new Queue<(Requirement Requirement, IReadOnlyList<ExtraName> Extras)>();
        var seen = new HashSet<(PackageName, string)>();
        foreach (var requirement in requirements)
            Enqueue(requirement, [], pending);
        while (pending.TryDequeue(out var next))
        {
            var (requirement, extras) = next;
            if (requirement.Marker is { } marker && !marker.Evaluate(_environment, Names(extras)))
                continue;
            if (_packages.FindAll(requirement.Name) is not [var installed] || !IsMet(requirement, installed))
                return requirement;
            if (NoDependencies || !seen.Add((requirement.Name, string.Join(',', requirement.Extras))))
                continue;
            if (installed.TryReadMetadata(out _) is not { } metadata)
                return requirement;
            foreach (var dependency in metadata.RequiresDist)
                Enqueue(dependency, requirement.Extras, pending);
        }
        return null;
    }

    private void Enqueue(
        Requirement requirement,
        IReadOnlyList<ExtraName> extras,
        Queue<(Requirement Requirement, IReadOnlyList<ExtraName> Extras)> pending
    )
    {
        if (_excludes.Contains(requirement.Name))
            return;
        if (!_overrides.TryGetValue(requirement.Name, out var replacements))
        {
            pending.Enqueue((requirement, extras));
            return;
        }
        // The condition of what is replaced still decides whether the package is needed at all.
        if (requirement.Marker is { } marker && !marker.Evaluate(_environment, Names(extras)))
            return;
        foreach (var replacement in replacements)
            pending.Enqueue((replacement, extras));
    }

    private bool IsMet(Requirement requirement, InstalledDistribution installed)
    {
        if (requirement.Url is not null)
        {
            if (!IsSameOrigin(requirement, installed))
                return false;
        }
        else if (!requirement.Specifiers.Contains(installed.Version))
        {
            return false;
        }
        if (!_constraints.TryGetValue(requirement.Name, out var constraints))
            return true;
        foreach (var constraint in constraints)
        {
            if (constraint.Marker is { } marker && !marker.Evaluate(_environment, []))
                continue;
            var holds = constraint.Url is null
                ? constraint.Specifiers.Contains(installed.Version)
                : IsSameOrigin(constraint, installed);
            if (!holds)
                return false;
        }
        return true;
    }

    private static string[] Names(IReadOnlyList<ExtraName> extras)
    {
        if (extras.Count == 0)
            return [];
        var names = new string[extras.Count];
        for (var i = 0; i < names.Length; i++)
            names[i] = extras[i].Value;
        return names;
    }

    private static void Group(
        IEnumerable<Requirement> requirements,
        Dictionary<PackageName, List<Requirement>> groups
    )
    {
        foreach (var requirement in requirements)
        {
            if (!groups.TryGetValue(requirement.Name, out var group))
                groups[requirement.Name] = group = [];
            group.Add(requirement);
        }
    }
}
