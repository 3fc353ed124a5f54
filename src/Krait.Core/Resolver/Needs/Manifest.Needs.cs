using Krait.Requirements;

namespace Krait.Resolver;

internal sealed partial class Manifest
{
    private static readonly string[] NoExtras = [];

    /// <summary>What was asked for.</summary>
    public List<Need> RootNeeds() => NeedsFor(_requirements, "");

    /// <summary>
    /// What a distribution needs, or (with an extra) what the extra adds. Extras that name extras of the same package
    /// are followed, so that the package never depends on itself with an extra.
    /// </summary>
    public List<Need> NeedsOf(PackageName name, IReadOnlyList<Requirement> requirements, string extra)
    {
        var needs = NeedsFor(requirements, extra);
        if (!requirements.Any(requirement => requirement.Name == name && requirement.Extras.Count > 0))
            return needs;

        HashSet<(string Extra, string Marker)> seen = [];
        Queue<(string Extra, string Marker)> queue = new();
        Enqueue(needs, "");
        while (queue.TryDequeue(out var next))
        {
            if (!seen.Add(next))
                continue;
            var added = NeedsFor(requirements, next.Extra);
            Enqueue(added, next.Marker);
            foreach (var need in added)
                needs.Add(need with { Marker = Condition.Both(next.Marker, need.Marker) });
        }

        // What an extra says about the package's own version still counts.
        List<Need> own = [];
        foreach (var need in needs)
        {
            var requirement = need.Requirement;
            if (
                requirement.Name == name
                && requirement.Extras.Count > 0
                && (requirement.Specifiers.Count > 0 || requirement.Url is not null)
            )
                own.Add(need with { Requirement = WithoutExtras(requirement) });
        }
        needs.RemoveAll(need => need.Requirement.Name == name && need.Requirement.Extras.Count > 0);
        needs.AddRange(own);
        return needs;

        void Enqueue(List<Need> added, string marker)
        {
            foreach (var need in added)
            {
                if (need.Requirement.Name != name)
                    continue;
                foreach (var inner in need.Requirement.Extras)
                    queue.Enqueue((inner.Value, Condition.Both(marker, need.Marker)));
            }
        }
    }

    private List<Need> NeedsFor(IReadOnlyList<Requirement> requirements, string extra)
    {
        List<Need> needs = new(requirements.Count);
        string[] extras = extra.Length == 0 ? NoExtras : [extra];
        for (var i = 0; i < requirements.Count; i++)
        {
            var requirement = requirements[i];
            if (_overrides.Count > 0 && _overrides.TryGetValue(requirement.Name, out var replacements))
            {
                // An optional dependency stays optional, whatever replaces it.
                var required = Condition.RequiredExtra(requirement.Marker);
                foreach (var replacement in replacements)
                    Add(needs, replacement, required, extra, extras);
            }
            else
            {
                Add(needs, requirement, null, extra, extras);
            }
        }
        return needs;
    }

    private void Add(
        List<Need> needs,
        Requirement requirement,
        string? requiredExtra,
        string extra,
        string[] extras
    )
    {
        if (_input.Excludes.Contains(requirement.Name))
            return;
        if (requiredExtra is not null)
        {
            if (requiredExtra != extra || !Holds(requirement.Marker))
                return;
        }
        else if (requirement.Marker is { } marker)
        {
            if (!marker.Evaluate(_input.Environment, extras))
                return;
            // What is needed without the extra is the package's own need.
            if (extra.Length > 0 && marker.Evaluate(_input.Environment, NoExtras))
                return;
        }
        else if (extra.Length > 0)
        {
            return;
        }
        var condition = Condition.TextOf(requirement.Marker, extra);
        needs.Add(new(requirement, condition));
        if (_constraints.Count == 0 || !_constraints.TryGetValue(requirement.Name, out var constraints))
            return;
        foreach (var constraint in constraints)
        {
            if (constraint.Marker is { } narrowing && !narrowing.Evaluate(_input.Environment, extras))
                continue;
            needs.Add(
                new(
                    WithoutExtras(constraint),
                    Condition.Both(Condition.TextOf(constraint.Marker, extra), condition)
                )
            );
        }
    }

    private static Requirement WithoutExtras(Requirement requirement) =>
        requirement.Extras.Count == 0
            ? requirement
            : new(requirement.Name) { Specifiers = requirement.Specifiers, Url = requirement.Url };
}
