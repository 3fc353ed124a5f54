using System.Net;
using System.Net.Sockets;
using System.Text;
using Krait.Http;
using Krait.Indexes;
using Krait.Tests.Indexes;

namespace Krait.Tests.Http;

/// <summary>Credentials stay with their origin, redirects are followed as far as is safe, failures are told in words.</summary>
public sealed class HttpTransportTests(IndexServerFixture fixture) : IClassFixture<IndexServerFixture>
{
    private static readonly string Basic =
        "Basic " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes("u@x:p/w+%"));

    private PackageIndex Publish(bool secret = true)
    {
        var index = fixture.Server.CreateIndex();
        index.Add(new WheelBuilder("alpha", "1.0"));
        index.Credentials = secret ? ("u@x", "p/w+%") : null;
        return index;
    }

    private static IndexTestBed Bed(string url, HttpOptions? options = null) =>
        new(
            new IndexOptions { Indexes = [IndexTestBed.Location(url)] },
            options ?? new HttpOptions { Retries = 0 }
        );

    [Fact]
    public async Task Credentials_of_the_address_go_to_the_page_and_to_files_of_its_origin()
    {
        var index = Publish();
        using var bed = Bed(index.UrlWith("u@x", "p/w+%"));
        using var archive = await bed.Download(await bed.Files("alpha"));
        Assert.All(index.Requests, r => Assert.Equal(Basic, r.Authorization));
        Assert.DoesNotContain(bed.Events, e => e.Contains("p/w", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Credentials_in_a_redirect_are_for_where_it_leads()
    {
        var (index, front) = (Publish(), fixture.Server.CreateIndex());
        front.Fail("simple", new IndexFault.Redirect(index.UrlWith("u@x", "p/w+%") + "alpha/"));
        using var bed = Bed(front.Url);
        using var archive = await bed.Download(await bed.Files("alpha"));
        Assert.Contains(
            index.Requests,
            r => r.Path.StartsWith("files", StringComparison.Ordinal) && r.Status == 200
        );
    }

    [Fact]
    public async Task Credentials_never_reach_another_origin()
    {
        await using var other = await IndexServer.StartAsync();
        var (index, elsewhere) = (Publish(), other.CreateIndex());
        elsewhere.Add(new WheelBuilder("alpha", "1.0"));
        elsewhere.Add(new WheelBuilder("beta", "1.0"));
        index.Credentials = null;
        index.Fail("simple/alpha", new IndexFault.Redirect(elsewhere.Url + "alpha/"));
        index.Serve(
            "simple/beta/",
            System.Text.Encoding.UTF8.GetBytes(
                $"<a href='{elsewhere.FileUrl("beta-1.0-py3-none-any.whl")}'>b</a>"
            ),
            "text/html"
        );
        using var bed = Bed(index.UrlWith("u@x", "p/w+%"));
        foreach (var name in new[] { "alpha", "beta" })
        {
            using var archive = await bed.Download(await bed.Files(name));
        }
        Assert.All(index.Requests, r => Assert.Equal(Basic, r.Authorization));
        Assert.Equal(3, elsewhere.Requests.Count);
        Assert.All(elsewhere.Requests, r => Assert.Null(r.Authorization));
    }

    [Fact]
    public async Task The_netrc_file_speaks_for_the_host_that_is_really_asked()
    {
        using var folder = new TempFolder();
        var netrc = Path.Join(folder.Path, "netrc");
        await File.WriteAllTextAsync(
            netrc,
            "# a comment\nmachine other login a password b\nmachine 127.0.0.1\n  login u@x\n  password \"p/w+%\"\n",
            TestContext.Current.CancellationToken
        );
        var index = Publish();
        using var bed = Bed(index.Url, new HttpOptions { NetrcFile = netrc });
        Assert.Equal(1, (await bed.Files("alpha")).FileCount);
        Assert.Equal(Basic, Assert.Single(index.Requests).Authorization);
    }

    [Fact]
    public async Task The_keyring_program_is_asked_for_the_password_of_a_known_user()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the program is a script");
        using var folder = new TempFolder();
        var program = Path.Join(folder.Path, "keyring");
        await File.WriteAllTextAsync(
            program,
            $"#!/bin/sh\necho \"$@\" >>{folder.Path}/asked\n[ \"$3\" = 'u@x' ] && echo 'p/w+%'\n",
            TestContext.Current.CancellationToken
        );
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var index = Publish();
        using var bed = Bed(
            index.Url.Replace("://", "://u%40x@", StringComparison.Ordinal),
            new HttpOptions { KeyringProgram = program, Retries = 0 }
        );
        using var archive = await bed.Download(await bed.Files("alpha"));
        Assert.Equal([401, 200, 200], index.Requests.Select(r => r.Status));
        Assert.Equal(
            $"get {index.Url}alpha/ u@x\n",
            await File.ReadAllTextAsync(
                Path.Join(folder.Path, "asked"),
                TestContext.Current.CancellationToken
            )
        );
    }

    [Theory]
    [InlineData("machine h login a password b", "h", null, "a")]
    [InlineData("default login a password b", "h", null, "a")]
    [InlineData("machine h login a password b machine h login c password d", "h", "c", "c")]
    [InlineData("machine h login a password b machine h login c password d", "h", null, "c")]
    [InlineData("default login a password b machine h login c password d", "h", null, "c")]
    [InlineData("machine x login a password b", "h", null, null)]
    [InlineData("macdef init\nmachine h login a password b\n\nmachine h login c password d", "h", null, "c")]
    [InlineData("machine h password #b login a", "h", null, "a")]
    [InlineData("machine", "h", null, null)]
    [InlineData("", "h", null, null)]
    public void Netrc_entries_are_found(string text, string host, string? user, string? expected) =>
        Assert.Equal(expected, Netrc.Parse(text).Find(host, user)?.User);

    [Theory]
    [InlineData("http://user:secret@h.example/x?a@b", "http://user:****@h.example/x?a@b")]
    [InlineData("http://token@h.example/x", "http://****@h.example/x")]
    [InlineData("https://h.example/a@b", "https://h.example/a@b")]
    [InlineData("git+ssh://git@h.example/x", "git+ssh://git@h.example/x")]
    [InlineData("http://u:p@w@h.example", "http://u:****@h.example")]
    [InlineData("/a/path", "/a/path")]
    public void Addresses_are_shown_without_secrets(string url, string shown) =>
        Assert.Equal(shown, SafeUrl.Show(url));

    [Theory]
    [InlineData("http://index.example/", "xindex.example", false)]
    [InlineData("http://index.example/", "dex.example", false)]
    [InlineData("http://index.example/", ".example", true)]
    [InlineData("http://index.example/", "INDEX.example", true)]
    [InlineData("http://index.example:81/", "index.example:80", false)]
    [InlineData("http://127.0.0.1/", "localhost, 127.0.0.1", true)]
    [InlineData("http://127.0.0.1/", "127.0.0.0/8", true)]
    [InlineData("http://128.0.0.1/", "127.0.0.0/8", false)]
    [InlineData("http://x/", "*", true)]
    [InlineData("http://x/", "", false)]
    public void Hosts_without_proxy_are_matched_by_whole_labels(string url, string list, bool expected) =>
        Assert.Equal(expected, new NoProxyList(list).Contains(new Uri(url)));

    [Fact]
    public async Task A_plain_request_goes_through_its_proxy_with_the_proxys_password()
    {
        // A proxy is a server that is asked for whole addresses; Kestrel takes them too.
        var index = Publish(secret: false);
        var proxy = new Uri(index.Url).Authority;
        var path = new Uri(index.Url).AbsolutePath;
        using var bed = Bed(
            $"http://index.example{path}",
            new HttpOptions { HttpProxy = $"u%40x:p%2Fw%2B%25@{proxy}", Retries = 0 }
        );
        Assert.Equal(1, (await bed.Files("alpha")).FileCount);
        Assert.Null(Assert.Single(index.Requests).Authorization);
        using var direct = Bed(
            $"http://index.invalid{path}",
            new HttpOptions
            {
                HttpProxy = proxy,
                NoProxy = "invalid",
                Retries = 0,
            }
        );
        var e = await Assert.ThrowsAsync<IndexException>(() => direct.Files("alpha"));
        Assert.Contains("DNS", IndexTestBed.Tell(e), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, "401 Unauthorized", 1)]
    [InlineData(403, "403 Forbidden", 1)]
    [InlineData(500, "500 Internal Server Error", 3)]
    [InlineData(429, "429 Too Many Requests", 3)]
    public async Task Statuses_are_told_and_passing_ones_repeated(int status, string expected, int requests)
    {
        var index = Publish(secret: false);
        index.Fail("links", new IndexFault.Status(status));
        var location = IndexTestBed.Location(
            index.FileUrl("links").Replace("/files/", "/", StringComparison.Ordinal)
        );
        using var bed = new IndexTestBed(
            new IndexOptions { FindLinks = [location] },
            new HttpOptions { Retries = 2, RetryDelay = TimeSpan.FromMilliseconds(1) }
        );
        var e = await Assert.ThrowsAsync<IndexException>(() => bed.Get("alpha"));
        Assert.Contains(expected, IndexTestBed.Tell(e), StringComparison.Ordinal);
        Assert.Equal(requests, index.Requests.Count);
    }

    [Fact]
    public async Task A_compressed_page_that_is_none_is_refused()
    {
        var index = Publish(secret: false);
        index.Fail("simple", new IndexFault.GzipGarbage());
        using var bed = Bed(index.Url);
        var e = await Assert.ThrowsAsync<IndexException>(() => bed.Files("alpha"));
        Assert.Contains("damaged", IndexTestBed.Tell(e), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("x-gzip")]
    [InlineData("deflate")]
    [InlineData("identity")]
    [InlineData("gzip, deflate")]
    public async Task A_page_is_unpacked_as_it_comes(string encoding)
    {
        var index = Publish(secret: false);
        index.Fail("simple", new IndexFault.Encoded(encoding));
        using var bed = Bed(index.Url);
        Assert.Equal(1, (await bed.Files("alpha")).FileCount);
    }

    [Fact]
    public async Task A_page_in_an_encoding_nobody_asked_for_is_no_empty_page()
    {
        var index = Publish(secret: false);
        index.Fail("simple", new IndexFault.Encoded("br"));
        using var bed = Bed(index.Url);
        var e = await Assert.ThrowsAsync<IndexException>(() => bed.Files("alpha"));
        Assert.Contains("not asked for: br", IndexTestBed.Tell(e), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Content-Length: 5\r\nContent-Length: 90")]
    [InlineData("Content-Length: 5, 90")]
    [InlineData("Content-Length: -5")]
    [InlineData("Content-Length: 99999999999999999999")]
    public async Task A_page_whose_end_nobody_knows_is_no_page(string header)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var bed = Bed($"http://{listener.LocalEndpoint}/simple");
        var page = bed.Files("alpha");
        using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        var body = "<a href='alpha-1.0-py3-none-any.whl'>alpha</a>".PadRight(90);
        await client
            .GetStream()
            .WriteAsync(
                Encoding.ASCII.GetBytes(
                    $"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n{header}\r\n\r\n{body}"
                ),
                TestContext.Current.CancellationToken
            );
        var e = await Assert.ThrowsAsync<IndexException>(() => page);
        Assert.Contains("several lengths", IndexTestBed.Tell(e), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_that_changed_the_answer_may_say_so()
    {
        var index = Publish(secret: false);
        index.Fail(".", new IndexFault.Claim(203));
        using var bed = Bed(index.Url);
        using var archive = await bed.Download(await bed.Files("alpha"));
    }

    [Fact]
    public async Task Nobody_listening_is_told_without_the_password()
    {
        using var bed = Bed("http://user:s3cr3t@127.0.0.1:1/simple");
        var e = await Assert.ThrowsAsync<IndexException>(() => bed.Files("alpha"));
        Assert.Equal(2, e.ExitCode);
        Assert.Contains("Connection refused", IndexTestBed.Tell(e), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", e.ToString(), StringComparison.Ordinal);
        bed.Restart(network: o => o with { Offline = true });
        Assert.False((await bed.Get("alpha")).IsFound);
    }
}
