using Krait.Environments;
using Krait.Installer;
using Krait.Metadata;
using Krait.Sources;

namespace Krait.Cli.Commands.Pip;

/// <summary>Turns plans and reports of the installer into lines for the reader.</summary>
internal static class Changes
{
    /// <summary>What was done; what went and came with the same version and origin came again.</summary>
    public static List<PackageChange> Of(InstallReport report)
    {
        var going = report.Removed.Select(Removed).ToHashSet();
        var changes = new List<PackageChange>();
        foreach (var planned in report.Installed)
        {
            var coming = Installed(planned.Distribution);
            var isAgain = going.Remove(coming with { Kind = ChangeKind.Removed });
            changes.Add(isAgain ? coming with { Kind = ChangeKind.Reinstalled } : coming);
        }
        changes.AddRange(going);
        return changes;
    }

    /// <summary>What would be done.</summary>
    public static List<PackageChange> WouldBe(InstallPlan plan) =>
        [
            .. plan.Replaced.Concat(plan.Extraneous).Select(Removed),
            .. plan.Installed.Select(planned => Installed(planned.Distribution)),
        ];

    private static PackageChange Installed(Distribution distribution)
    {
        var url = distribution switch
        {
            UrlDistribution remote => remote.Url.AbsoluteUri,
            PathDistribution local => Krait.Indexes.IndexLocation.FileUrl(local.Path).AbsoluteUri,
            _ => null,
        };
        return new(distribution.Name, ChangeKind.Installed, distribution.Version.ToString(), From(url));
    }

    private static PackageChange Removed(InstalledDistribution distribution)
    {
        return new(
            distribution.Name,
            ChangeKind.Removed,
            distribution.Version.ToString(),
            OriginOf(distribution)
        );
    }

    /// <summary>What follows the version of something installed that came from no index.</summary>
    public static string OriginOf(InstalledDistribution distribution) =>
        distribution.ReadDirectUrl() switch
        {
            DirectUrl.Repository repository => From(
                $"{repository.Vcs}+{DirectUrl.WithoutCredentials(repository.Url)}@{repository.Commit}"
            ),
            { } origin => From(DirectUrl.WithoutCredentials(origin.Url)),
            null => "",
        };

    private static string From(string? url) => url is null ? "" : $" (from {url})";
}
