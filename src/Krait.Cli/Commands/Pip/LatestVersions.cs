using Krait.Cli.Settings;
using Krait.Indexes;
using Krait.Pythons;
using Krait.Versions;

namespace Krait.Cli.Commands.Pip;

/// <summary>Finds the newest versions that an interpreter could use, for <c>pip list --outdated</c>.</summary>
internal static class LatestVersions
{
    /// <summary>The rows of which there is a newer version, with that version.</summary>
    public static async Task<List<ListedPackage>> FindAsync(
        PipContext context,
        PythonInterpreter interpreter,
        NewnessSettings newness,
        List<ListedPackage> rows,
        CancellationToken cancellation
    )
    {
        var listings = rows.ConvertAll(row => context.Manager.Indexes.GetAsync(row.Name, null, cancellation));
        var outdated = new List<ListedPackage>();
        for (var i = 0; i < rows.Count; i++)
        {
            var listing = await listings[i];
            var cutoff = newness.Of(rows[i].Name)?.ToUnixTimeMilliseconds();
            if (Latest(listing, interpreter, cutoff, rows[i].Version) is var (version, isWheel))
                outdated.Add(rows[i] with { Latest = version, LatestIsWheel = isWheel });
        }
        return outdated;
    }

    /// <summary>The newest version above the installed one; pre-releases only for those who have one.</summary>
    private static (PackageVersion Version, bool IsWheel)? Latest(
        ProjectListing listing,
        PythonInterpreter interpreter,
        long? cutoff,
        PackageVersion installed
    )
    {
        foreach (var project in listing.Groups.SelectMany(group => group))
        {
            for (var i = project.VersionCount - 1; i >= 0; i--)
            {
                var version = project.Versions[i];
                if (version <= installed)
                    break;
                if (version.IsPrerelease && !installed.IsPrerelease)
                    continue;
                if (UsableFile(project, i, interpreter, cutoff) is { } isWheel)
                    return (version, isWheel);
            }
        }
        return null;
    }

    /// <summary>Whether the best usable file of a version is a wheel; null if none is usable.</summary>
    private static bool? UsableFile(
        ProjectFiles project,
        int version,
        PythonInterpreter interpreter,
        long? cutoff
    )
    {
        bool? best = null;
        var (start, end) = project.FilesOf(version);
        for (var file = start; file < end && best != true; file++)
        {
            if (
                project.IsYanked(file)
                || cutoff is not null && !(project.UploadTime(file) < cutoff)
                || project.RequiresPython(file)?.Contains(interpreter.FullVersion) == false
            )
                continue;
            if (!project.IsWheel(file))
                best = false;
            else if (interpreter.Tags.TryRank(project.TagSetOf(project.TagSetId(file)), out _))
                best = true;
        }
        return best;
    }
}
