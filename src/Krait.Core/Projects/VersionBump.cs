using System.Globalization;
using System.Text;
using Krait.Versions;

namespace Krait.Projects;

/// <summary>The parts of a version that can be raised, from the greatest to the least.</summary>
public enum VersionPart
{
    Major,
    Minor,
    Patch,
    Stable,
    Alpha,
    Beta,
    Rc,
    Post,
    Dev,
}

/// <summary>One part of a version to be raised by one, or to be set.</summary>
/// <param name="Part">The part.</param>
/// <param name="Value">What to set it to; null for one more.</param>
public readonly record struct VersionBump(VersionPart Part, ulong? Value = null)
{
    /// <summary>Reads <c>patch</c> or <c>dev=3</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out VersionBump bump)
    {
        bump = default;
        var equals = text.IndexOf('=');
        var name = equals < 0 ? text : text[..equals];
        ulong? value = null;
        if (equals >= 0)
        {
            if (
                !ulong.TryParse(
                    text[(equals + 1)..],
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var number
                )
            )
                return false;
            value = number;
        }
        if (
            name.ContainsAnyExceptInRange('a', 'z')
            || !Enum.TryParse<VersionPart>(name, ignoreCase: true, out var part)
        )
            return false;
        bump = new VersionBump(part, value);
        return part != VersionPart.Stable || value is null;
    }

    /// <summary>
    /// A version with these parts raised, the greatest first. Raising a part of the release drops everything behind it but a local
    /// label; raising a pre-release drops post and development parts, raising a post-release the development part.
    /// </summary>
    public static PackageVersion Apply(PackageVersion version, IEnumerable<VersionBump> bumps)
    {
        foreach (var bump in bumps.OrderBy(bump => bump.Part))
            version = bump.Apply(version);
        return version;
    }

    private PackageVersion Apply(PackageVersion version) =>
        Part switch
        {
            VersionPart.Major or VersionPart.Minor or VersionPart.Patch => Release(version, (int)Part),
            VersionPart.Stable => Build(version, Parts(version), "", null, null),
            VersionPart.Alpha => Prerelease(version, PrereleaseKind.Alpha, "a"),
            VersionPart.Beta => Prerelease(version, PrereleaseKind.Beta, "b"),
            VersionPart.Rc => Prerelease(version, PrereleaseKind.ReleaseCandidate, "rc"),
            VersionPart.Post => Build(
                version,
                Parts(version),
                PrereleaseText(version),
                Value ?? (version.PostNumber is { } post ? post + 1 : 1),
                null
            ),
            _ => Build(
                version,
                Parts(version),
                PrereleaseText(version),
                version.PostNumber,
                Value ?? (version.DevelopmentNumber is { } development ? development + 1 : 1)
            ),
        };

    private PackageVersion Release(PackageVersion version, int index)
    {
        var parts = Parts(version);
        while (parts.Count <= index)
            parts.Add(0);
        parts[index] = Value ?? parts[index] + 1;
        for (var i = index + 1; i < parts.Count; i++)
            parts[i] = 0;
        return Build(version, parts, "", null, null);
    }

    private PackageVersion Prerelease(PackageVersion version, PrereleaseKind kind, string label)
    {
        var next = version.PrereleaseKind == kind ? version.PrereleaseNumber!.Value + 1 : 1;
        return Build(version, Parts(version), label + (Value ?? next), null, null);
    }

    private static List<ulong> Parts(PackageVersion version)
    {
        var parts = new List<ulong>();
        for (var i = 0; i < version.ReleaseLength; i++)
            parts.Add(version.GetRelease(i));
        return parts;
    }

    private static string PrereleaseText(PackageVersion version) =>
        version.PrereleaseKind switch
        {
            PrereleaseKind.Alpha => $"a{version.PrereleaseNumber}",
            PrereleaseKind.Beta => $"b{version.PrereleaseNumber}",
            PrereleaseKind.ReleaseCandidate => $"rc{version.PrereleaseNumber}",
            _ => "",
        };

    private static PackageVersion Build(
        PackageVersion of,
        List<ulong> release,
        string prerelease,
        ulong? post,
        ulong? development
    )
    {
        var text = new StringBuilder();
        if (of.Epoch > 0)
            text.Append(of.Epoch).Append('!');
        text.AppendJoin('.', release).Append(prerelease);
        if (post is not null)
            text.Append(".post").Append(post);
        if (development is not null)
            text.Append(".dev").Append(development);
        if (of.Local is not null)
            text.Append('+').Append(of.Local);
        return PackageVersion.Parse(text.ToString());
    }
}
