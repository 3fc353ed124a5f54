using System.Text;

namespace Krait.Versions;

public readonly partial struct VersionSpecifier
{
    /// <summary>
    /// Whether the version satisfies the comparison, pre-releases not excluded. For <c>===</c> the normalized text of the version counts.
    /// </summary>
    public bool Contains(PackageVersion version) =>
        Operator == VersionOperator.ArbitraryEqual ? ContainsText(version.ToString()) : Satisfies(version);

    /// <summary>
    /// Like <see cref="Contains(PackageVersion)"/> for a version as an index or a file spells it, which only <c>===</c> looks at.
    /// A text that is no version satisfies nothing but <c>===</c>.
    /// </summary>
    public bool ContainsText(ReadOnlySpan<char> version) =>
        Operator == VersionOperator.ArbitraryEqual
            ? Ascii.EqualsIgnoreCase(version, _text) || version.Equals(_text, StringComparison.Ordinal)
            : PackageVersion.TryParse(version, out var parsed) && Satisfies(parsed);

    private bool Satisfies(PackageVersion version)
    {
        var mine = Version;
        switch (Operator)
        {
            case VersionOperator.Equal:
                return IsEqual(version);
            case VersionOperator.NotEqual:
                return !IsEqual(version);
            case VersionOperator.EqualPrefix:
                return StartsWith(version, mine, mine.ReleaseLength);
            case VersionOperator.NotEqualPrefix:
                return !StartsWith(version, mine, mine.ReleaseLength);
            case VersionOperator.Compatible:
                return WithoutLocal(version) >= mine && StartsWith(version, mine, mine.ReleaseLength - 1);
            case VersionOperator.LessThanOrEqual:
                return WithoutLocal(version) <= mine;
            case VersionOperator.GreaterThanOrEqual:
                return WithoutLocal(version) >= mine;
            case VersionOperator.LessThan:
                return version < (mine.IsPrerelease ? mine : mine.AsFirstDevelopment());
            default:
                return version > mine && VersionBound.Above(mine).IsBelow(version);
        }
    }

    /// <summary>A local label counts only where the specifier has one itself.</summary>
    private bool IsEqual(PackageVersion version) =>
        (Version.IsLocal ? version : WithoutLocal(version)) == Version;

    private static PackageVersion WithoutLocal(PackageVersion version) =>
        version.IsLocal ? version.WithoutLocal() : version;

    private static bool StartsWith(PackageVersion version, PackageVersion prefix, int length)
    {
        if (!version.EpochPart.Equals(prefix.EpochPart))
        {
            return false;
        }
        for (var i = 0; i < length; i++)
        {
            if (!version.ReleasePart(i).Equals(prefix.ReleasePart(i)))
            {
                return false;
            }
        }
        return true;
    }
}
