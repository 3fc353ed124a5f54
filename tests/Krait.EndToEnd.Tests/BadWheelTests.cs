namespace Krait.EndToEnd.Tests;

/// <summary>Wheels that are damaged, hostile, or not what they are called.</summary>
public sealed class BadWheelTests(SharedIndexServer shared) : FailureTest(shared)
{
    [Fact]
    public async Task Metadata_of_another_version()
    {
        Index.Add(
            new WheelBuilder("alpha", "1.0")
            {
                MetadataText = "Metadata-Version: 2.1\nName: alpha\nVersion: 2.0\n",
            }
        );
        await MakeEnvironmentAsync();
        await FailsAsync(1, "alpha", "pip", "install", "alpha");
    }

    [Fact]
    public async Task A_name_that_tells_another_version_is_accepted_when_asked_for()
    {
        Index.Add(
            new WheelBuilder("alpha", "1.0.dev0")
            {
                MetadataText = "Metadata-Version: 2.1\nName: alpha\nVersion: 2.0rc1+build.7\n",
                Stem = "alpha-2.0rc1+build.7",
                FileName = "alpha-1.0.dev0-py3-none-any.whl",
            }
        );
        await MakeEnvironmentAsync();
        await FailsAsync(1, "2.0rc1", "pip", "install", "--prerelease", "allow", "alpha");
        Krait.Environment["UV_SKIP_WHEEL_FILENAME_CHECK"] = "1";
        await InstallAsync("--prerelease", "allow", "alpha");
        Assert.Equal("alpha==2.0rc1+build.7", await FrozenAsync());
        await RunAsync("pip", "uninstall", "alpha");
        Assert.Equal("", await FrozenAsync());
    }

    [Fact]
    public async Task Metadata_of_another_package()
    {
        Index.Add(
            new WheelBuilder("alpha", "1.0")
            {
                MetadataText = "Metadata-Version: 2.1\nName: beta\nVersion: 1.0\n",
            }
        );
        await MakeEnvironmentAsync();
        await FailsAsync(1, "alpha", "pip", "install", "alpha");
    }

    [Fact]
    public async Task A_metadata_file_beside_the_wheel_that_says_something_else()
    {
        Index.Add(
            new WheelBuilder("alpha", "1.0").Requires("beta"),
            new IndexFileOptions
            {
                SidecarMetadata = "Metadata-Version: 2.1\nName: alpha\nVersion: 1.0\n"u8.ToArray(),
            }
        );
        await MakeEnvironmentAsync();
        await FailsAsync(1, "alpha", "pip", "install", "alpha");
    }

    [Theory]
    [InlineData("../../escaped.py")]
    [InlineData("/tmp/escaped-by-krait-test.py")]
    [InlineData("alpha/../../escaped.py")]
    public async Task A_file_that_leaves_the_wheel(string path)
    {
        Index.Add(new WheelBuilder("alpha", "1.0").File("alpha.py", "").File(path, "x = 1\n"));
        await MakeEnvironmentAsync();
        await FailsAsync(1, "alpha", "pip", "install", "alpha");
        Assert.Empty(Directory.GetFiles(Folder.Path, "escaped*", SearchOption.AllDirectories));
        Assert.False(File.Exists("/tmp/escaped-by-krait-test.py"));
    }

    [Fact]
    public async Task Files_that_differ_from_the_record()
    {
        Index.Add(
            new WheelBuilder("alpha", "1.0")
            {
                RecordText =
                    "alpha/__init__.py,sha256=AAAA,1\nalpha-1.0.dist-info/METADATA,,\nalpha-1.0.dist-info/WHEEL,,\nalpha-1.0.dist-info/RECORD,,\n",
            }
        );
        await MakeEnvironmentAsync();
        await FailsAsync(1, "alpha", "pip", "install", "alpha");
    }

    [Fact]
    public async Task A_wheel_without_record()
    {
        Index.Add(new WheelBuilder("alpha", "1.0") { WithoutRecord = true });
        await MakeEnvironmentAsync();
        await FailsAsync(1, "RECORD", "pip", "install", "alpha");
    }

    [Fact]
    public async Task A_wheel_of_a_newer_format()
    {
        Index.Add(
            new WheelBuilder("alpha", "1.0")
            {
                WheelText = "Wheel-Version: 9.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
            }
        );
        await MakeEnvironmentAsync();
        await FailsAsync(1, "alpha", "pip", "install", "alpha");
    }

    [Fact]
    public async Task Bytes_that_are_no_archive()
    {
        var wheel = new WheelBuilder("alpha", "1.0").Build();
        Index.Add(
            wheel with
            {
                Bytes = [.. "this is no archive at all"u8],
            },
            new IndexFileOptions { PublishesMetadata = false }
        );
        await MakeEnvironmentAsync();
        var result = await FailsAsync(1, "has an invalid package format", "pip", "install", "alpha");
        Assert.Contains("hint: The structure of `alpha`", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_bad_wheel_among_good_ones_changes_nothing()
    {
        Publish("app 1.0\n    alpha\n    beta\nbeta 1.0\n");
        Index.Add(new WheelBuilder("alpha", "1.0") { WithoutRecord = true });
        await MakeEnvironmentAsync();
        await FailsAsync(1, "alpha", "pip", "install", "app");
        Assert.Equal("", await FrozenAsync());
    }
}
