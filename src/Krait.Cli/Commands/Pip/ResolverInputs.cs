using Krait.Environments;
using Krait.Indexes;
using Krait.Requirements;
using Krait.Resolver;

namespace Krait.Cli.Commands.Pip;

/// <summary>Turns what was asked for into the resolver's input.</summary>
internal static class ResolverInputs
{
    /// <param name="request">What was asked for.</param>
    /// <param name="packages">What is installed.</param>
    /// <param name="hashes">The hashes that are demanded.</param>
    /// <param name="unreadable">What is installed but cannot stay, for its metadata is none; takes what is found out meanwhile.</param>
    public static ResolverInput Create(
        InstallRequest request,
        SitePackages packages,
        IReadOnlyDictionary<PackageName, IReadOnlyList<FileHash>> hashes,
        HashSet<PackageName> unreadable
    )
    {
        var (gathered, resolver, install) = (request.Gathered, request.Resolver, request.Install);
        // An upgrade may carry a limit of its own, as in `-P 'flask<3'`.
        var limits = resolver.UpgradePackages.Where(r =>
            !r.Specifiers.Equals(Versions.VersionSpecifiers.Any)
        );
        var upgraded = resolver.UpgradeOf;
        var replaced = install.ReinstallPackages.Union(unreadable).ToHashSet();
        return new ResolverInput
        {
            Requirements = gathered.Requirements,
            Constraints = [.. gathered.Constraints, .. limits.Select(r => new InputRequirement(r))],
            Overrides = gathered.Overrides,
            Excludes = gathered.Excludes,
            // What is to be installed again is chosen again.
            Preferences =
                resolver.Upgrade || install.Reinstall
                    ? []
                    :
                    [
                        .. packages
                            .All.Where(d =>
                                !upgraded.Contains(d.Name) && !install.ReinstallPackages.Contains(d.Name)
                            )
                            .Select(d => new Preference(d.Name, d.Version)),
                    ],
            Installed = install.Reinstall
                ? new Dictionary<PackageName, InstalledPackage>()
                : PackageManager
                    .InstalledOf(packages, unreadable)
                    .Where(entry => !replaced.Contains(entry.Key))
                    .ToDictionary(entry => entry.Key, entry => entry.Value),
            Upgrade = resolver.Upgrade,
            UpgradeOf = upgraded,
            Environment = request.Target.Environment,
            Tags = request.Target.Tags,
            Python = request.Target.Python,
            Mode = resolver.Mode,
            Prereleases = resolver.Prereleases,
            PrereleasesOf = resolver.PrereleasesOf,
            Build = resolver.BuildPolicy(gathered.NoBinary, gathered.OnlyBinary),
            ExcludeNewer = resolver.Newness.CutOff,
            ExcludeNewerOf = resolver.Newness.CutOffs,
            NoDependencies = request.NoDependencies,
            Hashes = hashes.ToDictionary(
                entry => entry.Key,
                entry => (IReadOnlyList<string>)[.. entry.Value.Select(hash => hash.ToString())]
            ),
            RequireHashes = request.RequiresHashes && install.VerifyHashes,
            RequireWheels = true,
        };
    }
}
