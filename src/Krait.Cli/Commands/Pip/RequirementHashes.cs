using Krait.Indexes;
using Krait.Markers;
using Krait.Requirements;
using Krait.Versions;

namespace Krait.Cli.Commands.Pip;

/// <summary>The hashes that requirements demand, by package.</summary>
internal static class RequirementHashes
{
    /// <summary>
    /// Collects the hashes of requirements and constraints that hold in the environment. Where several speak of a package,
    /// only what all of them name counts. A hash in an address is held against the file in any case, and counts here only where
    /// hashes are required.
    /// </summary>
    /// <exception cref="KraitException">
    /// Hashes are required, and a requirement has none, or is not pinned; or those that speak of one package have none in common.
    /// </exception>
    public static Dictionary<PackageName, IReadOnlyList<FileHash>> Collect(
        GatheredRequirements gathered,
        MarkerEnvironment environment,
        bool areRequired
    )
    {
        var limits = new Dictionary<PackageName, IReadOnlyList<FileHash>>();
        foreach (var (limit, given) in gathered.HashedLimits)
        {
            if (Holds(limit, environment))
                Join(limits, limit.Name, [.. given.Select(Parse)]);
        }
        var hashes = new Dictionary<PackageName, IReadOnlyList<FileHash>>();
        foreach (var (requirement, given) in gathered.Hashed)
        {
            if (!Holds(requirement, environment))
                continue;
            if (areRequired && requirement.Url is null && !IsPinned(requirement.Specifiers))
            {
                throw Refused(
                    $"In `--require-hashes` mode, all requirements must have their versions pinned with `==`, but found: {requirement}"
                );
            }
            List<FileHash> all = [.. given.Select(Parse)];
            if (all.Count == 0 && areRequired)
                all.AddRange(FromAddress(requirement));
            if (all.Count > 0)
                Join(hashes, requirement.Name, all);
            else if (areRequired && !limits.ContainsKey(requirement.Name))
            {
                throw Refused(
                    $"In `--require-hashes` mode, all requirements must have a hash, but none were provided for: {requirement}"
                );
            }
        }
        foreach (var (name, limit) in limits)
            Join(hashes, name, limit);
        return hashes;
    }

    private static bool Holds(Requirement requirement, MarkerEnvironment environment) =>
        requirement.Marker?.Evaluate(environment, []) ?? true;

    private static void Join(
        Dictionary<PackageName, IReadOnlyList<FileHash>> hashes,
        PackageName name,
        IReadOnlyList<FileHash> more
    )
    {
        IReadOnlyList<FileHash> common = hashes.TryGetValue(name, out var before)
            ? [.. before.Intersect(more)]
            : more;
        hashes[name] =
            common.Count > 0
                ? common
                : throw Refused($"The hashes that are demanded have none in common: {name}");
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
