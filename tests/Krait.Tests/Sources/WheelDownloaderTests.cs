using Krait.Http;
using Krait.Indexes;
using Krait.Requirements;
using Krait.Sources;
using Krait.Tests.Indexes;

namespace Krait.Tests.Sources;

/// <summary>Wheels arrive whole and as the index promised them, or not at all.</summary>
public sealed class WheelDownloaderTests(IndexServerFixture fixture) : IClassFixture<IndexServerFixture>
{
    private const string Path = "files/alpha-1.0-py3-none-any.whl$";

    private static WheelFile Wheel(int size)
    {
        var random = new byte[size];
        new Random(1).NextBytes(random);
        return new WheelBuilder("alpha", "1.0").File("alpha/data.bin", random).Build();
    }

    private (PackageIndex Index, WheelFile Wheel) Publish(
        int size = 200_000,
        IndexFileOptions? options = null,
        bool secure = false
    )
    {
        var index = fixture.Server.CreateIndex(secure);
        var wheel = Wheel(size);
        index.Add(wheel, options);
        return (index, wheel);
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(20_000_000)]
    public async Task Arrives_byte_for_byte(int size)
    {
        var (index, wheel) = Publish(size);
        using var bed = new IndexTestBed(index);
        using var archive = await bed.Download(await bed.Files("alpha"));
        Assert.True(archive.Bytes.Slice(0, (int)archive.Bytes.Length).Span.SequenceEqual(wheel.Bytes));
        Assert.Equal(wheel.Sha256, archive.Sha256);
        Assert.Empty(
            Directory.Exists(bed.Cache.PathOf(Krait.Cache.CacheBucket.Staging))
                ? Directory.GetFiles(bed.Cache.PathOf(Krait.Cache.CacheBucket.Staging))
                : []
        );
    }

    [Fact]
    public async Task Goes_on_where_a_transfer_broke_off()
    {
        var (index, wheel) = Publish();
        index.Fail(Path, new IndexFault.Truncate(150_000), times: 1);
        using var bed = new IndexTestBed(index);
        using var archive = await bed.Download(await bed.Files("alpha"));
        Assert.Equal(wheel.Sha256, archive.Sha256);
        var requests = index
            .Requests.Where(r => r.Path.StartsWith("files", StringComparison.Ordinal))
            .ToList();
        Assert.Equal([200, 206], requests.Select(r => r.Status));
        Assert.Matches("^bytes=[1-9][0-9]*-$", requests[1].Range);
    }

    public static TheoryData<IndexFault, int, string> Fatal =>
        new()
        {
            { new IndexFault.Truncate(1000), 4, "Request failed after 3 retries" },
            { new IndexFault.Reset(), 4, "Request failed after 3 retries" },
            { new IndexFault.Status(503), 4, "503 Service Unavailable" },
            { new IndexFault.Status(404), 1, "404 Not Found" },
            { new IndexFault.Status(401), 1, "401 Unauthorized" },
            { new IndexFault.Status(403), 1, "403 Forbidden" },
            { new IndexFault.WrongBytes(), 1, "Hash mismatch for `alpha==1.0`" },
            { new IndexFault.WrongLength(10), 1, "Content-Length mismatch" },
            { new IndexFault.WrongLength(-10), 1, "Content-Length mismatch" },
            { new IndexFault.RedirectLoop(), 11, "too many redirects" },
            { new IndexFault.Body("<html>log in</html>", "text/html"), 1, "Content-Length mismatch" },
        };

    [Theory]
    [MemberData(nameof(Fatal))]
    public async Task Says_what_is_wrong_and_asks_no_more_often_than_it_helps(
        IndexFault fault,
        int requests,
        string expected
    )
    {
        var (index, _) = Publish();
        index.Fail("^files", fault);
        using var bed = new IndexTestBed(index);
        var files = await bed.Files("alpha");
        index.ForgetRequests();
        var e = await Assert.ThrowsAnyAsync<KraitException>(() => bed.Download(files));
        Assert.Equal(fault is IndexFault.WrongBytes, e is DownloadFailedException);
        Assert.StartsWith("Failed to download `alpha==1.0`", e.Message, StringComparison.Ordinal);
        Assert.Contains(expected, IndexTestBed.Tell(e), StringComparison.Ordinal);
        Assert.Equal(requests, index.Requests.Count);
    }

    [Fact]
    public async Task A_server_that_says_nothing_more_times_out()
    {
        var (index, _) = Publish();
        index.Fail(Path, new IndexFault.Stall(5000));
        using var bed = new IndexTestBed(
            index,
            new HttpOptions
            {
                ReadTimeout = TimeSpan.FromMilliseconds(200),
                Retries = 1,
                RetryDelay = TimeSpan.FromMilliseconds(1),
            }
        );
        var files = await bed.Files("alpha");
        var e = await Assert.ThrowsAnyAsync<KraitException>(() => bed.Download(files));
        Assert.Contains("operation timed out", IndexTestBed.Tell(e), StringComparison.Ordinal);
        Assert.Equal(3, index.Requests.Count);
    }

