using Krait.Markers;
using Krait.Requirements;
using Krait.Resolver;

namespace Krait.Projects;

/// <summary>
/// The condition under which an answer for one environment holds elsewhere: every fact that any marker on the way asked
/// about is the same. It may hold in other environments too.
/// </summary>
public static class ValidityMarker
{
    private static readonly HashSet<string> KnownSystems = new(StringComparer.Ordinal)
    {
        "Windows",
        "Linux",
        "Darwin",
        "AIX",
        "Emscripten",
        "Android",
    };

    /// <summary>The condition in uv's text; empty if no marker asked about anything.</summary>
    public static string Of(Resolution resolution, ResolverInput input)
    {
        SortedSet<MarkerVariable> asked = [];
        var constraints = input.Constraints.ToLookup(one => one.Requirement.Name, one => one.Requirement);
        var overrides = input.Overrides.ToLookup(one => one.Requirement.Name, one => one.Requirement);
        var written = input.Requirements.Select(one => one.Requirement);
        var needed = resolution.Packages.SelectMany(package => package.Metadata?.Requires ?? []);
        foreach (var requirement in written.Concat(needed))
        {
            // What an override replaces asks nothing; a constraint asks where it narrows something.
            if (overrides.Contains(requirement.Name))
                Collect(overrides[requirement.Name], asked);
            else
                Collect([requirement], asked);
            Collect(constraints[requirement.Name], asked);
        }
        if (asked.Count == 0)
            return "";
        var facts = asked.Select(variable =>
            $"{MarkerNames.Of(variable)} == '{input.Environment[variable]}'"
        );
        MarkerAlgebra algebra = new();
        return algebra.ToText(algebra.Build(Marker.Parse(string.Join(" and ", facts)))) ?? "";
    }

    private static void Collect(IEnumerable<Requirement> requirements, SortedSet<MarkerVariable> asked)
    {
        foreach (var requirement in requirements)
        {
            if (requirement.Marker is { } marker)
                Collect(marker.Expression, asked);
        }
    }

    private static void Collect(MarkerExpression expression, SortedSet<MarkerVariable> asked)
    {
        if (expression is MarkerCombination combination)
        {
            foreach (var term in combination.Terms)
                Collect(term, asked);
            return;
        }
        var comparison = (MarkerComparison)expression;
        var variable = comparison.Left.Variable ?? comparison.Right.Variable;
        var literal = comparison.Right.Literal ?? comparison.Left.Literal;
        switch (variable)
        {
            case null or MarkerVariable.Extra or MarkerVariable.Extras or MarkerVariable.DependencyGroups:
                break;
            case MarkerVariable.PythonVersion:
                asked.Add(MarkerVariable.PythonFullVersion);
                break;
            case MarkerVariable.PlatformSystem when literal is not null && KnownSystems.Contains(literal):
                asked.Add(MarkerVariable.SysPlatform);
                break;
            default:
                asked.Add(variable.Value);
                break;
        }
    }
}
