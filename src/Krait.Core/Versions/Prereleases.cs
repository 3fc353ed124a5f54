namespace Krait.Versions;

/// <summary>Which pre-releases a selection takes.</summary>
public enum Prereleases
{
    /// <summary>Only where no other version satisfies the specifiers, or where these name a pre-release themselves.</summary>
    IfNeeded,

    /// <summary>All of them.</summary>
    Always,

    /// <summary>None.</summary>
    Never,
}
