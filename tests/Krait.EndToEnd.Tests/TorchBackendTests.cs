namespace Krait.EndToEnd.Tests;

/// <summary><c>--torch-backend</c>: PyTorch and its family from the indexes of a backend, all else from the usual ones.</summary>
public sealed class TorchBackendTests : FailureTest
{
    private readonly List<string> _backends = [];

    public TorchBackendTests(SharedIndexServer shared)
        : base(shared) =>
        Krait.Environment["KRAIT_TORCH_INDEX"] = Index.Url.Replace(
            "/simple/",
            "/torch/",
            StringComparison.Ordinal
        );

    [Fact]
    public async Task A_backend_has_an_index_of_its_own()
    {
        Publish("torch 9.0\n    filelock\nfilelock 1.0\n");
        Build("cpu", "torch", "2.9.0+cpu", "filelock");
        Build("cpu", "filelock", "7.0");
        await MakeEnvironmentAsync();
        await InstallAsync("--torch-backend", "cpu", "torch");
        Assert.Equal("filelock==1.0 torch==2.9.0+cpu", await FrozenAsync());
    }

    [Fact]
    public async Task Without_an_address_the_family_cannot_be_had_and_all_else_can()
    {
        Publish("alpha 1.0\ntorch 9.0\n");
        await MakeEnvironmentAsync();
        Krait.Environment.Remove("KRAIT_TORCH_INDEX");
        Krait.Environment["UV_TORCH_BACKEND"] = "cu130";
        await InstallAsync("alpha");
        var result = await FailsAsync(2, "the builds of PyTorch for `cu130`", "pip", "install", "torch");
        Assert.Contains("KRAIT_TORCH_INDEX", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "warning",
            (await RunAsync("pip", "uninstall", "alpha")).Error,
            StringComparison.Ordinal
        );
        await FailsAsync(2, "invalid value 'cu1'", "pip", "install", "--torch-backend", "cu1", "torch");
    }

    [Theory]
    [InlineData("KRAIT_CUDA_DRIVER_VERSION", "580.1", "torch==2.7.0+cu126 torchvision==0.22.0+cu126")]
    [InlineData("UV_CUDA_DRIVER_VERSION", "1", "torch==2.6.0+cpu torchvision==0.21.0+cpu")]
    [InlineData("UV_AMD_GPU_ARCHITECTURE", "gfx90a", "torch==2.9.0+rocm7.2 torchvision==0.22.0+rocm7.1")]
    public async Task Builds_for_different_CUDAs_do_not_go_together(
        string variable,
        string value,
        string frozen
    )
    {
        Build("cu130", "torch", "2.9.0+cu130");
        Build("cu126", "torch", "2.7.0+cu126");
        Build("cu126", "torchvision", "0.22.0+cu126");
        Build("cpu", "torch", "2.6.0+cpu");
        Build("cpu", "torchvision", "0.21.0+cpu", "torch==2.6.0");
        Build("rocm7.2", "torch", "2.9.0+rocm7.2");
        Build("rocm7.1", "torchvision", "0.22.0+rocm7.1");
        await MakeEnvironmentAsync();
        Krait.Environment[variable] = value;
        var result = await InstallAsync("-v", "--torch-backend", "auto", "torch", "torchvision");
        Assert.Contains($" from `{variable}`", result.Error, StringComparison.Ordinal);
        Assert.Equal(frozen, await FrozenAsync());
    }

    [Fact]
    public async Task What_cannot_go_together_is_explained()
    {
        Build("cu130", "torch", "2.9.0+cu130");
        Build("cu126", "torchvision", "0.22.0+cu126");
        Build("cu126", "triton", "3.0");
        await MakeEnvironmentAsync();
        Krait.Environment["UV_CUDA_DRIVER_VERSION"] = "600";
        Krait.Environment["UV_TORCH_BACKEND"] = "auto";
        await FailsAsync(1, "system:cuda==13.0", "pip", "install", "torch", "torchvision");
        await InstallAsync("torch", "triton");
        Krait.Environment["UV_CUDA_DRIVER_VERSION"] = "new";
        await FailsAsync(
            2,
            "`UV_CUDA_DRIVER_VERSION` with invalid value `new`",
            "pip",
            "install",
            "torchvision"
        );
        Krait.Environment.Remove("UV_CUDA_DRIVER_VERSION");
        Krait.Environment["UV_AMD_GPU_ARCHITECTURE"] = "gfx1";
        await FailsAsync(2, "Unknown AMD GPU architecture: gfx1", "pip", "install", "torchvision");
    }

    [Fact]
    public async Task A_compiled_file_names_the_index_of_the_backend()
    {
        Build("cu128", "torch", "2.9.0+cu128");
        Folder.Write("requirements.in", "torch\n");
        var compiled = await RunAsync(
            "pip",
            "compile",
            "--no-header",
            "--emit-index-annotation",
            "--torch-backend",
            "cu128",
            "requirements.in"
        );
        Assert.Equal(
            $"torch==2.9.0+cu128\n    # via -r requirements.in\n    # from {Krait.Environment["KRAIT_TORCH_INDEX"]}cu128\n",
            compiled.Output
        );
    }

    /// <summary>Puts a build on the page of a backend.</summary>
    private void Build(string backend, string name, string version, params string[] requirements)
    {
        var builder = new WheelBuilder(name, version);
        foreach (var requirement in requirements)
            builder.Requires(requirement);
        var wheel = builder.Build();
        var file = $"torch/{backend}/{wheel.FileName}";
        Index.Serve(file, wheel.Bytes);
        _backends.Add(
            $"torch/{backend}/{name}/|<a href=\"../{Uri.EscapeDataString(wheel.FileName)}\">{wheel.FileName}</a>"
        );
        foreach (
            var page in _backends
                .Select(line => line.Split('|'))
                .GroupBy(parts => parts[0], parts => parts[1])
        )
            Index.Serve(page.Key, System.Text.Encoding.UTF8.GetBytes(string.Join('\n', page)), "text/html");
    }
}
