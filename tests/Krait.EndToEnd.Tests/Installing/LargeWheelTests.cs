using System.Text;

namespace Krait.EndToEnd.Tests.Installing;

/// <summary>Wheels as large as the largest in use, which are longer than what one span or a 32-bit number holds.</summary>
public sealed class LargeWheelTests(SharedIndexServer shared) : CommandTest(shared)
{
    [Fact]
    [Trait("tier", "soak")]
    public async Task A_wheel_of_more_than_2_GiB_is_installed()
    {
        const long Size = (2L << 30) + 54_321;
        const string Info = "large-1.0.dist-info";
        var hash = Convert.ToBase64String(LargeZip.ZerosSha256(Size)).TrimEnd('=').Replace('+', '-');
        var record = $"large.bin,sha256={hash.Replace('/', '_')},{Size}\n{Info}/RECORD,,\n";
        (string, byte[])[] texts =
        [
            (
                $"{Info}/METADATA",
                Encoding.UTF8.GetBytes("Metadata-Version: 2.1\nName: large\nVersion: 1.0\n")
            ),
            (
                $"{Info}/WHEEL",
                Encoding.UTF8.GetBytes("Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            ),
        ];
        foreach (var (name, content) in texts)
        {
            var digits = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(content));
            record +=
                $"{name},sha256={digits.TrimEnd('=').Replace('+', '-').Replace('/', '_')},{content.Length}\n";
        }
        LargeZip.Write(
            Folder["large-1.0-py3-none-any.whl"],
            "large.bin",
            Size,
            [.. texts, ($"{Info}/RECORD", Encoding.UTF8.GetBytes(record))]
        );
        await MakeEnvironmentAsync();
        await InstallAsync("./large-1.0-py3-none-any.whl");
        Assert.Equal(Size, new FileInfo(Path.Combine(SitePackages, "large.bin")).Length);

        // From the store the second time, as fast as any other.
        await RunAsync("venv", "--clear");
        await InstallAsync("./large-1.0-py3-none-any.whl");
        Assert.Equal(Size, new FileInfo(Path.Combine(SitePackages, "large.bin")).Length);
    }
}
