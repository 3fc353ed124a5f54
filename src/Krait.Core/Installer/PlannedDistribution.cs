using Krait.Indexes;
using Krait.Sources;

namespace Krait.Installer;

/// <summary>One distribution that an environment is to hold.</summary>
/// <param name="Distribution">Version and origin.</param>
/// <param name="IsRequested">Whether the user named it, and not only another distribution.</param>
/// <param name="RequiredHashes">The hashes of which one must be its own; empty where none is demanded.</param>
public sealed record PlannedDistribution(
    Distribution Distribution,
    bool IsRequested,
    IReadOnlyList<FileHash> RequiredHashes
)
{
    public PlannedDistribution(Distribution distribution, bool isRequested)
        : this(distribution, isRequested, []) { }
}
