using Krait.Requirements;
using Krait.Versions;

namespace Krait.Resolver;

/// <summary>
/// A version that is taken before any other as long as it will do: from an earlier answer or an environment.
/// </summary>
/// <param name="Name">The package.</param>
/// <param name="Version">The version that is preferred.</param>
/// <param name="Hashes">The hashes kept with it, as <c>sha256:…</c>; told again if the version stays.</param>
public sealed record Preference(PackageName Name, PackageVersion Version, IReadOnlyList<string> Hashes)
{
    public Preference(PackageName name, PackageVersion version)
        : this(name, version, []) { }
}
