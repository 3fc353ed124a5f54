using Krait.Environments;

namespace Krait.Installer;

/// <summary>An installed distribution that is to go.</summary>
/// <param name="Name">Its normalized name.</param>
/// <param name="Version">As recorded, for messages.</param>
/// <param name="Form">How it is recorded.</param>
/// <param name="Path">The absolute path of its dist-info or egg-info folder or file, or egg-link.</param>
/// <param name="IsReplaced">Another version takes its place: then a lost RECORD is no error.</param>
internal sealed partial record RemovedDistribution(
    string Name,
    string Version,
    InstalledForm Form,
    string Path,
    bool IsReplaced
)
{
    /// <summary>What is left of a crash: it makes room without a word, by its RECORD if it has one.</summary>
    public bool IsBroken { get; init; }

    public static RemovedDistribution Of(InstalledDistribution distribution, bool isReplaced) =>
        new(
            distribution.Name.Value,
            distribution.Version.ToString(),
            distribution.Form,
            distribution.Path,
            isReplaced
        );

    public static RemovedDistribution Of(BrokenDistribution broken) =>
        new(broken.Name?.Value ?? "", "", InstalledForm.DistInfo, broken.Path, IsReplaced: true)
        {
            IsBroken = true,
        };

    /// <summary>What is left of a crash, to be removed by name: as whole distributions are, by its RECORD.</summary>
    public static RemovedDistribution OfRest(BrokenDistribution broken) =>
        new(
            broken.Name?.Value ?? "",
            broken.VersionText,
            InstalledForm.DistInfo,
            broken.Path,
            IsReplaced: false
        );

    /// <summary>
    /// Adds what belongs to it: files to the sets, which others may list too, and folders that are its own to the trees (one
    /// of each for every area).
    /// </summary>
    /// <exception cref="EnvironmentException">It does not say which files belong to it.</exception>
    public void Collect(TransactionAreas areas, HashSet<string>[] files, RemovalTree[] trees, SwitchPlan plan)
    {
        switch (Form)
        {
            case InstalledForm.DistInfo:
                CollectRecorded(areas, files, trees, plan);
                break;
            case InstalledForm.EggInfoFolder:
                CollectEggInfo(areas, files, trees);
                break;
            case InstalledForm.Egg:
                CollectEgg(areas, trees);
                break;
            case InstalledForm.EggLink:
                CollectEggLink(areas, trees);
                break;
            default:
                throw new EnvironmentException(
                    $"Unable to uninstall `{Name}=={Version}`. distutils-installed distributions do not include the metadata required to uninstall safely."
                )
                {
                    ExitCode = 2,
                };
        }
    }

    private void CollectRecorded(
        TransactionAreas areas,
        HashSet<string>[] files,
        RemovalTree[] trees,
        SwitchPlan plan
    )
    {
        var recorded = new RecordedFiles(areas, Name, Path);
        recorded.VisitPlaces(
            files,
            static (files, area, path) => files[area].GetAlternateLookup<ReadOnlySpan<char>>().Add(path),
            row =>
                plan.Warn(
                    $"Invalid `RECORD` entry in `{Name}=={Version}` that escapes the Python environment, skipping: {row}"
                )
        );
        if (!IsBroken && !recorded.HasRecord)
        {
            var record = System.IO.Path.Join(Path, InfoFiles.Record);
            if (!IsReplaced)
            {
                throw new EnvironmentException(
                    recorded.Problem is { } problem
                        ? $"Cannot uninstall package; `RECORD` file cannot be read: {record}: {problem}"
                        : $"Cannot uninstall package; `RECORD` file not found at: {record}"
                )
                {
                    Hints =
                    [
                        $"Reinstall the package first (`--reinstall-package {Name}`), which makes it whole",
                    ],
                    ExitCode = 2,
                };
            }

            plan.Warn(
                $"Failed to uninstall package at {Path} due to {(recorded.Problem is null ? "missing" : "unreadable")} `RECORD` file. Installation may result in an incomplete environment."
            );
        }

        CollectWhole(areas, trees);
    }

    /// <summary>The record itself goes, as a folder with all that is in it.</summary>
    private void CollectWhole(TransactionAreas areas, RemovalTree[] trees)
    {
        if (Locate(areas, Path) is not var (number, relative))
        {
            return;
        }

        if (Directory.Exists(Path))
        {
            trees[number].At(relative).IsWhole = true;
        }
        else
        {
            trees[number].Add(relative);
        }
    }

    private static (byte Area, string Relative)? Locate(TransactionAreas areas, string path)
    {
        var folder = System.IO.Path.GetDirectoryName(path)!;
        var canonical = System.IO.Path.Join(CanonicalPath.Of(folder), System.IO.Path.GetFileName(path));
        return areas.TryLocate(canonical, out var area, out var relative) ? (area, relative) : null;
    }
}
