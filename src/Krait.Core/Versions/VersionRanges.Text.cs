using System.Text;

namespace Krait.Versions;

public sealed partial class VersionRanges
{
    /// <summary>
    /// The set as specifiers, for people to read: <c>&gt;=1,&lt;2 | ==3.1</c>; <c>*</c> for every version, <c>∅</c> for none.
    /// </summary>
    public override string ToString()
    {
        if (IsEmpty)
        {
            return "∅";
        }
        var text = new StringBuilder();
        for (var i = 0; i < Count; i++)
        {
            text.Append(i == 0 ? "" : " | ").Append(Describe(this[i]));
        }
        return text.ToString();
    }

    /// <summary>One interval as specifiers: <c>&gt;=1,&lt;2</c>, <c>==3.1</c>, <c>*</c>.</summary>
    public static string Describe(VersionInterval interval)
    {
        var (lower, upper) = (interval.Lower.Canonical(), interval.Upper.Canonical());
        if (
            lower.IsBefore
            && (
                upper == VersionBound.AfterLocals(lower.Version) || upper == VersionBound.After(lower.Version)
            )
        )
        {
            return $"=={lower.Version}";
        }
        var from = lower == VersionBound.Minimum ? "" : DescribeLower(lower);
        var to = upper == VersionBound.Maximum ? "" : DescribeUpper(upper);
        return (from, to) switch
        {
            ("", "") => "*",
            ("", _) => to,
            (_, "") => from,
            _ => $"{from},{to}",
        };
    }

    private static string DescribeLower(VersionBound lower) =>
        lower.IsBefore ? $">={lower.Version}"
        : IsBeforeFirstPost(lower) ? $">={lower.Version.BaseVersion()}.post1"
        : $">{lower.Version}";

    /// <summary>
    /// Whether the place is the one after <c>.post0</c>: for people that before <c>.post1</c>, which exists more often.
    /// </summary>
    private static bool IsBeforeFirstPost(VersionBound bound) =>
        bound is { IsBefore: false, Version: { PostNumber: 0, IsPrerelease: false } };

    private static string DescribeUpper(VersionBound upper)
    {
        var version = upper.Version;
        return IsBeforeFirstPost(upper) ? $"<{version.BaseVersion()}.post1"
            : !upper.IsBefore ? $"<={version}"
            // Before the first development release of a final release: what `<` means.
            : version is { DevelopmentNumber: 0, PrereleaseKind: PrereleaseKind.None, IsPostrelease: false }
                ? $"<{version.BaseVersion()}"
            : $"<{version}";
    }
}
