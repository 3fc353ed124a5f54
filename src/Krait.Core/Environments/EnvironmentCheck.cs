using Krait.Markers;
using Krait.Requirements;
using Krait.Storage;

namespace Krait.Environments;

/// <summary>Holds what is installed against what it says it needs (<c>pip check</c>). Reads the metadata of every distribution.</summary>
public static class EnvironmentCheck
{
    /// <summary>Everything that is wrong, ordered by package, then as its metadata lists it.</summary>
    public static IReadOnlyList<EnvironmentIssue> Run(SitePackages packages, MarkerEnvironment environment)
    {
        var issues = new List<EnvironmentIssue>();
        foreach (var broken in packages.Broken)
            issues.Add(EnvironmentIssue.UnreadableRecord.Of(broken));
        foreach (var same in packages.Duplicates)
            issues.Add(new EnvironmentIssue.SeveralRecords(same[0].Name, [.. same.Select(d => d.Path)]));
        var previous = default(PackageName);
        foreach (var distribution in packages.All)
        {
            if (distribution.Name == previous)
                continue;
            previous = distribution.Name;
            CheckOne(distribution, packages, environment, issues);
        }
        return issues;
    }

    private static void CheckOne(
        InstalledDistribution distribution,
        SitePackages packages,
        MarkerEnvironment environment,
        List<EnvironmentIssue> issues
    )
    {
        if (distribution.TryReadMetadata(out var problem) is not { } metadata)
        {
            issues.Add(
                new EnvironmentIssue.UnreadableRecord(distribution.Name.Value, distribution.Path, problem!)
            );
            return;
        }
        if (
            distribution.Form == InstalledForm.DistInfo
            && !FileStatus.TryGet(Path.Join(distribution.Path, "WHEEL"), out _)
        )
        {
            issues.Add(
                new EnvironmentIssue.UnreadableRecord(
                    distribution.Name.Value,
                    distribution.Path,
                    "`WHEEL` file not found"
                )
            );
        }
        if (
            metadata.RequiresPython is { } python
            && environment.TryGetVersion(MarkerVariable.PythonFullVersion, out var version)
            && !python.Contains(version)
        )
        {
            issues.Add(
                new EnvironmentIssue.WrongPython(distribution.Name, python, environment.PythonFullVersion)
            );
        }
        foreach (var requirement in metadata.RequiresDist)
        {
            if (requirement.Marker is { } marker && !marker.Evaluate(environment, []))
                continue;
            if (packages.Find(requirement.Name) is not { } installed)
                issues.Add(new EnvironmentIssue.MissingDependency(distribution.Name, requirement));
            else if (requirement.Url is null && !requirement.Specifiers.Contains(installed.Version))
            {
                issues.Add(
                    new EnvironmentIssue.WrongDependency(distribution.Name, requirement, installed.Version)
                );
            }
        }
    }
}
