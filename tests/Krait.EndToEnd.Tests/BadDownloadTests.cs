namespace Krait.EndToEnd.Tests;

/// <summary>Servers that fail, refuse or lie.</summary>
public sealed class BadDownloadTests(SharedIndexServer shared) : FailureTest(shared)
{
    private const string Wheel = "alpha-1.0-py3-none-any.whl";

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task An_index_that_refuses(int status)
    {
        Publish("alpha 1.0\n");
        Index.Fail("^simple/", new IndexFault.Status(status));
        await MakeEnvironmentAsync();
        var result = await FailsAsync(1, "alpha was not found", "pip", "install", "alpha");
        Assert.Contains($"{status} ", result.Error, StringComparison.Ordinal);
        Assert.Contains("hint: ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_index_that_is_broken()
    {
        Publish("alpha 1.0\n");
        Index.Fail("^simple/", new IndexFault.Status(500));
        await MakeEnvironmentAsync();
        var result = await FailsAsync(2, "500", "pip", "install", "alpha");
        Assert.Contains("/simple/alpha/", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there()
    {
        Publish("alpha 1.0\n");
        Index.Fail("whl$", new IndexFault.Status(404));
        await MakeEnvironmentAsync();
        await FailsAsync(1, Wheel, "pip", "install", "alpha");
    }

    [Fact]
    public async Task A_server_that_does_not_answer()
    {
        Publish("alpha 1.0\n");
        Index.Fail("^simple/", new IndexFault.Stall(0));
        await MakeEnvironmentAsync();
        await FailsAsync(2, "/simple/alpha/", "pip", "install", "alpha");
    }

    [Fact]
    public async Task A_server_that_is_not_there()
    {
        await MakeEnvironmentAsync();
        await FailsAsync(
            2,
            "127.0.0.1:9",
            "pip",
            "install",
            "--default-index",
            "http://127.0.0.1:9/simple",
            "alpha"
        );
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for()
    {
        var secure = Server.CreateIndex("alpha 1.0\n", secure: true);
        await MakeEnvironmentAsync();
        await FailsAsync(2, "ertificate", "pip", "install", "--default-index", secure.Url, "alpha");
    }

    [Fact]
    public async Task A_download_that_breaks_off()
    {
        Publish("alpha 1.0\n");
        Index.Fail("whl$", new IndexFault.Truncate(100));
        await MakeEnvironmentAsync();
        await FailsAsync(1, "alpha==1.0", "pip", "install", "alpha");
    }

    [Fact]
    public async Task A_download_with_other_bytes()
    {
        Publish("alpha 1.0\n");
        Index.Fail("whl$", new IndexFault.WrongBytes());
        await MakeEnvironmentAsync();
        await FailsAsync(1, "Hash mismatch", "pip", "install", "alpha");
        Index.StopFailing();
        await InstallAsync("alpha");
    }

    [Theory]
    [InlineData(50)]
    [InlineData(-50)]
    public async Task A_download_of_another_length(int difference)
    {
        Publish("alpha 1.0\n");
        Index.Fail("whl$", new IndexFault.WrongLength(difference));
        await MakeEnvironmentAsync();
        await FailsAsync(1, "alpha", "pip", "install", "alpha");
    }

    [Fact]
    public async Task A_redirect_without_end()
    {
        Publish("alpha 1.0\n");
        Index.Fail("^simple/", new IndexFault.RedirectLoop());
        await MakeEnvironmentAsync();
        await FailsAsync(2, "redirect", "pip", "install", "alpha");
    }

    [Theory]
    [InlineData("{\"files\": [{\"filename\": 7}]}", "application/vnd.pypi.simple.v1+json", 1)]
    [InlineData(
        "{\"meta\": {\"api-version\": \"1.0\"}, \"files\": ",
        "application/vnd.pypi.simple.v1+json",
        1
    )]
    [InlineData("\0\u0001\u0002", "application/octet-stream", 1)]
    public async Task A_page_that_is_none(string body, string type, int exitCode)
    {
        Publish("alpha 1.0\n");
        Index.Fail("^simple/", new IndexFault.Body(body, type));
        await MakeEnvironmentAsync();
        await FailsAsync(exitCode, "alpha", "pip", "install", "alpha");
    }

    [Fact]
    public async Task A_page_that_claims_to_be_packed()
    {
        Publish("alpha 1.0\n");
        Index.Fail("^simple/", new IndexFault.GzipGarbage());
        await MakeEnvironmentAsync();
        await FailsAsync(2, "/simple/alpha/", "pip", "install", "alpha");
    }

    [Fact]
    public async Task A_failure_that_passes_is_tried_again()
    {
        Publish("alpha 1.0\n");
        Index.Fail("^simple/", new IndexFault.Status(503, RetryAfterSeconds: 0), times: 2);
        Krait.Environment["KRAIT_HTTP_RETRIES"] = "3";
        await MakeEnvironmentAsync();
        await InstallAsync("alpha");
        Assert.Equal(3, Index.Requests.Count(r => r.Path == "simple/alpha/"));
    }

    [Fact]
    public async Task Nothing_in_the_cache_and_no_network()
    {
        Publish("alpha 1.0\n");
        await MakeEnvironmentAsync();
        var result = await FailsAsync(1, "alpha", "pip", "install", "--offline", "alpha");
        Assert.Contains("hint: ", result.Error, StringComparison.Ordinal);
        Assert.Empty(Index.Requests);
    }

    /// <summary>Where no hash tells files apart, what was read of the old one is not told of the new one.</summary>
    [Fact]
    public async Task A_file_without_hash_that_was_replaced_in_place()
    {
        const string File = "alpha-1.0-py3-none-any.whl";
        var page = $"<a href='../../files/{File}'>{File}</a>";
        Index.Add(new WheelBuilder("beta", "1.0"));
        Index.Serve("simple/alpha/", System.Text.Encoding.UTF8.GetBytes(page), "text/html");
        Index.Serve($"files/{File}", new WheelBuilder("alpha", "1.0").Build().Bytes);
        await MakeEnvironmentAsync();
        await InstallAsync("alpha");
        Assert.Equal("alpha==1.0", await FrozenAsync());
        Index.Serve($"files/{File}", new WheelBuilder("alpha", "1.0").Requires("beta").Build().Bytes);
        await RunAsync("venv", "--clear");
        await InstallAsync("--refresh", "alpha");
        Assert.Equal("alpha==1.0 beta==1.0", await FrozenAsync());
    }
}
