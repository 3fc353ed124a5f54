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
        foreach (var written in input.Requirements.Concat(input.Constraints).Concat(input.Overrides))
            Collect(written.Requirement, asked);
        foreach (var package in resolution.Packages)
        {
            foreach (var requirement in package.Metadata?.Requires ?? [])
                Collect(requirement, asked);
        }
        if (asked.Count == 0)
            return "";
        var facts = asked.Select(variable =>
            $"{MarkerNames.Of(variable)} == '{input.Environment[variable]}'"
        );
        MarkerAlgebra algebra = new();
        return algebra.ToText(algebra.Build(Marker.Parse(string.Join(" and ", facts)))) ?? "";
    }

    private static void Collect(Requirement requirement, SortedSet<MarkerVariable> asked)
    {
        if (requirement.Marker is { } marker)
            Collect(marker.Expression, asked);
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
