using System.Text;
using Krait.Versions;

namespace Krait.Markers.Poetry;

/// <summary>
/// The next versions that Poetry's constraints end at. As many numbers as the version has are kept, since bounds are printed
/// with the precision that the user wrote.
/// </summary>
internal static class PoetryVersionSteps
{
    public static bool IsStable(this PackageVersion version) => !version.IsPrerelease;

    /// <summary>The version without its pre-release, and without the rest behind that.</summary>
    public static PackageVersion Stable(this PackageVersion version) =>
        version.IsStable()
            ? version
            : Compose(
                version,
                Release(version),
                post: version.PrereleaseNumber is null ? version.PostNumber : null
            );

    /// <summary>The end of <c>^version</c>.</summary>
    public static PackageVersion NextBreaking(this PackageVersion version)
    {
        if (version.Major > 0 || version.ReleaseLength < 2)
            return version.Stable().NextMajor();
        return version.Minor > 0 || version.ReleaseLength < 3
            ? version.Stable().NextMinor()
            : version.Stable().NextPatch();
    }

    public static PackageVersion NextMajor(this PackageVersion version) => Raised(version, 0);

    public static PackageVersion NextMinor(this PackageVersion version) => Raised(version, 1);

    public static PackageVersion NextPatch(this PackageVersion version) => Raised(version, 2);

    /// <summary>The last number but one raised, the last zero: the end of <c>~=version</c>.</summary>
    public static PackageVersion NextCompatible(this PackageVersion version)
    {
        var stable = version.Stable();
        if (stable.ReleaseLength < 2)
            return stable.NextMajor();
        var release = Release(stable);
        release[^2]++;
        release[^1] = 0;
        return Compose(stable, release);
    }

    /// <summary>The end of <c>==version.*</c>.</summary>
    public static PackageVersion NextInPrefix(this PackageVersion version)
    {
        if (version.IsPostrelease)
            return version.NextPostrelease();
        if (version.IsStable())
        {
            var release = Release(version);
            release[^1]++;
            return Compose(version, release, local: version.Local);
        }
        return version.PrereleaseKind != PrereleaseKind.None
            ? version.AfterPrerelease()
            : version.NextDevelopment();
    }

    public static PackageVersion NextPostrelease(this PackageVersion version) =>
        Compose(
            version,
            Release(version),
            hasPrerelease: true,
            post: version.PostNumber is { } post ? (version.IsDevelopment ? post : post + 1) : 0
        );

    public static PackageVersion NextDevelopment(this PackageVersion version) =>
        Compose(
            version,
            Release(version),
            hasPrerelease: true,
            post: version.PostNumber,
            development: version.DevelopmentNumber + 1 ?? 0
        );

    /// <summary>The first development release of the version: nothing of it sorts below.</summary>
    public static PackageVersion FirstDevelopment(this PackageVersion version) =>
        Compose(version, Release(version), hasPrerelease: true, post: version.PostNumber, development: 0);

    public static PackageVersion WithoutDevelopment(this PackageVersion version) =>
        version.IsDevelopment
            ? Compose(
                version,
                Release(version),
                hasPrerelease: true,
                post: version.PostNumber,
                local: version.Local
            )
            : version;

    public static PackageVersion WithoutPostrelease(this PackageVersion version) =>
        version.IsPostrelease
            ? Compose(version, Release(version), hasPrerelease: true, local: version.Local)
            : version;

    /// <summary>The same version, its release padded with zeros to a number of numbers.</summary>
    public static PackageVersion WithPrecision(this PackageVersion version, int length)
    {
        var release = Release(version);
        Array.Resize(ref release, Math.Max(length, release.Length));
        return Compose(
            version,
            release,
            hasPrerelease: true,
            post: version.PostNumber,
            development: version.DevelopmentNumber,
            local: version.Local
        );
    }

    public static ulong[] Release(PackageVersion version)
    {
        var release = new ulong[version.ReleaseLength];
        for (var i = 0; i < release.Length; i++)
            release[i] = version.GetRelease(i);
        return release;
    }

    private static PackageVersion AfterPrerelease(this PackageVersion version)
    {
        var step = !version.IsDevelopment || version.IsPostrelease ? 1UL : 0;
        return Compose(version, Release(version), hasPrerelease: true, prereleaseStep: step);
    }

    /// <summary>Raises one number and zeroes what follows; a pre-release of such a version is followed by the version itself.</summary>
    private static PackageVersion Raised(PackageVersion version, int index)
    {
        var numbers = Math.Max(version.ReleaseLength, index + 1);
        var release = new ulong[numbers];
        var isBeyond = false;
        for (var i = 0; i < numbers; i++)
        {
            isBeyond |= i > index && version.GetRelease(i) > 0;
            release[i] = i > index ? 0 : version.GetRelease(i);
        }
        var isRaised =
            version.IsStable()
            || (version.PrereleaseKind == PrereleaseKind.None && version.IsPostrelease)
            || isBeyond;
        if (!isRaised)
            return Compose(version, Release(version));
        release[index]++;
        return Compose(version, release);
    }

    private static PackageVersion Compose(
        PackageVersion version,
        ReadOnlySpan<ulong> release,
        bool hasPrerelease = false,
        ulong prereleaseStep = 0,
        ulong? post = null,
        ulong? development = null,
        string? local = null
    )
    {
        var text = new StringBuilder();
        if (version.Epoch > 0)
            text.Append(version.Epoch).Append('!');
        for (var i = 0; i < release.Length; i++)
            text.Append(i > 0 ? "." : "").Append(release[i]);
        if (hasPrerelease && version.PrereleaseNumber is { } number)
        {
            var kind = version.PrereleaseKind switch
            {
                PrereleaseKind.Alpha => "a",
                PrereleaseKind.Beta => "b",
                _ => "rc",
            };
            text.Append(kind).Append(number + prereleaseStep);
        }
        if (post is not null)
            text.Append(".post").Append(post);
        if (development is not null)
            text.Append(".dev").Append(development);
        if (local is not null)
            text.Append('+').Append(local);
        return PackageVersion.Parse(text.ToString());
    }
}
