using Krait.Versions;

namespace Krait.Resolver;

/// <summary>Where the Python that is resolved for was named.</summary>
public enum PythonRequirementSource
{
    /// <summary>It is the interpreter's.</summary>
    Interpreter,

    /// <summary>The user named a version.</summary>
    PythonVersion,

    /// <summary>The project's <c>requires-python</c>.</summary>
    RequiresPython,
}

/// <summary>
/// The Python that is resolved for: <paramref name="Target"/> and what follows it. A release must support all of
/// that as far as its lower bound goes; upper bounds of <c>Requires-Python</c> are not minded, since nobody knows
/// the Pythons to come.
/// </summary>
/// <param name="Installed">The full version of the interpreter at hand.</param>
/// <param name="Target">The lowest Python to support.</param>
/// <param name="Source">Where it was named.</param>
public sealed record PythonRequirement(
    PackageVersion Installed,
    PackageVersion Target,
    PythonRequirementSource Source
)
{
    /// <summary>Whether it is the interpreter's own version that is resolved for.</summary>
    public bool IsInstalled => Installed.BaseVersion() == Target.BaseVersion();

    /// <summary>Whether a release that requires these Pythons can be used.</summary>
    public bool IsSupportedBy(VersionSpecifiers requiresPython)
    {
        var ranges = RangesOf(requiresPython);
        return ranges.IsEmpty || ranges[0].Lower <= VersionBound.Before(Target.BaseVersion());
    }

    /// <summary>
    /// The Pythons that the specifiers allow, told by releases alone: <c>&gt;=3.13</c> allows pre-releases of 3.13.
    /// </summary>
    internal static VersionRanges RangesOf(VersionSpecifiers specifiers)
    {
        var ranges = VersionRanges.All;
        foreach (var specifier in specifiers)
            ranges = ranges.Intersect(RangesOf(specifier));
        return ranges;
    }

    private static VersionRanges RangesOf(VersionSpecifier specifier)
    {
        var release = specifier.Version.BaseVersion();
        var before = VersionBound.Before(release);
        var after = VersionBound.After(release);
        return specifier.Operator switch
        {
            VersionOperator.Equal or VersionOperator.ArbitraryEqual => VersionRanges.Singleton(release),
            VersionOperator.NotEqual => VersionRanges.Singleton(release).Complement(),
            VersionOperator.EqualPrefix => Prefix(release, release.ReleaseLength),
            VersionOperator.NotEqualPrefix => Prefix(release, release.ReleaseLength).Complement(),
            VersionOperator.Compatible => Prefix(release, release.ReleaseLength - 1)
                .Intersect(VersionRanges.Between(before, VersionBound.Maximum)),
            VersionOperator.LessThan => VersionRanges.Between(VersionBound.Minimum, before),
            VersionOperator.LessThanOrEqual => VersionRanges.Between(VersionBound.Minimum, after),
            VersionOperator.GreaterThan => VersionRanges.Between(after, VersionBound.Maximum),
            _ => VersionRanges.Between(before, VersionBound.Maximum),
        };
    }

    private static VersionRanges Prefix(PackageVersion release, int length) =>
        VersionRanges.Between(
            VersionBound.Before(release.WithReleaseLength(length)),
            VersionBound.Before(release.NextRelease(length).BaseVersion())
        );

    /// <summary>As the range of Pythons: <c>&gt;=3.12</c>, trailing zeros cut.</summary>
    public override string ToString()
    {
        var length = Target.ReleaseLength;
        while (length > 1 && Target.GetRelease(length - 1) == 0)
            length--;
        return $">={Target.WithReleaseLength(length)}";
    }
}
