namespace Krait.Accelerators;

/// <summary>The platforms between which the builds of PyTorch differ.</summary>
public enum TorchPlatform
{
    /// <summary>macOS and all others: there are builds for the processor only.</summary>
    Other,

    /// <summary>Linux with glibc.</summary>
    Glibc,

    /// <summary>Linux with musl.</summary>
    Musl,

    Windows,
}
