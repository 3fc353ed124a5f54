namespace Krait.Versions;

public readonly partial struct VersionSpecifier
{
    /// <summary>
    /// All versions that <see cref="Contains(PackageVersion)"/> accepts, pre-releases included. <c>===</c> becomes equality of versions,
    /// which text cannot be turned into more closely; one that names no version becomes the empty set.
    /// </summary>
    public VersionRanges ToRanges()
    {
        var version = Version;
        switch (Operator)
        {
            case VersionOperator.Equal:
                return VersionRanges.Between(VersionBound.Before(version), VersionBound.AfterLocals(version));
            case VersionOperator.NotEqual:
                return VersionRanges
                    .Between(VersionBound.Before(version), VersionBound.AfterLocals(version))
                    .Complement();
            case VersionOperator.EqualPrefix:
                return Prefix(version, version.ReleaseLength);
            case VersionOperator.NotEqualPrefix:
                return Prefix(version, version.ReleaseLength).Complement();
            case VersionOperator.Compatible:
                return VersionRanges.Between(
                    VersionBound.Before(version),
                    VersionBound.Before(version.NextRelease(version.ReleaseLength - 1))
                );
            case VersionOperator.LessThan:
                return VersionRanges.Between(
                    VersionBound.Minimum,
                    VersionBound.Before(version.IsPrerelease ? version : version.AsFirstDevelopment())
                );
            case VersionOperator.LessThanOrEqual:
                return VersionRanges.Between(VersionBound.Minimum, VersionBound.AfterLocals(version));
            case VersionOperator.GreaterThan:
                return VersionRanges.Between(VersionBound.Above(version), VersionBound.Maximum);
            case VersionOperator.GreaterThanOrEqual:
                return VersionRanges.Between(VersionBound.Before(version), VersionBound.Maximum);
            default:
                return PackageVersion.TryParse(_text, out _)
                    ? VersionRanges.Singleton(version)
                    : VersionRanges.Empty;
        }
    }

    private static VersionRanges Prefix(PackageVersion version, int length) =>
        VersionRanges.Between(
            VersionBound.Before(version.BaseVersion().AsFirstDevelopment()),
            VersionBound.Before(version.NextRelease(length))
        );
}
