using Krait.Indexes;
using Krait.Markers;
using Krait.Requirements;
using Krait.Versions;

namespace Krait.Cli.Commands.Pip;

/// <summary>The hashes that requirements demand, by package.</summary>
internal static class RequirementHashes
{
    /// <summary>Collects the hashes of requirements that hold in the environment.</summary>
    /// <exception cref="KraitException">Hashes are required, and a requirement has none, or is not pinned.</exception>
    public static Dictionary<PackageName, IReadOnlyList<FileHash>> Collect(
        GatheredRequirements gathered,
        MarkerEnvironment environment,
        bool areRequired
    )
    {
        var hashes = new Dictionary<PackageName, IReadOnlyList<FileHash>>();
        foreach (var (requirement, given) in gathered.Hashed)
        {
            if (requirement.Marker is { } marker && !marker.Evaluate(environment, []))
                continue;
            var isPinned = requirement.Url is not null || IsPinned(requirement.Specifiers);
            if (!isPinned && areRequired)
            {
                throw Refused(
                    $"In `--require-hashes` mode, all requirements must have their versions pinned with `==`, but found: {requirement}"
                );
            }
            if (!isPinned)
                continue;
            var all = given.Select(Parse).Concat(FromAddress(requirement)).ToList();
            if (all.Count == 0)
            {
                if (areRequired)
                {
                    throw Refused(
                        $"In `--require-hashes` mode, all requirements must have a hash, but none were provided for: {requirement}"
                    );
                }
                continue;
            }
            hashes[requirement.Name] = hashes.TryGetValue(requirement.Name, out var before)
                ? [.. before, .. all]
                : all;
        }
        return hashes;
    }

    private static bool IsPinned(VersionSpecifiers specifiers)
    {
        foreach (var specifier in specifiers)
        {
            if (specifier.Operator is VersionOperator.Equal or VersionOperator.ArbitraryEqual)
                return true;
        }
        return false;
    }

    private static FileHash Parse(RequirementHash hash) =>
        FileHash.TryParse(hash.ToString(), out var parsed) ? parsed : throw Refused($"Invalid hash: {hash}");

    private static IEnumerable<FileHash> FromAddress(Requirement requirement)
    {
        var at = requirement.Url?.IndexOf('#', StringComparison.Ordinal) ?? -1;
        if (at < 0)
            yield break;
        foreach (var part in requirement.Url![(at + 1)..].Split('&'))
        {
            if (FileHash.TryParse(part, out var hash))
                yield return hash;
        }
    }

    private static KraitException Refused(string message) => new(message) { ExitCode = 2 };
}
