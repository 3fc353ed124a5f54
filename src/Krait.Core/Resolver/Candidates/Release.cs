using System.Runtime.InteropServices;

namespace Krait.Resolver;

/// <summary>What can be done with a release of a project on one index.</summary>
internal enum ReleaseState : byte
{
    /// <summary>Not looked at yet.</summary>
    Unknown,

    /// <summary>Has a wheel that the environment takes.</summary>
    Wheel,

    /// <summary>Has a source distribution only, or beside it wheels for others, which tell the metadata.</summary>
    Source,

    /// <summary>Cannot be used.</summary>
    Unusable,

    /// <summary>All of its files are too new: it does not exist.</summary>
    TooNew,
}

/// <summary>A release of a project on one index, as far as it concerns the environment.</summary>
/// <param name="State">What can be done with it.</param>
/// <param name="File">The file whose metadata is read; -1 if it cannot be used.</param>
/// <param name="Installed">The file that would be installed or built.</param>
/// <param name="Reason">Why it cannot be used.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Release(
    ReleaseState State,
    int File,
    int Installed,
    UnavailableReason? Reason
)
{
    public bool IsUsable => State is ReleaseState.Wheel or ReleaseState.Source;
}