    [Fact]
    public async Task Waits_as_long_as_the_server_asks()
    {
        var (index, _) = Publish();
        index.Fail(Path, new IndexFault.Status(503, RetryAfterSeconds: 1), times: 1);
        using var bed = new IndexTestBed(index);
        var files = await bed.Files("alpha");
        var start = System.Diagnostics.Stopwatch.StartNew();
        using var archive = await bed.Download(files);
        Assert.InRange(start.Elapsed, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Any_secure_hash_of_those_required_will_do_and_a_weak_one_never()
    {
        var (index, wheel) = Publish(options: new IndexFileOptions { Sha256 = "" });
        using var bed = new IndexTestBed(index);
        var files = await bed.Files("alpha");
        FileHash Hash(string text) =>
            FileHash.TryParse(text, out var hash) ? hash : throw new FormatException(text);
        var (right, wrong) = (Hash($"sha256:{wheel.Sha256}"), Hash("sha256:" + new string('0', 64)));
#pragma warning disable CA5351 // The point is that it does not count.
        var md5 = Hash(
            "md5:" + Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(wheel.Bytes))
        );
#pragma warning restore CA5351
        (await bed.Download(files, 0, wrong, right)).Dispose();
        foreach (var bad in new[] { wrong, md5, Hash($"sha256:{wheel.Sha256[..^1]}") })
        {
            var e = await Assert.ThrowsAsync<DownloadFailedException>(() => bed.Download(files, 0, bad));
            Assert.Contains("alpha==1.0", IndexTestBed.Tell(e), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_file_without_a_hash_is_known_again_by_what_the_server_says()
    {
        var (index, wheel) = Publish(options: new IndexFileOptions { Sha256 = "" });
        using var bed = new IndexTestBed(index);
        var url = DirectReference.Read(PackageName.Parse("alpha"), index.FileUrl(wheel.FileName), "/");
        Assert.False(bed.Downloader.TryGetSha256(url, out _));
        Assert.Equal(
            wheel.Sha256,
            await bed.Downloader.GetSha256Async(url, TestContext.Current.CancellationToken)
        );
        bed.Restart();
        index.ForgetRequests();
        Assert.True(bed.Downloader.TryGetSha256(url, out var known));
        Assert.Equal(wheel.Sha256, known);
        Assert.Empty(index.Requests);
    }

    [Fact]
    public async Task A_local_wheel_that_was_built_again_is_another_one()
    {
        using var folder = new TempFolder();
        var path = new WheelBuilder("alpha", "1.0").File("alpha.py", "x = 1").Build().WriteTo(folder.Path);
        using var bed = new IndexTestBed(new IndexOptions());
        var distribution = DirectReference.Read(null, path, folder.Path);
        var first = await bed.Downloader.GetSha256Async(distribution, TestContext.Current.CancellationToken);
        bed.Restart();
        Assert.True(bed.Downloader.TryGetSha256(distribution, out var known));
        Assert.Equal(first, known);
        new WheelBuilder("alpha", "1.0").File("alpha.py", "x = 2").Build().WriteTo(folder.Path);
        bed.Restart();
        Assert.False(bed.Downloader.TryGetSha256(distribution, out _));
        var second = await bed.Downloader.GetSha256Async(distribution, TestContext.Current.CancellationToken);
        Assert.NotEqual(first, second, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Comes_over_TLS_and_HTTP_2_from_an_authority_that_was_named_and_from_no_other()
    {
        var (index, wheel) = Publish(secure: true);
        var options = new HttpOptions { Retries = 0, CertificateFile = fixture.Server.AuthorityFile };
        using var bed = new IndexTestBed(index, options);
        using var archive = await bed.Download(await bed.Files("alpha"));
        Assert.Equal(wheel.Sha256, archive.Sha256);
        Assert.All(index.Requests, r => Assert.Equal("HTTP/2", r.Protocol));

        using var strict = new IndexTestBed(index, new HttpOptions { Retries = 3 });
        index.ForgetRequests();
        var e = await Assert.ThrowsAsync<IndexException>(() => strict.Files("alpha"));
        Assert.Contains("invalid peer certificate", IndexTestBed.Tell(e), StringComparison.Ordinal);
        Assert.Contains("SSL_CERT_FILE", Assert.Single(e.Hints), StringComparison.Ordinal);
        Assert.Empty(index.Requests);
        using var trusting = new IndexTestBed(
            index,
            new HttpOptions { InsecureHosts = [new Uri(index.Url).Authority] }
        );
        Assert.Equal(1, (await trusting.Files("alpha")).FileCount);
        using var missing = new IndexTestBed(index, new HttpOptions { CertificateFile = "/nowhere.pem" });
        await Assert.ThrowsAsync<KraitException>(() => missing.Files("alpha"));
    }
}
