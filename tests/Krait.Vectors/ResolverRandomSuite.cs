using System.Text.Json;
using Krait.Markers;
using Krait.Requirements;
using Krait.Resolver;

namespace Krait.Vectors;

/// <summary>Generated indexes of which it is known whether they can be resolved: the answer must be there, and must hold.</summary>
public sealed class ResolverRandomSuite : Suite
{
    public override string Folder => "f-resolver";

    public override string Part => "random";

    public override IEnumerable<CaseResult> Run(string folder)
    {
        foreach (var (_, row) in JsonLines(Path.Combine(folder, "cases", "random_satisfiability.jsonl")))
            yield return Check(row.GetProperty("id").GetString()!, () => Difference(row));
    }

    private static string? Difference(JsonElement row)
    {
        PaperIndex index = new();
        foreach (var package in row.GetProperty("packages").EnumerateObject())
        {
            foreach (var version in package.Value.EnumerateObject())
                index.Add(package.Name, version.Name, [.. Texts(version.Value)]);
        }
        var input = PaperEnvironment.Input(Texts(row.GetProperty("root"))) with
        {
            Prereleases = PrereleaseMode.Allow,
        };
        var wanted = row.GetProperty("satisfiable").GetBoolean();
        Resolution resolution;
        try
        {
            resolution = new DependencyResolver(index).ResolveAsync(input, default).AsTask().Result;
        }
        catch (AggregateException exception) when (exception.InnerException is ResolutionException)
        {
            return wanted ? $"refused: {exception.InnerException.InnerException?.Message}" : null;
        }
        return wanted ? FirstBroken(input, resolution) : "resolved, though it cannot be";
    }

    /// <summary>A requirement that the answer does not satisfy; null if there is none.</summary>
    internal static string? FirstBroken(ResolverInput input, Resolution resolution)
    {
        var versions = resolution.Packages.ToDictionary(p => p.Name, p => p.Version);
        foreach (var (requirement, _) in input.Requirements)
        {
            if (Broken(requirement, []) is { } broken)
                return broken;
        }
        foreach (var package in resolution.Packages)
        {
            foreach (var requirement in package.Metadata!.Requires)
            {
                if (Broken(requirement, [.. package.Extras.Select(extra => extra.Value)]) is { } broken)
                    return $"{package.Name} {package.Version}: {broken}";
            }
        }
        return null;

        string? Broken(Requirement requirement, IReadOnlyCollection<string> extras)
        {
            if (requirement.Marker is { } marker && !Holds(marker, extras))
                return null;
            return
                versions.TryGetValue(requirement.Name, out var version)
                && requirement.Specifiers.ToRanges().Contains(version)
                ? null
                : $"{requirement} is not satisfied";
        }

        bool Holds(Marker marker, IReadOnlyCollection<string> extras) =>
            marker.Evaluate(input.Environment, extras);
    }

    private static IEnumerable<string> Texts(JsonElement array) =>
        array.EnumerateArray().Select(item => item.GetString()!);
}
