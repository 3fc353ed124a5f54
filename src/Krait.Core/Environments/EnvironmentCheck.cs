using Krait.Markers;
using Krait.Metadata;
using Krait.Requirements;
using Krait.Storage;
using Krait.Tags;
using Krait.Versions;

namespace Krait.Environments;

/// <summary>Holds what is installed against what it says it needs (<c>pip check</c>). Reads the metadata of every distribution.</summary>
public static class EnvironmentCheck
{
    private const int LargestWheelFile = 1 << 16;

    /// <summary>Everything that is wrong, ordered by package, then as its metadata lists it.</summary>
    /// <param name="packages">What is installed.</param>
    /// <param name="environment">The environment it should fit.</param>
    /// <param name="tags">The wheels that fit it.</param>
    public static IReadOnlyList<EnvironmentIssue> Run(
        SitePackages packages,
        MarkerEnvironment environment,
        CompatibilityTags tags
    )
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
            CheckOne(distribution, packages, environment, tags, issues);
        }
        return issues;
    }

    private static void CheckOne(
        InstalledDistribution distribution,
        SitePackages packages,
        MarkerEnvironment environment,
        CompatibilityTags tags,
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
            && IsTooOld(version, python)
        )
        {
            issues.Add(
                new EnvironmentIssue.WrongPython(distribution.Name, python, environment.PythonFullVersion)
            );
        }
        if (!FitsPlatform(distribution, tags))
            issues.Add(new EnvironmentIssue.WrongPlatform(distribution.Name));
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

    /// <summary>As in a resolution, upper bounds are not minded: nobody knew the Pythons to come.</summary>
    private static bool IsTooOld(PackageVersion python, VersionSpecifiers required)
    {
        foreach (var specifier in required)
        {
            var isLowerBound =
                specifier.Operator
                is VersionOperator.GreaterThanOrEqual
                    or VersionOperator.GreaterThan
                    or VersionOperator.Compatible
                    or VersionOperator.Equal
                    or VersionOperator.ArbitraryEqual
                    or VersionOperator.EqualPrefix;
            if (isLowerBound && python.BaseVersion() < specifier.Version.BaseVersion())
                return true;
        }
        return false;
    }

    /// <summary>Whether one of the tags in the WHEEL file fits; where none can be read, nothing speaks against it.</summary>
    private static bool FitsPlatform(InstalledDistribution distribution, CompatibilityTags tags)
    {
        if (distribution.ReadInfo("WHEEL", LargestWheelFile) is not { } bytes)
            return true;
        if (!WheelInformation.TryParse(bytes, out var wheel, out _))
            return true;
        var isRead = false;
        foreach (var text in wheel.Tags)
        {
            if (!WheelTags.TryParse(text, out var tag))
                continue;
            if (tags.TryRank(tag, out _))
                return true;
            isRead = true;
        }
        return !isRead;
    }
}
