using System.Globalization;
using Krait.Requirements;
using Krait.Versions;

namespace Krait.Accelerators;

/// <summary>
/// What is known of the builds of PyTorch: the names of its backends (each has an index of its own), which of them an
/// accelerator can run, and the packages that are built for a backend.
/// </summary>
public static partial class TorchBackends
{
    private const string Processor = "cpu";
    private const string IntelBackend = "xpu";
    private const string CudaPrefix = "cu";

    /// <summary>The choice that stands for what this machine has.</summary>
    public const string Automatic = "auto";

    /// <summary>Every backend by name, in the order of help.</summary>
    public static IReadOnlyList<string> Names =>
        [Processor, .. s_cuda.Select(c => c.Name), .. s_rocm, IntelBackend];

    /// <summary>The backends that an accelerator can run, the best first.</summary>
    /// <param name="accelerator">Null for none.</param>
    /// <param name="platform">Where the packages are to run.</param>
    public static IReadOnlyList<string> For(Accelerator? accelerator, TorchPlatform platform)
    {
        var isLinux = platform is TorchPlatform.Glibc or TorchPlatform.Musl;
        return accelerator switch
        {
            Accelerator.Nvidia nvidia when isLinux || platform is TorchPlatform.Windows =>
            [
                .. s_cuda
                    .Where(c => nvidia.Driver >= PackageVersion.Parse(isLinux ? c.Linux : c.Windows))
                    .Select(c => c.Name),
                Processor,
            ],
            Accelerator.Amd amd when isLinux => [.. RocmOf(amd.Architecture), Processor],
            Accelerator.Intel when platform is TorchPlatform.Glibc or TorchPlatform.Windows => [IntelBackend],
            _ => [Processor],
        };
    }

    /// <summary>The CUDA of a backend: 12.8 for <c>cu128</c>; null for one that is not for CUDA.</summary>
    public static PackageVersion? CudaOf(string backend)
    {
        if (!s_cuda.Any(c => c.Name == backend))
            return null;
        var digits = backend.AsSpan(CudaPrefix.Length);
        return PackageVersion.Parse(
            string.Create(CultureInfo.InvariantCulture, $"{digits[..^1]}.{digits[^1]}")
        );
    }

    /// <summary>Packages that are built for a backend, and whose builds for different CUDAs do not go together.</summary>
    public static IReadOnlySet<PackageName> BoundPackages => Parse(s_bound);

    /// <summary>Packages that are on the backends' indexes too, and go with the builds for any of them.</summary>
    public static IReadOnlySet<PackageName> FreePackages => Parse(s_free);
}
