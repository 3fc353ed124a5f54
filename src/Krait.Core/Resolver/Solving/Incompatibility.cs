using System.Runtime.InteropServices;

namespace Krait.Resolver;

/// <summary>Why an incompatibility holds.</summary>
internal enum IncompatibilityKind : byte
{
    /// <summary>The root must be selected.</summary>
    NotRoot,

    /// <summary>No version of the package lies in the range.</summary>
    NoVersions,

    /// <summary>Versions of a package depend on versions of another.</summary>
    Dependency,

    /// <summary>Follows from two others.</summary>
    Derived,

    /// <summary>Versions of the package cannot be used, for a reason that the caller knows.</summary>
    Unavailable,
}

/// <summary>
/// Statements that must not all hold at once, and why. The statements lie side by side in
/// <see cref="IncompatibilityStore"/>.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct Incompatibility
{
    public int FirstTerm;
    public int TermCount;
    public IncompatibilityKind Kind;

    /// <summary>The package (or the first cause of a derived one).</summary>
    public int First;

    /// <summary>The dependency, the second cause, or the range, as the kind asks.</summary>
    public int Second;

    /// <summary>The caller's number for the reason of an <see cref="IncompatibilityKind.Unavailable"/>.</summary>
    public int Reason;

    /// <summary>The decision level at which it was last seen to be contradicted; -1 if never.</summary>
    public int ContradictedLevel;

    /// <summary>The count of backtracks at that time.</summary>
    public int ContradictedGeneration;
}
