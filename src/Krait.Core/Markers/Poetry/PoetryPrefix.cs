using Krait.Versions;

namespace Krait.Markers.Poetry;

/// <summary>The stretches that print as <c>1.2.*</c>: from the first development release of one release to the next.</summary>
internal static class PoetryPrefix
{
    /// <summary>
    /// Whether <paramref name="min"/> to <paramref name="max"/> is one prefix; for a hole between two ranges, <paramref name="min"/> is where the
    /// upper one starts and <paramref name="max"/> where the lower one ends.
    /// </summary>
    public static bool IsOne(PackageVersion min, PackageVersion max, bool isHole)
    {
        if (
            min.IsLocal
            || max.IsLocal
            || min.PrereleaseKind != PrereleaseKind.None
            || max.PrereleaseKind != PrereleaseKind.None
            || min.IsPostrelease != max.IsPostrelease
            || min.DevelopmentNumber != 0
            || (max.IsDevelopment && max.DevelopmentNumber != 0)
        )
            return false;
        PackageVersion first = isHole ? max : min,
            second = isHole ? min : max;
        var length = Trimmed(second);
        if (length == 0)
            return false;
        for (var i = length; i < first.ReleaseLength; i++)
        {
            if (first.GetRelease(i) != 0)
                return false;
        }
        for (var i = 0; i < length - 1; i++)
        {
            if (first.GetRelease(i) != second.GetRelease(i))
                return false;
        }
        ulong low = first.GetRelease(length - 1),
            high = second.GetRelease(length - 1);
        return first.PostNumber is { } post ? low == high && post + 1 == second.PostNumber : low + 1 == high;
    }

    /// <summary>The prefix from <paramref name="first"/> to <paramref name="second"/>, as <c>1.2.*</c>.</summary>
    public static string TextOf(PackageVersion first, PackageVersion second)
    {
        if (first.IsPostrelease)
            return $"{first.WithoutDevelopment()}.*";
        var parts = PoetryVersionSteps.Release(second)[..Trimmed(second)];
        parts[^1]--;
        return $"{string.Join('.', parts)}.*";
    }

    private static int Trimmed(PackageVersion version)
    {
        var length = version.ReleaseLength;
        while (length > 0 && version.GetRelease(length - 1) == 0)
            length--;
        return length;
    }
}
