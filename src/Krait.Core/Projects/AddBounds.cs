using System.Text;
using Krait.Versions;

namespace Krait.Projects;

/// <summary>How a requirement that names no version is bound to the one that was found.</summary>
public enum AddBounds
{
    /// <summary>That version or a later one.</summary>
    Lower,

    /// <summary>Below the next major version, in the sense of semantic versioning: below the next minor one for 0.x.</summary>
    Major,

    /// <summary>Below the next minor version; below the next micro one for 0.x.</summary>
    Minor,

    /// <summary>That version.</summary>
    Exact,
}

/// <summary>The specifiers that a bound comes to.</summary>
public static class AddBoundsText
{
    /// <summary>The specifiers for a version, separated by a comma and a blank; the upper bound has as many parts as the version.</summary>
    public static string For(this AddBounds bounds, PackageVersion version)
    {
        var lower = version.WithoutLocal();
        return bounds switch
        {
            AddBounds.Lower => $">={lower}",
            AddBounds.Exact => $"=={version}",
            _ => $">={lower}, <{Upper(version, bounds == AddBounds.Minor)}",
        };
    }

    private static string Upper(PackageVersion version, bool isMinor)
    {
        var length = version.ReleaseLength;
        var first = 0;
        while (first < length && version.GetRelease(first) == 0)
            first++;
        // A version of zeros alone counts as 0.0.0.
        var bumped =
            first == length
                ? isMinor
                    ? 2
                    : 1
                : isMinor && first < 2
                    ? first + 1
                    : first;
        var text = new StringBuilder();
        if (version.Epoch > 0)
            text.Append(version.Epoch).Append('!');
        for (var i = 0; i < Math.Max(length, bumped + 1); i++)
        {
            var part =
                i > bumped ? 0
                : i < length ? version.GetRelease(i)
                : 0;
            text.Append(i == 0 ? "" : ".").Append(i == bumped ? part + 1 : part);
        }
        return text.ToString();
    }
}
