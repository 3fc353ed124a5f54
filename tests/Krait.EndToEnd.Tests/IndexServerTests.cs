using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;

namespace Krait.EndToEnd.Tests;

/// <summary>The test kit's own index: what every other test here stands on.</summary>
public class IndexServerTests
{
    [Fact]
    public async Task Serves_pages_files_metadata_and_ranges()
    {
        await using var server = await IndexServer.StartAsync();
        var index = server.CreateIndex(
            """
            alpha 1.0
                beta>=1
            alpha 2.0 yanked
            beta 1.0
            """
        );
        using var client = new HttpClient();
        Assert.Contains("alpha-1.0-py3-none-any.whl", await client.GetStringAsync(index.Url + "alpha/"));
        var wheel = await client.GetByteArrayAsync(index.FileUrl("alpha-1.0-py3-none-any.whl"));
        using var archive = new ZipArchive(new MemoryStream(wheel));
        Assert.NotNull(archive.GetEntry("alpha-1.0.dist-info/RECORD"));
        var metadata = await client.GetStringAsync(index.FileUrl("alpha-1.0-py3-none-any.whl.metadata"));
        Assert.Contains("Requires-Dist: beta>=1", metadata, StringComparison.Ordinal);
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            index.FileUrl("alpha-1.0-py3-none-any.whl")
        );
        request.Headers.Range = new RangeHeaderValue(null, 10);
        using var part = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(wheel[^10..], await part.Content.ReadAsByteArrayAsync());
        Assert.Equal(4, index.Requests.Count);
    }

    [Fact]
    public async Task Faults_come_as_often_as_asked()
    {
        await using var server = await IndexServer.StartAsync();
        var index = server.CreateIndex("alpha 1.0");
        using var client = new HttpClient();
        index.Fail("simple/", new IndexFault.Status(503), times: 1);
        index.Fail("whl$", new IndexFault.Truncate(20));
        using var first = await client.GetAsync(index.Url + "alpha/");
        using var second = await client.GetAsync(index.Url + "alpha/");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, first.StatusCode);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        await Assert.ThrowsAsync<HttpRequestException>(() =>
            client.GetByteArrayAsync(index.FileUrl("alpha-1.0-py3-none-any.whl"))
        );
    }

    [Fact]
    public async Task The_secure_side_is_signed_by_its_own_authority()
    {
        await using var server = await IndexServer.StartAsync(secure: true);
        var index = server.CreateIndex("alpha 1.0", secure: true);
        using var authority = X509CertificateLoader.LoadCertificateFromFile(server.AuthorityFile!);
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { authority },
            RevocationMode = X509RevocationMode.NoCheck,
        };
        using var client = new HttpClient(handler) { DefaultRequestVersion = HttpVersion.Version20 };
        Assert.Contains("alpha", await client.GetStringAsync(index.Url + "alpha/"), StringComparison.Ordinal);
        Assert.Equal("HTTP/2", index.Requests.Single().Protocol);
    }

    [Fact]
    public void Wheels_are_the_same_bytes_each_time()
    {
        var first = new WheelBuilder("a-b.c", "1.0").Requires("x").Script("run", "a_b_c:main").Build();
        var second = new WheelBuilder("a-b.c", "1.0").Requires("x").Script("run", "a_b_c:main").Build();
        Assert.Equal("a_b_c-1.0-py3-none-any.whl", first.FileName);
        Assert.Equal(first.Sha256, second.Sha256);
    }
}
