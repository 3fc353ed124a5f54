using Krait.Requirements;
using Krait.Sources;
using Krait.Versions;

namespace Krait.Resolver;

/// <summary>A package that is installed and may stay as it is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="ReadMetadata">Reads what it needs; called at most once, and only if the package is looked at.</param>
public sealed record InstalledPackage(
    PackageName Name,
    PackageVersion Version,
    Func<WheelMetadata?> ReadMetadata
);
