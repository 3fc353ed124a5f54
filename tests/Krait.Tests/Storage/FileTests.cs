using System.Security.Cryptography;
using System.Text;
using Krait.Storage;

namespace Krait.Tests.Storage;

public sealed class FileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_small_hash_equals_the_base_library()
    {
        var random = new Random(1);
        for (var length = 0; length < 300; length++)
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), SmallSha256.Text(bytes));
        }
    }

    [Theory]
    [InlineData("", 0xEF46DB3751D8E999)]
    [InlineData("a", 0xD24EC4F1A98C6E5B)]
    [InlineData("abc", 0x44BC2CF5AD770999)]
    [InlineData("Nobody inspects the spammish repetition", 0xFBCEA83C8A378BF1)]
    public void The_fast_hash_is_xxh64(string text, ulong hash) =>
        Assert.Equal(hash, Fingerprint.Hash64(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void A_lock_excludes_and_ends_with_its_holder()
    {
        var path = Path.Combine(_folder.Path, ".lock");
        using (FileLock.Acquire(path))
        {
            Assert.False(FileLock.TryAcquire(path, exclusive: true, out _));
            Assert.False(FileLock.TryAcquire(path, exclusive: false, out _));
        }

        Assert.True(FileLock.TryAcquire(path, exclusive: false, out var first));
        Assert.True(FileLock.TryAcquire(path, exclusive: false, out var second));
        first.Dispose();
        second.Dispose();
    }

    [Fact]
    public void A_wait_for_a_lock_can_be_cancelled()
    {
        var path = Path.Combine(_folder.Path, ".lock");
        using var held = FileLock.Acquire(path);
        using var cancel = new CancellationTokenSource();
        var waited = false;
        void Waiting()
        {
            waited = true;
            cancel.Cancel();
        }

        Assert.Throws<OperationCanceledException>(() => FileLock.Acquire(path, true, Waiting, cancel.Token));
        Assert.True(waited);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5000)]
    public void Mapped_bytes_and_read_bytes_are_those_of_the_file(int length)
    {
        var path = Path.Combine(_folder.Path, "file");
        var bytes = new byte[length];
        new Random(2).NextBytes(bytes);
        File.WriteAllBytes(path, bytes);
        using var mapped = MappedFile.Open(path);
        Assert.Equal(bytes, mapped.Bytes.ToArray());
        Assert.Equal(bytes, mapped.Memory.ToArray());
        Assert.Equal(bytes, FileContent.Read(path));
        Assert.Null(MappedFile.TryOpen(path + "x"));
        Assert.Null(FileContent.TryRead(path + "x"));
        Assert.Null(FileContent.TryRead(_folder.Path));
    }

    [Fact]
    public void A_file_over_the_limit_is_refused()
    {
        var path = Path.Combine(_folder.Path, "file");
        File.WriteAllBytes(path, new byte[100]);
        Assert.Throws<StorageException>(() => FileContent.TryRead(path, 99));
    }

    [Fact]
    public void A_child_gives_output_errors_and_exit_code()
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "no /bin/sh here");
        var result = ChildProcess.Run(
            "/bin/sh",
            ["sh", "-c", "printf '%s' \"$A\"; printf problem >&2; cat; exit 7"],
            ["A=é b"],
            TimeSpan.FromSeconds(20)
        );
        Assert.Equal(7, result.ExitCode);
        Assert.Equal("é b", Encoding.UTF8.GetString(result.Output));
        Assert.Equal("problem", Encoding.UTF8.GetString(result.Error));
        Assert.False(result.TimedOut);
    }

    [Fact]
    public void A_child_that_hangs_is_ended_and_one_that_is_missing_is_named()
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "no /bin/sh here");
        var result = ChildProcess.Run(
            "/bin/sh",
            ["sh", "-c", "exec sleep 100"],
            ["PATH=/usr/bin:/bin"],
            TimeSpan.FromMilliseconds(100)
        );
        Assert.True(result.TimedOut);
        var missing = Path.Combine(_folder.Path, "none");
        var error = Assert.Throws<StorageException>(() =>
            ChildProcess.Run(missing, ["none"], [], TimeSpan.FromSeconds(1))
        );
        Assert.Contains(missing, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Much_output_does_not_block_the_child()
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "no /bin/sh here");
        var result = ChildProcess.Run(
            "/bin/sh",
            ["sh", "-c", "head -c 1000000 /dev/zero; head -c 300000 /dev/zero >&2"],
            ["PATH=/usr/bin:/bin"],
            TimeSpan.FromSeconds(20)
        );
        Assert.Equal((1000000, 300000), (result.Output.Length, result.Error.Length));
    }
}
