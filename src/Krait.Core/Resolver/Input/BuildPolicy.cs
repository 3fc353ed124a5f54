using Krait.Requirements;

namespace Krait.Resolver;

/// <summary>Whether wheels and source distributions of a package may be used.</summary>
public sealed record BuildPolicy
{
    /// <summary>Packages whose wheels may not be used.</summary>
    public PackageSelection NoBinary { get; init; } = PackageSelection.None;

    /// <summary>Packages whose source distributions may not be used.</summary>
    public PackageSelection OnlyBinary { get; init; } = PackageSelection.None;

    public bool AllowsWheels(PackageName name) => !NoBinary.Contains(name);

    public bool AllowsSources(PackageName name) => !OnlyBinary.Contains(name);
}
