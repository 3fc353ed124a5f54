using Krait.Requirements;
using Krait.Versions;

namespace Krait.Environments;

/// <summary>
/// Name and version from the name of a dist-info or egg-info. Today's rule writes both normalized; older tools left
/// capitals, dots and dashes in names, and wrote <c>_</c> for the <c>+</c> of a local version.
/// </summary>
internal static class InfoName
{
    /// <summary>Reads <c>NAME-VERSION</c>; false when there is no way to read it as such.</summary>
    public static bool TryParse(ReadOnlySpan<char> stem, out PackageName name, out PackageVersion version)
    {
        version = default;
        name = default;

        // The name may hold dashes, the version may as well (`1.0-1`): the first split that gives both is right.
        for (var at = stem.IndexOf('-'); at > 0; )
        {
            if (PackageName.TryParse(stem[..at], out name) && TryParseVersion(stem[(at + 1)..], out version))
            {
                return true;
            }

            var next = stem[(at + 1)..].IndexOf('-');
            at = next < 0 ? -1 : at + 1 + next;
        }

        return false;
    }

    /// <summary>The name alone, of what has no usable version; null when even that cannot be read.</summary>
    public static PackageName? NameOnly(ReadOnlySpan<char> stem)
    {
        var dash = stem.IndexOf('-');
        return PackageName.TryParse(dash > 0 ? stem[..dash] : stem, out var name) ? name : null;
    }

    public static bool TryParseVersion(ReadOnlySpan<char> text, out PackageVersion version)
    {
        if (PackageVersion.TryParse(text, out version))
        {
            return true;
        }

        var underscore = text.IndexOf('_');
        if (underscore <= 0)
        {
            return false;
        }

        var local = $"{text[..underscore]}+{text[(underscore + 1)..]}";
        return PackageVersion.TryParse(local, out version);
    }
}
