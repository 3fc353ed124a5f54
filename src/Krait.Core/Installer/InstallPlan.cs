using Krait.Environments;
using Krait.Requirements;
using Krait.Sources;
using Krait.Tags;

namespace Krait.Installer;

/// <summary>
/// What is to be done so that an environment holds what was resolved: what stays, what is removed, what is installed.
/// All lists are in the order of names.
/// </summary>
public sealed record InstallPlan
{
    private InstallPlan() { }

    /// <summary>What is wanted and there already.</summary>
    public required IReadOnlyList<InstalledDistribution> Kept { get; init; }

    /// <summary>What is to be installed, whether or not something of its name is there.</summary>
    public required IReadOnlyList<PlannedDistribution> Installed { get; init; }

    /// <summary>What goes because something else of its name comes.</summary>
    public required IReadOnlyList<InstalledDistribution> Replaced { get; init; }

    /// <summary>What goes because it is not wanted.</summary>
    public required IReadOnlyList<InstalledDistribution> Extraneous { get; init; }

    /// <summary>Leftovers of earlier crashes that make room for what is installed.</summary>
    public required IReadOnlyList<BrokenDistribution> Broken { get; init; }

    /// <summary>Whether there is nothing to do.</summary>
    public bool IsEmpty => Installed.Count == 0 && Replaced.Count == 0 && Extraneous.Count == 0;

    /// <summary>
    /// Compares what is wanted with what is there. Of local files whose record says so the content is compared, which may
    /// read them.
    /// </summary>
    /// <exception cref="DistributionException">A wheel that the user named does not fit the environment.</exception>
    public static async ValueTask<InstallPlan> CreateAsync(
        IReadOnlyList<PlannedDistribution> wanted,
        SitePackages installed,
        InstallPlanOptions options,
        WheelDownloader downloader,
        CancellationToken cancellation
    )
    {
        var kept = new List<InstalledDistribution>();
        var coming = new List<PlannedDistribution>();
        var replaced = new List<InstalledDistribution>();
        var names = new HashSet<PackageName>();
        foreach (var one in wanted)
        {
            var distribution = one.Distribution;
            if (!names.Add(distribution.Name))
            {
                throw new ArgumentException($"`{distribution.Name}` is wanted twice", nameof(wanted));
            }

            var present = installed.FindAll(distribution.Name);
            if (
                present.Count == 1
                && !options.ReinstallsAll
                && !options.Reinstalled.Contains(distribution.Name)
                && await SatisfiesAsync(present[0], distribution, downloader, cancellation)
                    .ConfigureAwait(false)
            )
            {
                kept.Add(present[0]);
                continue;
            }

            RequireFit(distribution, options.Tags);
            coming.Add(one);
            replaced.AddRange(present);
        }

        coming.Sort(static (a, b) => a.Distribution.Name.CompareTo(b.Distribution.Name));
        replaced.Sort(static (a, b) => a.Name.CompareTo(b.Name));
        var fresh = coming.Select(c => c.Distribution.Name).ToHashSet();
        return new()
        {
            Kept = kept,
            Installed = coming,
            Replaced = replaced,
            Extraneous = options.IsExact
                ? [.. installed.All.Where(d => !names.Contains(d.Name) && !options.Spared.Contains(d.Name))]
                : [],
            Broken = [.. installed.Broken.Where(b => b.Name is { } name && fresh.Contains(name))],
        };
    }

    /// <summary>What the resolver picked fits; a file that the user named was never chosen among others.</summary>
    private static void RequireFit(Distribution distribution, CompatibilityTags? tags)
    {
        var (wheel, place) = distribution switch
        {
            UrlDistribution url => (url.Wheel, $"A URL ({url.Text})"),
            PathDistribution path => (path.Wheel, $"A path ({path.Text})"),
            _ => (null, ""),
        };
        if (wheel is null || tags is null || TagMismatch.Explain(wheel.Tags, tags) is not { } hint)
        {
            return;
        }

        throw new DistributionException(
            "Failed to determine installation plan",
            new DistributionException($"{place} dependency is incompatible with the current platform")
        )
        {
            ExitCode = 2,
            Hints = [hint],
        };
    }

    /// <summary>A plan that only removes.</summary>
    public static InstallPlan Removing(IEnumerable<InstalledDistribution> distributions) =>
        new()
        {
            Kept = [],
            Installed = [],
            Replaced = [],
            Extraneous = [.. distributions.OrderBy(d => d.Name)],
            Broken = [],
        };

    private static async ValueTask<bool> SatisfiesAsync(
        InstalledDistribution present,
        Distribution wanted,
        WheelDownloader downloader,
        CancellationToken cancellation
    )
    {
        if (present.Version != wanted.Version)
        {
            return false;
        }

        if (wanted is RegistryDistribution)
        {
            return true;
        }

        if (present.ReadDirectUrl() is not Metadata.DirectUrl.Archive origin)
        {
            return false;
        }

        var recorded = origin.Hashes.FirstOrDefault(h => h.Key == "sha256").Value;
        if (wanted is PathDistribution path)
        {
            // A file that is built again keeps its name and its version.
            return recorded is not null
                && wanted.IsSurely(recorded)
                && origin.Url == FileUrl.Of(path.Path)
                && recorded == await downloader.GetSha256Async(wanted, cancellation).ConfigureAwait(false);
        }

        return DistributionOrigin.Of(wanted, recorded ?? "") is { } expected
            && expected.Url == origin.Url
            && (recorded is null || !downloader.TryGetSha256(wanted, out var current) || current == recorded);
    }
}
