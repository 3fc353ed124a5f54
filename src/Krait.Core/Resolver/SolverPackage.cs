using Krait.Requirements;

namespace Krait.Resolver;

/// <summary>What a package of the solver stands for.</summary>
internal enum SolverPackageKind : byte
{
    /// <summary>All that was asked for.</summary>
    Root,

    /// <summary>The Python that is resolved for; only met in proofs that a release does not support it.</summary>
    TargetPython,

    /// <summary>The CUDA that all builds must be for; its versions are those that builds name.</summary>
    Cuda,

    /// <summary>A project, or (with an extra) what the extra adds to it.</summary>
    Package,

    /// <summary>Stands for a project together with one of its extras: needs both, at the same version.</summary>
    Extra,

    /// <summary>Stands for a project that was asked for under a condition: needs it, at the same version.</summary>
    Marker,
}

/// <summary>
/// A package of the solver. <paramref name="Marker"/> is the condition, in canonical text, under which it was asked
/// for (it holds in the environment that is resolved for); empty where there is none.
/// </summary>
internal sealed record SolverPackage(SolverPackageKind Kind, PackageName Name, ExtraName Extra, string Marker)
{
    public static SolverPackage Root { get; } = new(SolverPackageKind.Root, default, default, "");

    public static SolverPackage Python { get; } = new(SolverPackageKind.TargetPython, default, default, "");

    public static SolverPackage Cuda { get; } = new(SolverPackageKind.Cuda, default, default, "");

    public bool HasExtra => Extra.Value.Length > 0;

    /// <summary>Stands for another package and is left out of the answer.</summary>
    public bool IsProxy => Kind is SolverPackageKind.Extra or SolverPackageKind.Marker;

    /// <summary>Is a project or stands for one: has a name.</summary>
    public bool IsNamed => Kind >= SolverPackageKind.Package;

    /// <summary>The project itself, without extra and condition.</summary>
    public bool IsPlain => Kind == SolverPackageKind.Package && !HasExtra && Marker.Length == 0;

    public static SolverPackage Plain(PackageName name) => new(SolverPackageKind.Package, name, default, "");

    /// <summary>What a requirement of <paramref name="name"/> with at most one extra and a condition points to.</summary>
    public static SolverPackage For(PackageName name, ExtraName extra, string marker) =>
        extra.Value.Length > 0 ? new(SolverPackageKind.Extra, name, extra, marker)
        : marker.Length > 0 ? new(SolverPackageKind.Marker, name, default, marker)
        : Plain(name);

    public override string ToString() =>
        Kind switch
        {
            SolverPackageKind.Root => "root",
            SolverPackageKind.TargetPython => "Python",
            SolverPackageKind.Cuda => "system:cuda",
            SolverPackageKind.Extra => $"{Name}[{Extra}]",
            _ => (HasExtra ? $"{Name}[{Extra}]" : Name.Value) + (Marker.Length > 0 ? $"{{{Marker}}}" : ""),
        };
}
