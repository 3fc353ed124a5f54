using Krait.Markers;
using Krait.Requirements;
using Krait.Resolver;
using Krait.Versions;

namespace Krait.Projects;

/// <summary>
/// A package as a requirements file tells it. With extras told, a package and those of its extras that are needed under
/// the same conditions share a line, and others have lines of their own.
/// </summary>
internal sealed record RequirementLine(
    ResolvedPackage Package,
    IReadOnlyCollection<ExtraName> Extras,
    IReadOnlyCollection<PackageName> RequiredBy,
    string Marker
)
{
    /// <summary>The lines, ordered by name and then by extras.</summary>
    public static IEnumerable<RequirementLine> Of(
        Resolution resolution,
        ResolverInput input,
        RequirementsTxtOptions options
    )
    {
        if (!options.Extras && !options.Markers)
            return resolution.Packages.Select(package => new RequirementLine(
                package,
                [],
                package.RequiredBy,
                ""
            ));
        return Conditional(resolution, input, options.Extras);
    }

    private static IEnumerable<RequirementLine> Conditional(
        Resolution resolution,
        ResolverInput input,
        bool extras
    )
    {
        MarkerAlgebra algebra = new();
        var reached = Reach(algebra, resolution.Edges);
        var python = algebra.PythonRange(
            VersionSpecifiers.Parse($">={input.Environment[MarkerVariable.PythonFullVersion]}")
        );
        foreach (var package in resolution.Packages)
        {
            var nodes = package
                .Extras.Select(extra => (Extra: (ExtraName?)extra, Marker: MarkerOf((package.Name, extra))))
                .Prepend((Extra: null, Marker: MarkerOf((package.Name, null))))
                .ToList();
            var groups = extras
                ? nodes.GroupBy(node => node.Marker)
                : nodes.GroupBy(_ =>
                    nodes.Aggregate(MarkerNode.False, (all, node) => algebra.Or(all, node.Marker))
                );
            List<RequirementLine> lines = [];
            foreach (var group in groups)
            {
                var own = group.Select(node => node.Extra).ToHashSet();
                SortedSet<PackageName> parents = [];
                foreach (var edge in resolution.Edges)
                {
                    if (edge.To == package.Name && edge.From is { } parent && own.Contains(edge.ToExtra))
                        parents.Add(parent);
                }
                SortedSet<ExtraName> told = extras ? [.. own.OfType<ExtraName>()] : [];
                lines.Add(new(package, told, parents, algebra.ToText(algebra.Simplify(group.Key, python))));
            }
            foreach (var line in lines.OrderBy(line => string.Join(',', line.Extras), StringComparer.Ordinal))
                yield return line;
        }

        MarkerNode MarkerOf((PackageName, ExtraName?) node) =>
            reached.GetValueOrDefault(node, MarkerNode.True);
    }

    /// <summary>Under which conditions what was asked for leads to each package and extra.</summary>
    private static Dictionary<(PackageName, ExtraName?), MarkerNode> Reach(
        MarkerAlgebra algebra,
        IReadOnlyList<ResolutionEdge> edges
    )
    {
        Dictionary<(PackageName, ExtraName?), MarkerNode> reached = [];
        Dictionary<(PackageName, ExtraName?), List<(ResolutionEdge Edge, MarkerNode Marker)>> outgoing = [];
        Queue<(PackageName, ExtraName?)> changed = new();
        foreach (var edge in edges)
        {
            var marker =
                edge.Marker.Length == 0 ? MarkerNode.True : algebra.Build(Markers.Marker.Parse(edge.Marker));
            if (edge.From is not { } from)
            {
                Widen(edge, marker);
                continue;
            }
            if (!outgoing.TryGetValue((from, edge.FromExtra), out var list))
                outgoing.Add((from, edge.FromExtra), list = []);
            list.Add((edge, marker));
        }
        while (changed.TryDequeue(out var node))
        {
            if (!outgoing.TryGetValue(node, out var list))
                continue;
            foreach (var (edge, marker) in list)
                Widen(edge, algebra.And(reached[node], marker));
        }
        return reached;

        void Widen(ResolutionEdge edge, MarkerNode marker)
        {
            var node = (edge.To, edge.ToExtra);
            var old = reached.GetValueOrDefault(node, MarkerNode.False);
            var wider = algebra.Or(old, marker);
            if (wider == old && reached.ContainsKey(node))
                return;
            reached[node] = wider;
            changed.Enqueue(node);
        }
    }
}
