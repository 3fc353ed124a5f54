using Krait.Markers;
using Krait.Requirements;
using Krait.Tags;
using Krait.Versions;

namespace Krait.Projects.Locking;

/// <summary>Ranks a wheel for one Python, smaller first; false where it does not fit. <see cref="CompatibilityTags"/> has such a method.</summary>
public delegate bool WheelRank(WheelFileName wheel, out int rank);

/// <summary>An entry to install, and the file to take; null for repositories and folders.</summary>
public sealed record PylockChoice(PylockPackage Package, PylockFile? File);

/// <summary>What to take from a lock file.</summary>
public sealed record PylockRequest
{
    public required MarkerEnvironment Environment { get; init; }

    public required WheelRank Rank { get; init; }

    public IReadOnlyCollection<ExtraName> Extras { get; init; } = [];

    /// <summary>Null for the file's default groups.</summary>
    public IReadOnlyCollection<string>? DependencyGroups { get; init; }

    /// <summary>Packages whose source distribution is taken before their wheels.</summary>
    public Func<PackageName, bool> PrefersSource { get; init; } = static _ => false;
}

public sealed partial record PylockToml
{
    /// <summary>Chooses what to install, by the specification's algorithm: from the file alone, in one pass.</summary>
    /// <exception cref="PylockException">
    /// The environment is none of those locked for, an extra or group is not declared, a Python is too old, two entries of one name
    /// apply, or an entry has no file that fits.
    /// </exception>
    public IReadOnlyList<PylockChoice> Select(PylockRequest request)
    {
        var extras = request.Extras.Select(extra => extra.Value).ToHashSet(StringComparer.Ordinal);
        var asked = (request.DependencyGroups ?? DefaultGroups).ToHashSet(StringComparer.Ordinal);
        CheckDeclared("extras", extras, Extras.Select(extra => extra.Value));
        CheckDeclared("dependency groups", asked, DependencyGroups.Concat(DefaultGroups));
        var environment = request.Environment with { DependencyGroups = Normalize(asked) };
        CheckPython(RequiresPython, environment, "requires-python");
        if (
            Environments is { Count: > 0 }
            && !Environments.Any(marker => marker.Evaluate(environment, extras))
        )
        {
            throw new PylockException(
                "The target environment is not supported by the lockfile",
                "environments"
            );
        }
        var choices = new List<PylockChoice>();
        var chosen = new Dictionary<PackageName, int>();
        for (var i = 0; i < Packages.Count; i++)
        {
            var package = Packages[i];
            if (package.Marker is { } marker && !marker.Evaluate(environment, extras))
            {
                continue;
            }
            var place = $"packages[{i}]";
            CheckPython(package.RequiresPython, environment, place);
            if (!chosen.TryAdd(package.Name, i))
            {
                throw new PylockException(
                    $"Multiple packages with the name `{package.Name}` are selected, the first at `packages[{chosen[package.Name]}]`",
                    place
                );
            }
            choices.Add(new PylockChoice(package, ChooseFile(package, request, place)));
        }
        return choices;
    }

    /// <summary>Markers compare normalized names; the file may write groups otherwise.</summary>
    private static HashSet<string> Normalize(IEnumerable<string> groups) =>
        [.. groups.Select(group => GroupName.TryParse(group, out var name) ? name.Value : group)];

    private static PylockFile? ChooseFile(PylockPackage package, PylockRequest request, string place)
    {
        if (package.VersionControl is not null || package.Directory is not null)
        {
            return null;
        }
        if (package.Archive is { } archive)
        {
            return archive;
        }
        if (package.SourceDistribution is { } preferred && request.PrefersSource(package.Name))
        {
            return preferred;
        }
        PylockFile? best = null;
        var bestRank = int.MaxValue;
        WheelFileName? bestName = null;
        foreach (var file in package.Wheels)
        {
            var wheel = WheelFileName.Parse(file.FileName);
            if (!request.Rank(wheel, out var rank))
            {
                continue;
            }
            // Of two builds with the same tags the later one counts.
            if (rank < bestRank || rank == bestRank && bestName is not null && wheel.Build > bestName.Build)
            {
                (best, bestRank, bestName) = (file, rank, wheel);
            }
        }
        return best
            ?? package.SourceDistribution
            ?? throw new PylockException(
                $"No wheel of `{package.Name}` fits this Python, and no source distribution is available",
                place
            );
    }

    private static void CheckPython(
        VersionSpecifiers? requiresPython,
        MarkerEnvironment environment,
        string place
    )
    {
        if (requiresPython is null)
        {
            return;
        }
        var text = environment.PythonFullVersion;
        if (!PackageVersion.TryParse(text, out var version) || !requiresPython.Contains(version))
        {
            throw new PylockException(
                $"Python {text} does not satisfy the Python version requirement `{requiresPython}`",
                place
            );
        }
    }

    private static void CheckDeclared(string what, IEnumerable<string> asked, IEnumerable<string> declared)
    {
        var missing = asked.Except(declared, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
        {
            throw new PylockException(
                $"The lockfile does not declare these {what}: {string.Join(", ", missing)}"
            );
        }
    }
}
