using Krait.Requirements;

namespace Krait.Accelerators;

public static partial class TorchBackends
{
    /// <summary>The backends for CUDA, newest first, each with the oldest driver that runs it.</summary>
    private static readonly (string Name, string Linux, string Windows)[] s_cuda =
    [
        ("cu132", "580", "580"),
        ("cu130", "580", "580"),
        ("cu129", "525.60.13", "528.33"),
        ("cu128", "525.60.13", "528.33"),
        ("cu126", "525.60.13", "528.33"),
        ("cu125", "525.60.13", "528.33"),
        ("cu124", "525.60.13", "528.33"),
        ("cu123", "525.60.13", "528.33"),
        ("cu122", "525.60.13", "528.33"),
        ("cu121", "525.60.13", "528.33"),
        ("cu120", "525.60.13", "528.33"),
        ("cu118", "450.80.2", "452.39"),
        ("cu117", "450.80.2", "452.39"),
        ("cu116", "450.80.2", "452.39"),
        ("cu115", "450.80.2", "452.39"),
        ("cu114", "450.80.2", "452.39"),
        ("cu113", "450.80.2", "452.39"),
        ("cu112", "450.80.2", "452.39"),
        ("cu111", "450.80.2", "452.39"),
        ("cu110", "450.36.6", "451.22"),
        ("cu102", "440.33", "441.22"),
        ("cu101", "418.39", "418.96"),
        ("cu100", "410.48", "411.31"),
        ("cu92", "396.26", "398.26"),
        ("cu91", "390.46", "391.29"),
        ("cu90", "384.81", "385.54"),
        ("cu80", "375.26", "376.51"),
    ];

    /// <summary>The backends for ROCm, newest first.</summary>
    private static readonly string[] s_rocm =
    [
        "rocm7.2",
        "rocm7.1",
        "rocm7.0",
        "rocm6.4",
        "rocm6.3",
        "rocm6.2.4",
        "rocm6.2",
        "rocm6.1",
        "rocm6.0",
        "rocm5.7",
        "rocm5.6",
        "rocm5.5",
        "rocm5.4.2",
        "rocm5.4",
        "rocm5.3",
        "rocm5.2",
        "rocm5.1.1",
        "rocm4.2",
        "rocm4.1",
        "rocm4.0.1",
    ];

    /// <summary>The architectures of AMD that there are builds for, the oldest first.</summary>
    public static IReadOnlyList<string> AmdArchitectures { get; } =
    [
        "gfx900",
        "gfx906",
        "gfx908",
        "gfx90a",
        "gfx942",
        "gfx950",
        "gfx1030",
        "gfx1100",
        "gfx1101",
        "gfx1102",
        "gfx1150",
        "gfx1151",
        "gfx1200",
        "gfx1201",
    ];

    private static readonly string[] s_bound =
    [
        "fbgemm-gpu",
        "fbgemm-gpu-genai",
        "torch",
        "torch-tensorrt",
        "torchao",
        "torcharrow",
        "torchaudio",
        "torchcodec",
        "torchcsprng",
        "torchdistx",
        "torchrec",
        "torchtext",
        "torchtune",
        "torchvision",
    ];

    private static readonly string[] s_free =
    [
        "pytorch-triton",
        "pytorch-triton-rocm",
        "pytorch-triton-xpu",
        "torchserve",
        "triton",
        "triton-rocm",
        "triton-xpu",
        "xformers",
    ];

    /// <summary>The backends that run on an architecture of AMD, newest first.</summary>
    private static string[] RocmOf(string architecture) =>
        architecture switch
        {
            "gfx950" => ["rocm7.2", "rocm7.1", "rocm7.0"],
            "gfx1101" => ["rocm7.2", "rocm7.1", "rocm7.0", "rocm6.4", "rocm6.3", "rocm6.2.4", "rocm6.1"],
            "gfx1102" or "gfx1200" or "gfx1201" =>
            [
                "rocm7.2",
                "rocm7.1",
                "rocm7.0",
                "rocm6.4",
                "rocm6.3",
                "rocm6.2.4",
            ],
            "gfx1150" or "gfx1151" => ["rocm7.2"],
            _ => s_rocm[..9],
        };

    private static HashSet<PackageName> Parse(string[] names) => [.. names.Select(PackageName.Parse)];
}
