using System.Runtime.InteropServices;
using Krait.Versions;

namespace Krait.Resolver;

/// <summary>A version that the solver may try.</summary>
/// <param name="Version">The version.</param>
/// <param name="Reader">The index that has it; null for what is installed.</param>
/// <param name="Release">What can be done with it.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Candidate(PackageVersion Version, ReleaseReader? Reader, Release Release)
{
    public bool IsInstalled => Reader is null;

    public bool IsUsable => IsInstalled || Release.IsUsable;

    public VersionSpecifiers? RequiresPython => Reader?.Files.RequiresPython(Release.Installed);
}
