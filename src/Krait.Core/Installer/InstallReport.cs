using Krait.Environments;

namespace Krait.Installer;

/// <summary>What was done to an environment.</summary>
/// <param name="Installed">In the order of names.</param>
/// <param name="Removed">Replaced and extraneous distributions, in the order of names.</param>
/// <param name="Prepared">How many wheels had to be fetched or unpacked.</param>
public sealed record InstallReport(
    IReadOnlyList<PlannedDistribution> Installed,
    IReadOnlyList<InstalledDistribution> Removed,
    int Prepared
)
{
    /// <summary>How long fetching and unpacking took.</summary>
    public TimeSpan PreparingTime { get; init; }

    /// <summary>How long the environment's own change took.</summary>
    public TimeSpan ChangingTime { get; init; }
}
