using Krait.Environments;
using Krait.Installer;
using Krait.Requirements;
using Krait.Resolver;
using Krait.Sources;
using Krait.Storage;

namespace Krait;

/// <content>From a resolution to an environment that holds it.</content>
public sealed partial class PackageManager
{
    /// <summary>Compares what is wanted with what is installed.</summary>
    /// <exception cref="KraitException">A local file that must be looked at cannot be read.</exception>
    public ValueTask<InstallPlan> PlanAsync(
        IReadOnlyList<PlannedDistribution> wanted,
        SitePackages installed,
        InstallPlanOptions options,
        CancellationToken cancellation
    ) => InstallPlan.CreateAsync(wanted, installed, options, _downloader.Value, cancellation);

    /// <summary>What is installed, as the resolver takes it; what is recorded twice is not among it.</summary>
    /// <param name="packages">The inventory.</param>
    /// <param name="unreadable">Takes the names of those whose metadata turns out, when it is asked for, to be none.</param>
    public static IReadOnlyDictionary<PackageName, InstalledPackage> InstalledOf(
        SitePackages packages,
        ISet<PackageName>? unreadable = null
    )
    {
        var installed = new Dictionary<PackageName, InstalledPackage>();
        foreach (var distribution in packages.All)
        {
            if (packages.FindAll(distribution.Name).Count == 1)
            {
                installed[distribution.Name] = new InstalledPackage(
                    distribution.Name,
                    distribution.Version,
                    () => Read(distribution)
                );
            }
        }
        return installed;

        WheelMetadata? Read(InstalledDistribution distribution)
        {
            if (distribution.TryReadMetadata(out _) is { } metadata)
                return WheelMetadata.Of(metadata);
            unreadable?.Add(distribution.Name);
            return null;
        }
    }

    /// <summary>Whether a requirement's address holds what is installed, as far as that is known without fetching anything.</summary>
    public bool IsSameOrigin(Requirement requirement, InstalledDistribution installed)
    {
        var wanted = DirectReference.Read(requirement.Name, requirement.Url!, _options.WorkingDirectory);
        return _downloader.Value.TryGetSha256(wanted, out var sha256)
            && wanted.IsSurely(sha256)
            && DistributionOrigin.Of(wanted, sha256) is { } origin
            && installed.ReadDirectUrl() is Metadata.DirectUrl.Archive recorded
            && recorded.Url == origin.Url
            && recorded.Hashes.Any(hash => hash.Key == "sha256" && hash.Value == sha256);
    }

    /// <summary>Carries out plans.</summary>
    internal EnvironmentInstaller InstallerWith(LinkMode linkMode, bool isAnonymous = false)
    {
        var preparer = new WheelPreparer(_wheels.Value, _downloader.Value, _metadata.Value, _options.Events);
        return new EnvironmentInstaller(preparer, _options.Time)
        {
            LinkMode = linkMode,
            IsAnonymous = isAnonymous,
        };
    }

    /// <summary>Whether a wheel is in the store already, so that installing it fetches nothing.</summary>
    internal bool IsPrepared(Distribution distribution)
    {
        if (!_downloader.Value.TryGetSha256(distribution, out var sha256))
            return false;
        using var wheel = _wheels.Value.TryOpen(distribution.Name.Value, sha256);
        return wheel is not null;
    }
}
