using Krait.Requirements;
using Krait.Tags;

namespace Krait.Installer;

/// <summary>What a plan does beyond making the environment fit.</summary>
public sealed record InstallPlanOptions
{
    /// <summary>Installs everything again, whatever is there (<c>--reinstall</c>).</summary>
    public bool ReinstallsAll { get; init; }

    /// <summary>Installs these again (<c>--reinstall-package</c>).</summary>
    public IReadOnlySet<PackageName> Reinstalled { get; init; } = new HashSet<PackageName>();

    /// <summary>Removes what is not wanted (<c>pip sync</c>, <c>--exact</c>).</summary>
    public bool IsExact { get; init; }

    /// <summary>What the environment's Python takes: wheels that the user named must fit. Null where nobody checks.</summary>
    public CompatibilityTags? Tags { get; init; }

    /// <summary>Names that stay although they are not wanted: what the environment itself is seeded with.</summary>
    public IReadOnlySet<PackageName> Spared { get; init; } = new HashSet<PackageName>();
}
