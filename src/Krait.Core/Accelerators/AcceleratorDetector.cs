using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Krait.Storage;
using Krait.Versions;

namespace Krait.Accelerators;

/// <summary>
/// Finds the accelerator of this machine: the driver of NVIDIA in the system's files, then by its own tool; an AMD
/// processor by ROCm's tool; one of Intel on the PCI bus. Blocks, reads small files and may run those two tools, which must
/// answer within ten seconds. What cannot be read counts as not there.
/// </summary>
/// <param name="root">The folder that stands for <c>/</c>.</param>
/// <param name="searchPath">Absolute folders in which the tools are looked for, in order.</param>
/// <param name="environment">The environment of the tools, as lines <c>NAME=value</c>.</param>
public sealed class AcceleratorDetector(
    string root,
    IReadOnlyList<string> searchPath,
    IReadOnlyList<string> environment
)
{
    private const long LargestFile = 1 << 16;
    private const uint DisplayClass = 0x03;
    private const uint IntelVendor = 0x8086;
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);

    /// <summary>What is there, and where that is known from; null for nothing that PyTorch has builds for.</summary>
    public (Accelerator Accelerator, string Source)? Detect() =>
        FromFile("sys/module/nvidia/version", static text => text)
        ?? FromFile("proc/driver/nvidia/version", DriverInBanner)
        ?? FromNvidiaTool()
        ?? FromRocmTool()
        ?? FromBus();

    /// <summary>Reads <c>… Kernel Module  550.144.03  Release Build …</c>: what stands between wide gaps.</summary>
    private static string DriverInBanner(string text) =>
        text.Split("  ") is [_, var driver, ..] ? driver : "";

    private (Accelerator Accelerator, string Source)? FromFile(string path, Func<string, string> driver) =>
        ReadText(Path.Combine(root, path)) is { } text
        && PackageVersion.TryParse(driver(text).Trim(), out var version)
            ? (new Accelerator.Nvidia(version), $"/{path}")
            : null;

    private (Accelerator Accelerator, string Source)? FromNvidiaTool()
    {
        const string Tool = "nvidia-smi";
        return
            Ask(Tool, "--query-gpu=driver_version", "--format=csv,noheader") is [var first, ..]
            && PackageVersion.TryParse(first, out var version)
            ? (new Accelerator.Nvidia(version), Tool)
            : null;
    }

    /// <summary>Of several processors the oldest counts, since a build must run on all of them.</summary>
    private (Accelerator Accelerator, string Source)? FromRocmTool()
    {
        const string Tool = "rocm_agent_enumerator";
        var architectures = Ask(Tool) ?? [];
        foreach (var known in TorchBackends.AmdArchitectures)
        {
            if (architectures.Contains(known, StringComparer.Ordinal))
                return (new Accelerator.Amd(known), Tool);
        }
        return null;
    }

    private (Accelerator Accelerator, string Source)? FromBus()
    {
        var bus = Path.Combine(root, "sys/bus/pci/devices");
        if (!Directory.Exists(bus))
            return null;
        foreach (var device in Directory.EnumerateFileSystemEntries(bus))
        {
            if (
                TryReadHex(Path.Combine(device, "class"), out var kind)
                && kind >> 16 == DisplayClass
                && TryReadHex(Path.Combine(device, "vendor"), out var vendor)
                && vendor == IntelVendor
            )
                return (new Accelerator.Intel(), "/sys/bus/pci/devices");
        }
        return null;
    }

    private static bool TryReadHex(string path, out uint number)
    {
        number = 0;
        return ReadText(path)?.Trim() is { } text
            && text.StartsWith("0x", StringComparison.Ordinal)
            && uint.TryParse(
                text.AsSpan(2),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out number
            );
    }

    /// <summary>The lines that a tool prints, trimmed; null where there is no such tool or it fails.</summary>
    private string[]? Ask(string tool, params string[] arguments)
    {
        if (!TryFind(tool, out var path))
            return null;
        try
        {
            var answer = ChildProcess.Run(path, [tool, .. arguments], environment, s_limit);
            const StringSplitOptions Tidy =
                StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
            return answer is { ExitCode: 0, TimedOut: false }
                ? Encoding.UTF8.GetString(answer.Output).Split('\n', Tidy)
                : null;
        }
        catch (StorageException)
        {
            return null;
        }
    }

    private bool TryFind(string tool, [NotNullWhen(true)] out string? path)
    {
        foreach (var folder in searchPath)
        {
            path = Path.Combine(folder, OperatingSystem.IsWindows() ? tool + ".exe" : tool);
            if (Path.IsPathFullyQualified(path) && File.Exists(path))
                return true;
        }
        path = null;
        return false;
    }

    private static string? ReadText(string path)
    {
        try
        {
            return File.Exists(path) ? Encoding.UTF8.GetString(FileContent.Read(path, LargestFile)) : null;
        }
        catch (Exception failure)
            when (failure is StorageException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
