using Krait.Versions;

namespace Krait.Accelerators;

/// <summary>What a machine computes with beside its processor, as far as builds of PyTorch differ by it. A closed hierarchy.</summary>
public abstract record Accelerator
{
    private Accelerator() { }

    /// <summary>A graphics processor of NVIDIA, with the version of its driver (not of the CUDA toolkit).</summary>
    public sealed record Nvidia(PackageVersion Driver) : Accelerator
    {
        public override string ToString() => $"CUDA driver version {Driver}";
    }

    /// <summary>A graphics processor of AMD, by its architecture as <c>gfx90a</c>.</summary>
    public sealed record Amd(string Architecture) : Accelerator
    {
        public override string ToString() => $"AMD GPU architecture {Architecture}";
    }

    /// <summary>A graphics processor of Intel.</summary>
    public sealed record Intel : Accelerator
    {
        public override string ToString() => "Intel GPU";
    }
}
