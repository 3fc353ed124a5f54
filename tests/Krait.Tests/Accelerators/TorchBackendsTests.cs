using Krait.Accelerators;
using Krait.Versions;

namespace Krait.Tests.Accelerators;

/// <summary>Which builds of PyTorch a machine runs; the figures are what uv 0.13.9 was seen to ask for.</summary>
public class TorchBackendsTests
{
    [Theory]
    [InlineData("600", TorchPlatform.Glibc, "cu132", 28)]
    [InlineData("580", TorchPlatform.Musl, "cu132", 28)]
    [InlineData("579.99", TorchPlatform.Glibc, "cu129", 26)]
    [InlineData("525.60.12", TorchPlatform.Glibc, "cu118", 17)]
    [InlineData("450.80.1", TorchPlatform.Glibc, "cu110", 9)]
    [InlineData("375.25", TorchPlatform.Glibc, "cpu", 1)]
    [InlineData("528.32", TorchPlatform.Windows, "cu118", 17)]
    [InlineData("376.51", TorchPlatform.Windows, "cu80", 2)]
    [InlineData("600", TorchPlatform.Other, "cpu", 1)]
    public void A_driver_runs_what_is_no_newer_than_it(
        string driver,
        TorchPlatform platform,
        string best,
        int count
    )
    {
        var backends = TorchBackends.For(new Accelerator.Nvidia(PackageVersion.Parse(driver)), platform);
        Assert.Equal((best, count, "cpu"), (backends[0], backends.Count, backends[^1]));
    }

    [Theory]
    [InlineData("gfx906", "rocm7.2 rocm7.1 rocm7.0 rocm6.4 rocm6.3 rocm6.2.4 rocm6.2 rocm6.1 rocm6.0 cpu")]
    [InlineData("gfx950", "rocm7.2 rocm7.1 rocm7.0 cpu")]
    [InlineData("gfx1101", "rocm7.2 rocm7.1 rocm7.0 rocm6.4 rocm6.3 rocm6.2.4 rocm6.1 cpu")]
    [InlineData("gfx1201", "rocm7.2 rocm7.1 rocm7.0 rocm6.4 rocm6.3 rocm6.2.4 cpu")]
    [InlineData("gfx1151", "rocm7.2 cpu")]
    public void An_AMD_processor_has_its_list(string architecture, string backends)
    {
        var amd = new Accelerator.Amd(architecture);
        Assert.Equal(backends, string.Join(' ', TorchBackends.For(amd, TorchPlatform.Glibc)));
        Assert.Equal(["cpu"], TorchBackends.For(amd, TorchPlatform.Windows));
    }

    [Theory]
    [InlineData(TorchPlatform.Glibc, "xpu")]
    [InlineData(TorchPlatform.Windows, "xpu")]
    [InlineData(TorchPlatform.Musl, "cpu")]
    [InlineData(TorchPlatform.Other, "cpu")]
    public void An_Intel_processor_has_builds_of_its_own(TorchPlatform platform, string backend) =>
        Assert.Equal([backend], TorchBackends.For(new Accelerator.Intel(), platform));

    [Theory]
    [InlineData("cu132", "13.2")]
    [InlineData("cu80", "8.0")]
    [InlineData("cpu", null)]
    [InlineData("rocm6.2.4", null)]
    [InlineData("xpu", null)]
    public void The_name_tells_the_CUDA(string backend, string? cuda) =>
        Assert.Equal(cuda, TorchBackends.CudaOf(backend)?.ToString());

    [Fact]
    public void Every_backend_of_an_accelerator_is_a_choice()
    {
        foreach (var architecture in TorchBackends.AmdArchitectures)
        {
            var backends = TorchBackends.For(new Accelerator.Amd(architecture), TorchPlatform.Glibc);
            Assert.Empty(backends.Except(TorchBackends.Names, StringComparer.Ordinal));
        }
        Assert.Empty(TorchBackends.BoundPackages.Intersect(TorchBackends.FreePackages));
    }
}
