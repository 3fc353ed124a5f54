using System.Security.Cryptography;

namespace Krait.EndToEnd.Tests;

/// <summary>Hashes that the user gives are held against every file they are about, and never fall silently by the wayside.</summary>
public sealed class DemandedHashTests(SharedIndexServer shared) : FailureTest(shared)
{
    private static readonly string s_zero = new('0', 64);

    private readonly WheelFile _old = new WheelBuilder("alpha", "1.0").Build();
    private readonly WheelFile _new = new WheelBuilder("alpha", "2.0").Build();

    private async Task PrepareAsync()
    {
        Index.Add(_old);
        Index.Add(_new);
        await MakeEnvironmentAsync();
    }

    [Fact]
    public async Task A_hash_counts_beside_a_range_too()
    {
        await PrepareAsync();
        Folder.Write("r.txt", $"alpha>=1.0 --hash=sha256:{_old.Sha256}\n");
        await FailsAsync(1, "Hash mismatch for `alpha==2.0`", "pip", "install", "-r", "r.txt");
        Folder.Write("r.txt", $"alpha>=1.0 --hash=sha256:{_new.Sha256}\n");
        await InstallAsync("-r", "r.txt");
        Assert.Equal("alpha==2.0", await FrozenAsync());
    }

    [Fact]
    public async Task A_hash_of_a_constraint_counts()
    {
        await PrepareAsync();
        Folder.Write("c.txt", $"alpha==1.0 --hash=sha256:{s_zero}\n");
        await FailsAsync(1, "Hash mismatch for `alpha==1.0`", "pip", "install", "alpha", "-c", "c.txt");
        Folder.Write("r.txt", "alpha==1.0\n");
        Folder.Write("c.txt", $"alpha==1.0 --hash=sha256:{_old.Sha256}\n");
        await InstallAsync("--require-hashes", "-r", "r.txt", "-c", "c.txt");
        Assert.Equal("alpha==1.0", await FrozenAsync());
    }

    [Fact]
    public async Task Requirement_and_constraint_must_agree_on_a_hash()
    {
        await PrepareAsync();
        Folder.Write("r.txt", $"alpha==1.0 --hash=sha256:{s_zero}\n");
        Folder.Write("c.txt", $"alpha==1.0 --hash=sha256:{_old.Sha256}\n");
        await FailsAsync(2, "none in common: alpha", "pip", "install", "-r", "r.txt", "-c", "c.txt");
    }

    [Fact]
    public async Task Two_lines_about_one_package_must_agree_on_a_hash()
    {
        await PrepareAsync();
        Folder.Write("r.txt", $"alpha==1.0 --hash=sha256:{_old.Sha256} --hash=sha256:{s_zero}\n");
        Folder.Write("s.txt", $"alpha==1.0 --hash=sha256:{s_zero}\n");
        await FailsAsync(1, "Hash mismatch for `alpha==1.0`", "pip", "install", "-r", "r.txt", "-r", "s.txt");
        Folder.Write("s.txt", $"alpha==1.0 --hash=sha256:{_new.Sha256}\n");
        await FailsAsync(2, "none in common: alpha", "pip", "install", "-r", "r.txt", "-r", "s.txt");
        Folder.Write("s.txt", $"alpha==1.0 --hash=sha256:{_old.Sha256}\n");
        await InstallAsync("-r", "r.txt", "-r", "s.txt");
    }

    [Fact]
    public async Task The_hash_of_an_address_and_the_given_one_must_both_fit()
    {
        await PrepareAsync();
        var address = $"alpha @ {Index.FileUrl(_old.FileName)}#sha256=";
        Folder.Write("r.txt", $"{address}{_old.Sha256} --hash=sha256:{s_zero}\n");
        await FailsAsync(1, "Hash mismatch", "pip", "install", "-r", "r.txt");
        Folder.Write("r.txt", $"{address}{s_zero} --hash=sha256:{_old.Sha256}\n");
        await FailsAsync(1, "Hash mismatch", "pip", "install", "-r", "r.txt");
        Folder.Write("r.txt", $"{address}{_old.Sha256} --hash=sha256:{_old.Sha256}\n");
        await InstallAsync("-r", "r.txt");
    }

    /// <summary>What is known of the file from an earlier command is held against the address of this one.</summary>
    [Fact]
    public async Task The_hash_of_an_address_counts_for_a_file_that_was_installed_before()
    {
        await PrepareAsync();
        var wheel = _old.WriteTo(Folder.Path);
        await InstallAsync(wheel);
        foreach (var address in new[] { $"file://{wheel}", wheel })
        {
            var wrong = $"alpha @ {address}#sha256={s_zero}";
            await FailsAsync(1, "Hash mismatch", "pip", "install", wrong);
            await FailsAsync(1, "Hash mismatch", "pip", "install", "--reinstall", wrong);
            await FailsAsync(
                1,
                "Hash mismatch",
                "pip",
                "install",
                "--reinstall",
                $"alpha @ {address}#sha512={s_zero}{s_zero}"
            );
            await InstallAsync("--reinstall", $"alpha @ {address}#sha256={_old.Sha256}");
        }
    }

    [Fact]
    public async Task A_weak_hash_in_an_address_is_checked_and_proves_nothing()
    {
        await PrepareAsync();
        var address = $"alpha @ {Index.FileUrl(_old.FileName)}#md5=";
        await FailsAsync(1, "Hash mismatch", "pip", "install", address + new string('0', 32));
#pragma warning disable CA5351 // The point is that it proves nothing.
        var right = address + Convert.ToHexStringLower(MD5.HashData(_old.Bytes));
#pragma warning restore CA5351
        await FailsAsync(1, "no trusted hash was provided", "pip", "install", "--require-hashes", right);
        await InstallAsync(right);
    }

    [Theory]
    [InlineData("install", "-r")]
    [InlineData("sync")]
    public async Task Hashes_are_required_of_what_is_installed_already(params string[] command)
    {
        await PrepareAsync();
        await InstallAsync("alpha==1.0");
        Folder.Write("r.txt", "alpha==1.0\n");
        await FailsAsync(
            2,
            "all requirements must have a hash",
            ["pip", .. command, "r.txt", "--require-hashes"]
        );
    }
}
