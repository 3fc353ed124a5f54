using System.Diagnostics.CodeAnalysis;
using Krait.Requirements;
using Krait.Versions;

namespace Krait.Resolver;

/// <summary>The versions of the projects that the solver looked at, ascending.</summary>
internal sealed class KnownVersions
{
    private readonly Dictionary<PackageName, IReadOnlyList<PackageVersion>> _versions = [];

    public void Add(PackageName name, IReadOnlyList<PackageVersion> versions) => _versions[name] = versions;

    /// <summary>Whether the project that the package is or stands for was looked at and has no version.</summary>
    public bool HasNone(SolverPackage package) =>
        package.IsNamed && _versions.TryGetValue(package.Name, out var versions) && versions.Count == 0;

    /// <summary>The versions of the project that the package is or stands for; false for none at all.</summary>
    public bool TryGet(SolverPackage package, [NotNullWhen(true)] out IReadOnlyList<PackageVersion>? versions)
    {
        versions = null;
        return package.IsNamed && _versions.TryGetValue(package.Name, out versions) && versions.Count > 0;
    }
}
