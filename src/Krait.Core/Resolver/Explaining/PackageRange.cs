using System.Text;
using Krait.Versions;

namespace Krait.Resolver;

/// <summary>Versions of a package in words.</summary>
internal sealed class PackageRange
{
    private readonly SolverPackage _package;
    private readonly VersionRanges _range;
    private readonly string _all;
    private readonly string _several;

    private PackageRange(SolverPackage package, VersionRanges range, string all, string several) =>
        (_package, _range, _all, _several) = (package, range, all, several);

    /// <summary>Whether a verb behind it stands in the plural.</summary>
    public bool IsPlural =>
        _range.Count > 1 || (_all.Length > 0 && _range.Count == 1 && _range.Equals(VersionRanges.All));

    /// <summary>As the subject of a statement.</summary>
    public static PackageRange ForCompatibility(SolverPackage package, VersionRanges range) =>
        new(package, range, "all versions of ", "all of:");

    /// <summary>As what is needed.</summary>
    public static PackageRange ForDependency(SolverPackage package, VersionRanges range) =>
        new(package, range, "", "one of:");

    /// <summary>As what there is.</summary>
    public static PackageRange ForAvailability(SolverPackage package, VersionRanges range) =>
        new(package, range, "", "are available:");

    /// <summary>The range as far as versions exist, with bounds that exist.</summary>
    public static VersionRanges Available(VersionRanges range, IReadOnlyList<PackageVersion> versions)
    {
        var (first, last) = (versions[0], versions[^1]);
        var all = VersionRanges.Between(VersionBound.Before(first), VersionBound.After(last));
        if (first == last)
            return all;
        var result = VersionRanges.Empty;
        for (var i = 0; i < range.Count; i++)
        {
            var (lower, upper) = range[i];
            var interval = VersionRanges.Between(lower, upper);
            if (interval.IsDisjoint(all))
                continue;
            if (all.IsSubsetOf(interval))
            {
                interval = VersionRanges.Between(
                    lower == VersionBound.Minimum ? lower : VersionBound.Before(first),
                    lower != VersionBound.Minimum && upper == VersionBound.Maximum
                        ? upper
                        : VersionBound.After(last)
                );
            }
            else
            {
                // A bound that includes a version which does not exist would mislead.
                if (lower != VersionBound.Minimum && lower.IsBefore && !versions.Contains(lower.Version))
                    lower = Released(lower.Version, versions) ?? VersionBound.After(lower.Version);
                if (
                    upper is { IsBefore: false, IsAfterLocals: false }
                    && upper != VersionBound.Maximum
                    && !versions.Contains(upper.Version)
                )
                    upper = VersionBound.Before(upper.Version);
                interval = VersionRanges.Between(lower, upper);
            }
            result = result.Union(interval);
        }
        return result;
    }

    /// <summary>
    /// What is left by <c>&lt;2.0</c> begins before the first development release of 2.0: for people at 2.0, where
    /// that exists and nothing lies between.
    /// </summary>
    private static VersionBound? Released(PackageVersion version, IReadOnlyList<PackageVersion> versions)
    {
        if (!IsFirstDevelopment(version))
            return null;
        foreach (var candidate in versions)
        {
            if (candidate > version)
                return candidate == version.BaseVersion() ? VersionBound.Before(candidate) : null;
        }
        return null;
    }

    public override string ToString()
    {
        if (_package.Kind == SolverPackageKind.Root)
            return "your requirements";
        if (_range.IsEmpty)
            return $"{_package} ∅";
        if (_range.Count == 1)
            return Describe(_range[0]);
        StringBuilder text = new(_several);
        for (var i = 0; i < _range.Count; i++)
            text.Append("\n    ").Append(Describe(_range[i]));
        return text.Append('\n').ToString();
    }

    private string Describe(VersionInterval interval)
    {
        if (interval.Lower == VersionBound.Minimum && interval.Upper == VersionBound.Maximum)
            return $"{_all}{_package}";
        return $"{_package}{Prefix(interval) ?? VersionRanges.Describe(interval)}";
    }

    /// <summary><c>==2.4.*</c> where the interval is just that.</summary>
    private static string? Prefix(VersionInterval interval)
    {
        var (lower, upper) = interval;
        if (
            lower == VersionBound.Minimum
            || upper == VersionBound.Maximum
            || !lower.IsBefore
            || !upper.IsBefore
            || !IsFirstDevelopment(lower.Version)
            || !IsFirstDevelopment(upper.Version)
            || lower.Version.ReleaseLength != upper.Version.ReleaseLength
        )
            return null;
        var last = lower.Version.ReleaseLength - 1;
        for (var i = 0; i < last; i++)
        {
            if (lower.Version.GetRelease(i) != upper.Version.GetRelease(i))
                return null;
        }
        return lower.Version.GetRelease(last) + 1 == upper.Version.GetRelease(last)
            ? $"=={lower.Version.BaseVersion()}.*"
            : null;
    }

    private static bool IsFirstDevelopment(PackageVersion version) =>
        version is { DevelopmentNumber: 0, PrereleaseKind: PrereleaseKind.None, IsPostrelease: false };
}
