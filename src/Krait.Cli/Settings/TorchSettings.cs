using System.Runtime.InteropServices;
using Krait.Accelerators;
using Krait.Cli.Arguments;
using Krait.Cli.Arguments.Options;
using Krait.Indexes;
using Krait.Versions;

namespace Krait.Cli.Settings;

/// <summary>
/// Which builds of PyTorch are wanted (<c>--torch-backend</c>), and where they are (<c>--torch-index</c>). What this machine
/// has is looked at only when a package of that family is looked for.
/// </summary>
internal sealed class TorchSettings
{
    private readonly Invocation _invocation;
    private readonly string _backend;
    private readonly TorchPlatform _platform;
    private readonly Lazy<IReadOnlyList<IndexLocation>> _indexes;

    private TorchSettings(Invocation invocation, string backend)
    {
        _invocation = invocation;
        _backend = backend;
        _platform = PlatformOf(invocation.Reader);
        _indexes = new(FindIndexes);
    }

    /// <summary>The indexes of the family; none where no backend is asked for.</summary>
    public static IReadOnlyList<DedicatedIndexes> Read(Invocation invocation)
    {
        if (invocation.Reader.Text(PackageIndexOptions.TorchBackend) is not { } backend)
            return [];
        var settings = new TorchSettings(invocation, backend);
        return
        [
            new(TorchBackends.BoundPackages, () => settings._indexes.Value),
            new(TorchBackends.FreePackages, () => [.. settings._indexes.Value.Select(Free)]),
        ];
    }

    private static IndexLocation Free(IndexLocation index) => index.WithoutCuda();

    private List<IndexLocation> FindIndexes()
    {
        var backends =
            _backend == TorchBackends.Automatic ? TorchBackends.For(Detect(), _platform) : [_backend];
        var (reader, folder) = (_invocation.Reader, _invocation.Global.WorkingDirectory);
        if (reader.LocatedText(PackageIndexOptions.TorchIndex, folder) is not var (text, start))
        {
            throw new KraitException($"Nothing says where the builds of PyTorch for `{backends[0]}` are")
            {
                ExitCode = 2,
                Hints =
                [
                    "Set `KRAIT_TORCH_INDEX` or `--torch-index` to the address below which each backend (`cpu`, `cu130` and so on) has its index",
                ],
            };
        }
        return
        [
            .. backends.Select(backend =>
                IndexSettings
                    .Parse($"{text.TrimEnd('/')}/{backend}", start, "--torch-index")
                    .With(cuda: TorchBackends.CudaOf(backend))
            ),
        ];
    }

    private Accelerator? Detect()
    {
        var found = Named() ?? Detector().Detect();
        _invocation.Terminal.Detail(
            found is var (accelerator, source)
                ? $"Detected {accelerator} from `{source}`"
                : "Detected no graphics processor that PyTorch has builds for"
        );
        return found?.Accelerator;
    }

    /// <summary>What variables say in the place of the machine.</summary>
    private static (Accelerator Accelerator, string Source)? Named()
    {
        if (EnvironmentVariables.Find("CUDA_DRIVER_VERSION") is var (variable, driver) && driver.Length > 0)
        {
            return PackageVersion.TryParse(driver, out var version)
                ? (new Accelerator.Nvidia(version), variable)
                : throw EnvironmentVariables.Invalid(variable, driver, "expected a version");
        }
        if (EnvironmentVariables.Find("AMD_GPU_ARCHITECTURE") is not var (name, architecture))
            return null;
        if (architecture.Length == 0)
            return null;
        return TorchBackends.AmdArchitectures.Contains(architecture, StringComparer.Ordinal)
            ? (new Accelerator.Amd(architecture), name)
            : throw EnvironmentVariables.Invalid(
                name,
                architecture,
                $"Unknown AMD GPU architecture: {architecture}"
            );
    }

    private static AcceleratorDetector Detector() =>
        new("/", EnvironmentVariables.SearchPath(), EnvironmentVariables.Lines());

    private static TorchPlatform PlatformOf(SettingsReader reader)
    {
        if (TargetSettings.ReadPlatform(reader)?.Platform.Tags is [var tag, ..])
        {
            return tag.StartsWith("manylinux", StringComparison.Ordinal) ? TorchPlatform.Glibc
                : tag.StartsWith("musllinux", StringComparison.Ordinal) ? TorchPlatform.Musl
                : tag.StartsWith("win", StringComparison.Ordinal) ? TorchPlatform.Windows
                : TorchPlatform.Other;
        }
        if (OperatingSystem.IsWindows())
            return TorchPlatform.Windows;
        if (!OperatingSystem.IsLinux())
            return TorchPlatform.Other;
        return RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal)
            ? TorchPlatform.Musl
            : TorchPlatform.Glibc;
    }
}
