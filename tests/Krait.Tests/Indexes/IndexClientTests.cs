using Krait.Indexes;
using Krait.Requirements;
using Krait.Versions;

namespace Krait.Tests.Indexes;

/// <summary>Pages become packed files, and packed files answer as long as they are fresh.</summary>
public sealed class IndexClientTests(IndexServerFixture fixture) : IClassFixture<IndexServerFixture>
{
    private PackageIndex Publish()
    {
        var index = fixture.Server.CreateIndex();
        index.Add(new WheelBuilder("Alpha.Beta", "1.10") { Tag = "cp312-cp312-manylinux_2_28_x86_64" });
        index.Add(
            new WheelBuilder("alpha-beta", "1.9"),
            new IndexFileOptions { Yanked = "broken", RequiresPython = ">=3.8" }
        );
        index.Add(
            new WheelBuilder("alpha-beta", "1.10.0") { BuildTag = "2" },
            new IndexFileOptions { PublishesMetadata = false }
        );
        index.Add(new WheelBuilder("alpha-beta", "2.0rc1+local.1"));
        return index;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reads_a_page_of_either_kind(bool html)
    {
        var index = Publish();
        index.HtmlOnly = html;
        using var bed = new IndexTestBed(index);
        var files = await bed.Files("alpha-beta");

        Assert.Equal(
            ["1.9", "1.10", "2.0rc1+local.1"],
            files.Versions.ToArray().Select(v => v.ToString()),
            StringComparer.Ordinal
        );
        Assert.Equal((1, 3), files.FilesOf(files.Find(PackageVersion.Parse("1.10.0"))));
        Assert.True(files.IsYanked(0));
        Assert.False(files.IsYanked(1));
        Assert.Equal(">=3.8", files.RequiresPython(0)!.ToString());
        Assert.Equal("cp312-cp312-manylinux_2_28_x86_64", files.TagSetOf(files.TagSetId(1)).ToString());
        Assert.Equal("2", files.BuildOf(2).Number);
        Assert.False(files.HasMetadata(2));
        var file = files.File(0);
        Assert.Equal("broken", file.YankReason);
        Assert.Equal(index.FileUrl("alpha_beta-1.9-py3-none-any.whl"), file.Url.AbsoluteUri);
        Assert.True(file.HasMetadata);
        Assert.Equal("sha256", file.SecureHash.ToString()!.Split(':')[0]);
        Assert.Equal(html ? null : 1577836800000L, file.UploadTime);
    }

    [Fact]
    public async Task Answers_from_the_cache_without_a_request_while_the_page_is_fresh()
    {
        var index = Publish();
        using var bed = new IndexTestBed(index);
        await bed.Files("alpha-beta");
        bed.Restart();
        index.ForgetRequests();
        bed.Clock.Now += TimeSpan.FromSeconds(599);

        Assert.True(bed.Indexes.TryGet(PackageName.Parse("alpha-beta"), null, out var listing));
        Assert.Equal(3, listing.Groups[0][0].VersionCount);
        Assert.Empty(index.Requests);
    }

    [Fact]
    public async Task Asks_again_when_the_page_is_stale_and_rewrites_a_few_bytes_when_it_did_not_change()
    {
        var index = Publish();
        using var bed = new IndexTestBed(index);
        await bed.Files("alpha-beta");
        var entry = Assert.Single(
            Directory.GetFiles(Path.Join(bed.Folder, "cache"), "*.index", SearchOption.AllDirectories)
        );
        var before = File.ReadAllBytes(entry);
        bed.Restart();
        bed.Clock.Now += TimeSpan.FromSeconds(601);

        Assert.False(bed.Indexes.TryGet(PackageName.Parse("alpha-beta"), null, out _));
        Assert.Equal(3, (await bed.Files("alpha-beta")).VersionCount);
        Assert.Equal([200, 304], index.Requests.Select(r => r.Status));
        var after = File.ReadAllBytes(entry);
        var changed = before
            .Zip(after)
            .Select((pair, i) => (pair, i))
            .Where(x => x.pair.First != x.pair.Second)
            .Select(x => x.i)
            .ToList();
        Assert.Equal(before.Length, after.Length);
        Assert.All(changed, i => Assert.InRange(i, ProjectLayout.PolicyOffset, ProjectLayout.HeaderSize - 1));
        bed.Restart();
        Assert.True(bed.Indexes.TryGet(PackageName.Parse("alpha-beta"), null, out _));
    }

    [Fact]
    public async Task Takes_a_page_that_changed()
    {
        var index = Publish();
        using var bed = new IndexTestBed(index);
        await bed.Files("alpha-beta");
        index.Add(new WheelBuilder("alpha-beta", "3.0"));
        bed.Restart();
        bed.Clock.Now += TimeSpan.FromSeconds(601);
        Assert.Equal(4, (await bed.Files("alpha-beta")).VersionCount);
    }

    [Fact]
    public async Task Refreshes_what_was_fetched_before_the_command_and_nothing_twice()
    {
        var index = Publish();
        using var bed = new IndexTestBed(index);
        await bed.Files("alpha-beta");
        bed.Clock.Now += TimeSpan.FromSeconds(5);
        bed.Restart(o =>
            o with
            {
                RefreshPackages = new HashSet<PackageName> { PackageName.Parse("alpha-beta") },
            }
        );
        await bed.Files("alpha-beta");
        await bed.Files("alpha-beta");
        Assert.Equal([200, 304], index.Requests.Select(r => r.Status));
        bed.Clock.Now += TimeSpan.FromSeconds(5);
        bed.Restart(o =>
            o with
            {
                RefreshPackages = new HashSet<PackageName> { PackageName.Parse("other") },
            }
        );
        await bed.Files("alpha-beta");
        Assert.Equal(2, index.Requests.Count);
    }

    [Fact]
    public async Task Offline_takes_a_stale_page_and_says_what_is_missing()
    {
        var index = Publish();
        using var bed = new IndexTestBed(index);
        await bed.Files("alpha-beta");
        bed.Clock.Now += TimeSpan.FromDays(30);
        bed.Restart(network: o => o with { Offline = true });
        Assert.Equal(3, (await bed.Files("alpha-beta")).VersionCount);
        var missing = await bed.Get("other");
        Assert.False(missing.IsFound);
        Assert.Equal(IndexProblemKind.Offline, Assert.Single(missing.Problems).Kind);
        Assert.Single(index.Requests);
    }

    [Fact]
    public async Task Fetches_damaged_entries_again_wherever_the_damage_is()
    {
        var index = Publish();
        using var bed = new IndexTestBed(index);
        await bed.Files("alpha-beta");
        var entry = Assert.Single(
            Directory.GetFiles(Path.Join(bed.Folder, "cache"), "*.index", SearchOption.AllDirectories)
        );
        var good = File.ReadAllBytes(entry);
        var names = new[] { "alpha_beta-1.9-py3-none-any.whl", "alpha_beta-2.0rc1+local.1-py3-none-any.whl" };
        for (var at = 0; at < good.Length; at += 3)
        {
            byte[] bad = [.. good];
            bad[at] ^= 0x55;
            await File.WriteAllBytesAsync(entry, bad, TestContext.Current.CancellationToken);
            for (var attempt = 0; ; attempt++)
            {
                bed.Restart();
                try
                {
                    var files = await bed.Files("alpha-beta");
                    Assert.Equal(3, files.VersionCount);
                    Assert.Equal(names, new[] { files.File(0).FileName, files.File(3).FileName });
                    Assert.Equal(">=3.8", files.File(0).RequiresPython!.ToString());
                    break;
                }
                catch (IndexException e) when (attempt == 0)
                {
                    // A damaged cold record is found when it is needed; the entry is gone then.
                    Assert.Contains("damaged", e.Message, StringComparison.Ordinal);
                    Assert.False(File.Exists(entry));
                }
            }
        }
        for (var length = 0; length < good.Length; length += 7)
        {
            await File.WriteAllBytesAsync(entry, good[..length], TestContext.Current.CancellationToken);
            bed.Restart();
            Assert.Equal(3, (await bed.Files("alpha-beta")).VersionCount);
        }
    }

    [Fact]
    public async Task The_first_index_that_has_the_project_counts_alone()
    {
        var (first, second) = (fixture.Server.CreateIndex(), fixture.Server.CreateIndex());
        second.Add(new WheelBuilder("alpha", "1.0"));
        second.Add(new WheelBuilder("beta", "2.0"));
        first.Add(new WheelBuilder("beta", "1.0"));
        using var bed = new IndexTestBed(
            new IndexOptions
            {
                Indexes = [IndexTestBed.Location(first.Url), IndexTestBed.Location(second.Url)],
            }
        );
        Assert.Equal("1.0", (await bed.Files("beta")).Versions[0].ToString());
        Assert.DoesNotContain(second.Requests, r => r.Path.Contains("beta", StringComparison.Ordinal));
        var alpha = await bed.Get("alpha");
        Assert.Equal(IndexProblemKind.NotFound, Assert.Single(alpha.Problems).Kind);
        Assert.Single(alpha.Groups);

        bed.Restart(o => o with { Strategy = IndexStrategy.UnsafeFirstMatch });
        Assert.Equal(
            ["1.0", "2.0"],
            (await bed.Get("beta")).Groups.Select(g => g.Single().Versions[0].ToString()),
            StringComparer.Ordinal
        );
        bed.Restart(o => o with { Strategy = IndexStrategy.UnsafeBestMatch });
        Assert.Equal(
            ["1.0", "2.0"],
            (await bed.Get("beta")).Groups.Single().Select(f => f.Versions[0].ToString()),
            StringComparer.Ordinal
        );
    }

    [Theory]
    [InlineData(401, IndexProblemKind.Unauthorized)]
    [InlineData(403, IndexProblemKind.Forbidden)]
    public async Task An_index_that_refuses_does_not_let_the_next_one_answer(
        int status,
        IndexProblemKind kind
    )
    {
        var (first, second) = (fixture.Server.CreateIndex(), fixture.Server.CreateIndex());
        first.Fail("simple", new IndexFault.Status(status));
        second.Add(new WheelBuilder("alpha", "1.0"));
        var options = new IndexOptions
        {
            Indexes = [IndexTestBed.Location(first.Url), IndexTestBed.Location(second.Url)],
        };
        using var bed = new IndexTestBed(options);
        var listing = await bed.Get("alpha");
        Assert.False(listing.IsFound);
        Assert.Equal(kind, Assert.Single(listing.Problems).Kind);
        Assert.Empty(second.Requests);
        bed.Restart(o =>
            o with
            {
                IgnoredStatuses = new Dictionary<string, IReadOnlySet<int>>(StringComparer.Ordinal)
                {
                    [o.Indexes[0].Key] = new HashSet<int> { status },
                },
            }
        );
        Assert.True((await bed.Get("alpha")).IsFound);
    }

    [Fact]
    public async Task A_wheel_of_another_project_is_left_out()
    {
        var index = fixture.Server.CreateIndex();
        index.Serve(
            "simple/alpha/",
            """<a href="/x/beta-1.0-py3-none-any.whl">b</a><a href="/x/alpha-1.0-py3-none-any.whl">a</a><a href="/x/alpha-extra-1.0.tar.gz">c</a>"""u8.ToArray(),
            "text/html"
        );
        using var bed = new IndexTestBed(index);
        var files = await bed.Files("alpha");
        Assert.Equal(1, files.FileCount);
        Assert.Equal("alpha-1.0-py3-none-any.whl", files.FileName(0));
        Assert.Contains(
            bed.Events,
            e => e.Contains("listed a wheel for `beta` when queried for `alpha`", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_page_from_the_network_cannot_name_files_of_this_machine()
    {
        var index = fixture.Server.CreateIndex();
        index.Serve(
            "simple/alpha/",
            """<base href="file:///srv/"><a href="FILE:///srv/alpha-1.0-py3-none-any.whl">a</a><a href="alpha-2.0-py3-none-any.whl">b</a>"""u8.ToArray(),
            "text/html"
        );
        using var bed = new IndexTestBed(index);
        var files = await bed.Files("alpha");
        Assert.Equal(1, files.FileCount);
        Assert.Equal($"{index.Url}alpha/alpha-2.0-py3-none-any.whl", files.File(0).Url.AbsoluteUri);
    }

    [Theory]
    [InlineData("{\"meta\": {\"api-version\": \"2.0\"}, \"files\": []}", "version 2.0")]
    [InlineData("{\"files\": [{\"filename\": ", "not valid JSON")]
    [InlineData("[]", "no object")]
    [InlineData("{\"files\": {}}", "no list")]
    public async Task A_malformed_page_is_refused_with_its_address(string page, string expected)
    {
        var index = fixture.Server.CreateIndex();
        index.Serve(
            "simple/alpha/",
            System.Text.Encoding.UTF8.GetBytes(page),
            "application/vnd.pypi.simple.v1+json"
        );
        using var bed = new IndexTestBed(index);
        var e = await Assert.ThrowsAsync<IndexException>(() => bed.Get("alpha"));
        Assert.Contains(expected, IndexTestBed.Tell(e), StringComparison.Ordinal);
        Assert.Contains($"{index.Url}alpha/", IndexTestBed.Tell(e), StringComparison.Ordinal);
        Assert.Single(index.Requests);
    }

    [Fact]
    public async Task Links_of_a_folder_and_of_a_page_are_found_beside_any_index()
    {
        using var folder = new TempFolder();
        var wheels = Path.Join(folder.Path, "my wheels");
        new WheelBuilder("alpha", "1.0").Build().WriteTo(wheels);
        new WheelBuilder("alpha", "2.0+cpu").Build().WriteTo(Path.Join(wheels, "sub"));
        var page = Path.Join(folder.Path, "links.html");
        await File.WriteAllTextAsync(
            page,
            "<a href='my%20wheels/sub/alpha-2.0%2Bcpu-py3-none-any.whl'>x</a>",
            TestContext.Current.CancellationToken
        );
        var index = Publish();
        IndexLocation Local(string text) =>
            IndexLocation.TryParse(text, folder.Path, out var location)
                ? location
                : throw new FormatException(text);
        var options = new IndexOptions
        {
            Indexes = [IndexTestBed.Location(index.Url)],
            FindLinks = [Local("./my wheels/"), Local($"file://{page}")],
        };
        using var bed = new IndexTestBed(options);
        var alpha = await bed.Get("alpha");
        Assert.Equal(
            ["1.0", "2.0+cpu"],
            alpha.Groups.Single().Select(f => f.Versions[0].ToString()),
            StringComparer.Ordinal
        );
        Assert.True(File.Exists(alpha.Groups[0][1].File(0).Url.LocalPath));
        Assert.True((await bed.Get("alpha-beta")).IsFound);

        using var missing = new IndexTestBed(options with { FindLinks = [Local("nowhere")] });
        var e = await Assert.ThrowsAsync<IndexException>(() => missing.Get("alpha"));
        Assert.Contains("nowhere", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Concurrent_calls_share_one_request()
    {
        var index = Publish();
        using var bed = new IndexTestBed(index);
        var listings = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => bed.Get("alpha-beta")));
        Assert.All(listings, l => Assert.Same(listings[0], l));
        Assert.Single(index.Requests);
    }
}
