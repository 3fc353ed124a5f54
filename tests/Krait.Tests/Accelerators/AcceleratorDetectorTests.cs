using Krait.Accelerators;
using Krait.Versions;

namespace Krait.Tests.Accelerators;

/// <summary>What is found of graphics processors on machines made of files and scripts.</summary>
public sealed class AcceleratorDetectorTests : IDisposable
{
    private readonly TempFolder _machine = new();

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void A_bare_machine_has_none() => Assert.Null(Detect());

    [Fact]
    public void The_driver_tells_its_version()
    {
        _machine.Write("sys/module/nvidia/version", "550.144.03\n");
        Tool("nvidia-smi", "echo 1.0");
        Assert.Equal((Nvidia("550.144.03"), "/sys/module/nvidia/version"), Detect());
    }

    [Theory]
    [InlineData(
        "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  550.144.03  Release Build  (x)\nGCC version: 12\n"
    )]
    [InlineData("NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.144.03  Wed Jun 14 01:39:39 PDT 2017\n")]
    public void The_banner_of_the_driver_is_read(string banner)
    {
        _machine.Write("proc/driver/nvidia/version", banner);
        Assert.Equal((Nvidia("550.144.03"), "/proc/driver/nvidia/version"), Detect());
    }

    [Theory]
    [InlineData("")]
    [InlineData("NVRM version: nothing to see")]
    [InlineData("a  b  c")]
    public void A_banner_of_another_shape_counts_as_none(string banner)
    {
        _machine.Write("proc/driver/nvidia/version", banner);
        Assert.Null(Detect());
    }

    [Fact]
    public void The_tool_of_the_driver_is_asked()
    {
        Tool(
            "nvidia-smi",
            "[ \"$*\" = '--query-gpu=driver_version --format=csv,noheader' ] && echo 570.26 && echo 570.26"
        );
        Assert.Equal((Nvidia("570.26"), "nvidia-smi"), Detect());
    }

    [Fact]
    public void A_tool_that_fails_counts_as_none()
    {
        Tool("nvidia-smi", "echo 570.26; exit 9");
        Tool("rocm_agent_enumerator", "echo gfx90a; exit 1");
        Assert.Null(Detect());
    }

    [Fact]
    public void Of_several_AMD_processors_the_oldest_counts()
    {
        Tool("rocm_agent_enumerator", "echo gfx000; echo gfx1100; echo gfx90a");
        Assert.Equal((new Accelerator.Amd("gfx90a"), "rocm_agent_enumerator"), Detect());
    }

    [Fact]
    public void An_Intel_display_on_the_bus_is_found()
    {
        _machine.Write("sys/bus/pci/devices/0000:00:01.0/class", "0x060400\n");
        _machine.Write("sys/bus/pci/devices/0000:00:01.0/vendor", "0x8086\n");
        Assert.Null(Detect());
        _machine.Write("sys/bus/pci/devices/0000:00:02.0/class", "0x030000\n");
        _machine.Write("sys/bus/pci/devices/0000:00:02.0/vendor", "0x10de\n");
        Assert.Null(Detect());
        _machine.Write("sys/bus/pci/devices/0000:00:03.0/class", "0x038000\n");
        _machine.Write("sys/bus/pci/devices/0000:00:03.0/vendor", "0x8086\n");
        Assert.Equal((new Accelerator.Intel(), "/sys/bus/pci/devices"), Detect());
    }

    private (Accelerator, string)? Detect() =>
        new AcceleratorDetector(_machine.Path, [_machine["bin"], "bin"], ["PATH=/usr/bin:/bin"]).Detect();

    private void Tool(string name, string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the tools are shell scripts here");
        var path = _machine.Write("bin/" + name, "#!/bin/sh\n" + script + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private static Accelerator.Nvidia Nvidia(string driver) => new(PackageVersion.Parse(driver));
}
