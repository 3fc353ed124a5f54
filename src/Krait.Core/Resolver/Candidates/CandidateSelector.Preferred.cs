using Krait.Versions;

namespace Krait.Resolver;

internal sealed partial class CandidateSelector
{
    /// <summary>A version that is wished for, if it is in the range and still there.</summary>
    private Candidate? SelectPreferred(
        ProjectCandidates project,
        VersionRanges range,
        PrereleaseMode prereleases
    )
    {
        foreach (var preference in manifest.PreferencesOf(project.Name))
        {
            var version = preference.Version;
            if (!range.Contains(version))
                continue;
            if (input.Installed.TryGetValue(project.Name, out var installed) && installed.Version == version)
                return new Candidate(version, null, default);
            if (version.IsPrerelease && prereleases == PrereleaseMode.Disallow)
                continue;
            foreach (var reader in project.Readers)
            {
                var at = reader.Files.Find(version);
                if (at < 0)
                    continue;
                return (reader.HasLocals ? FindLocal(reader, at, range) : null)
                    ?? new Candidate(reader.Files.Versions[at], reader, reader[at]);
            }
        }
        return null;
    }

    /// <summary>The highest local label of the version that is in the range.</summary>
    private static Candidate? FindLocal(ReleaseReader reader, int at, VersionRanges range)
    {
        var versions = reader.Files.Versions;
        Candidate? found = null;
        for (var i = at + 1; i < versions.Length && versions[i].WithoutLocal() == versions[at]; i++)
        {
            if (versions[i].IsLocal && range.Contains(versions[i]))
                found = new Candidate(versions[i], reader, reader[i]);
        }
        return found;
    }
}
