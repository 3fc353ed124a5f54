using Krait.Cli.Settings;
using Krait.Resolver;

namespace Krait.Cli.Commands.Pip;

/// <summary>Everything that decides an installation, beside the environment itself.</summary>
internal sealed record InstallRequest
{
    public required GatheredRequirements Gathered { get; init; }

    public required ResolverSettings Resolver { get; init; }

    public required InstallSettings Install { get; init; }

    public required ResolutionTarget Target { get; init; }

    /// <summary>Only what is asked for, not what that needs.</summary>
    public bool NoDependencies { get; init; }

    /// <summary>Remove what is not wanted.</summary>
    public bool IsExact { get; init; }

    public bool RequiresHashes => Install.RequireHashes || Gathered.RequireHashes;

    /// <summary>Whether packages that are there already need not be looked at again.</summary>
    public bool KeepsInstalled =>
        !Resolver.Upgrade
        && Resolver.UpgradePackages.Count == 0
        && !Install.Reinstall
        && Install.ReinstallPackages.Count == 0;
}
