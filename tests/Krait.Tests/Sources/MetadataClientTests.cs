using System.Text;
using Krait.Tests.Indexes;

namespace Krait.Tests.Sources;

/// <summary>The ways to a wheel's requirements, and what is kept of them.</summary>
public sealed class MetadataClientTests(IndexServerFixture fixture) : IClassFixture<IndexServerFixture>
{
    private const string Path = "files/alpha-1.0-py3-none-any.whl";

    private PackageIndex Publish(IndexFileOptions? options = null, int size = 300_000)
    {
        var index = fixture.Server.CreateIndex();
        var random = new byte[size];
        new Random(1).NextBytes(random);
        index.Add(
            new WheelBuilder("alpha", "1.0") { RequiresPython = ">=3.7" }
                .Requires("beta>=1,<2", "gamma ; sys_platform == 'win32'")
                .Extra("more", "delta==1.*")
                .File("alpha/data.bin", random),
            options
        );
        return index;
    }

    private static async Task<List<string>> Requires(IndexTestBed bed)
    {
        var metadata = await bed.MetadataOf(await bed.Files("alpha"));
        Assert.Equal(">=3.7", metadata.RequiresPython!.ToString());
        Assert.Equal("more", Assert.Single(metadata.Extras).Value);
        return [.. metadata.Requires.Select(r => r.Name.Value)];
    }

    private static void HasAll(List<string> names) =>
        Assert.Equal(["beta", "gamma", "delta"], names, StringComparer.Ordinal);

    [Fact]
    public async Task Comes_from_the_file_beside_the_wheel_and_then_from_one_packed_file()
    {
        var index = Publish();
        using var bed = new IndexTestBed(index);
        HasAll(await Requires(bed));
        Assert.Equal(
            ["simple/alpha/", Path + ".metadata"],
            index.Requests.Select(r => r.Path),
            StringComparer.Ordinal
        );
        bed.Restart();
        index.ForgetRequests();
        var files = await bed.Files("alpha");
        Assert.True(bed.Metadata.TryGet(files, 0, out var metadata));
        Assert.Equal(
            "beta<2,>=1",
            metadata.Requires[0].ToString().Replace(">=1,<2", "<2,>=1", StringComparison.Ordinal)
        );
        Assert.Contains("extra == ", metadata.Requires[2].ToString(), StringComparison.Ordinal);
        Assert.Empty(index.Requests);
    }

    [Fact]
    public async Task Comes_from_inside_the_wheel_by_ranges_where_there_is_no_file_beside_it()
    {
        var index = Publish(new IndexFileOptions { PublishesMetadata = false });
        using var bed = new IndexTestBed(index);
        HasAll(await Requires(bed));
        Assert.All(index.Requests.Skip(1), r => Assert.Equal(206, r.Status));
        Assert.InRange(index.Requests.Count, 2, 3);
    }

    public static TheoryData<string, IndexFault> Refusals =>
        new()
        {
            { "ignored", new IndexFault.NoRanges() },
            { "404", new IndexFault.Status(404) },
            { "416", new IndexFault.Status(416) },
            { "500", new IndexFault.Status(500) },
            { "reset", new IndexFault.Reset() },
        };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Comes_from_the_whole_wheel_where_ranges_fail(string how, IndexFault fault)
    {
        Assert.NotEmpty(how);
        var index = Publish(new IndexFileOptions { PublishesMetadata = false });
        // The first request for the wheel is for its end; what comes after the retries is for the whole.
        index.Fail(Path, fault, times: fault is IndexFault.Status { Code: 500 } or IndexFault.Reset ? 4 : 1);
        using var bed = new IndexTestBed(index);
        HasAll(await Requires(bed));
        var whole = index.Requests[^1];
        Assert.Null(whole.Range);
        // Whoever installs the wheel then does not fetch it again.
        var count = index.Requests.Count;
        using var archive = await bed.Download(await bed.Files("alpha"));
        Assert.Equal(count, index.Requests.Count);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(500)]
    public async Task A_missing_file_beside_the_wheel_is_no_verdict(int status)
    {
        var index = Publish();
        index.Fail("metadata$", new IndexFault.Status(status));
        using var bed = new IndexTestBed(index);
        HasAll(await Requires(bed));
    }

    [Fact]
    public async Task A_page_in_place_of_the_file_beside_the_wheel_is_no_verdict()
    {
        var index = Publish(
            new IndexFileOptions { SidecarMetadata = "<html>please log in</html>"u8.ToArray() }
        );
        using var bed = new IndexTestBed(index);
        HasAll(await Requires(bed));
    }

    [Fact]
    public async Task Metadata_of_another_package_or_version_is_refused()
    {
        foreach (
            var text in new[]
            {
                "Metadata-Version: 2.1\nName: other\nVersion: 1.0\n",
                "Metadata-Version: 2.1\nName: alpha\nVersion: 1.1\n",
            }
        )
        {
            var index = Publish(new IndexFileOptions { SidecarMetadata = Encoding.UTF8.GetBytes(text) });
            using var bed = new IndexTestBed(index);
            var e = await Assert.ThrowsAsync<DistributionException>(() => Requires(bed));
            Assert.Contains("does not match given", e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_wheel_that_contradicts_the_file_beside_it_is_refused_before_installing()
    {
        var index = Publish(
            new IndexFileOptions
            {
                SidecarMetadata =
                    "Metadata-Version: 2.1\nName: alpha\nVersion: 1.0\nRequires-Dist: evil\n"u8.ToArray(),
            }
        );
        using var bed = new IndexTestBed(index);
        var files = await bed.Files("alpha");
        Assert.Equal("evil", (await bed.MetadataOf(files)).Requires[0].Name.Value);
        var distribution = new Krait.Sources.RegistryDistribution(files.Name, files.File(0), files.Index);
        using var archive = await bed.Download(files);
        var own = Krait.Sources.WheelMembers.Read(archive.Bytes, distribution, allowsOtherVersions: false);
        var e = Assert.Throws<DistributionException>(() => bed.Metadata.Check(distribution, own));
        Assert.Contains("contradicts", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_pack_is_made_again()
    {
        var index = Publish();
        using var bed = new IndexTestBed(index);
        HasAll(await Requires(bed));
        bed.Restart();
        var pack = Assert.Single(Directory.GetFiles(bed.Folder, "*.metadata", SearchOption.AllDirectories));
        var good = await File.ReadAllBytesAsync(pack, TestContext.Current.CancellationToken);
        for (var at = 0; at < good.Length; at += 5)
        {
            byte[] bad = [.. good];
            bad[at] ^= 0x11;
            await File.WriteAllBytesAsync(pack, bad, TestContext.Current.CancellationToken);
            bed.Restart();
            HasAll(await Requires(bed));
        }
    }

    [Fact]
    public async Task Packs_of_two_commands_are_merged()
    {
        var index = Publish();
        index.Add(new WheelBuilder("alpha", "2.0").Requires("epsilon"));
        using var bed = new IndexTestBed(index);
        using var other = new IndexTestBed(index);
        await bed.MetadataOf(await bed.Files("alpha"), 0);
        bed.Restart();
        await bed.MetadataOf(await bed.Files("alpha"), 1);
        bed.Restart();
        index.ForgetRequests();
        var files = await bed.Files("alpha");
        Assert.True(bed.Metadata.TryGet(files, 0, out _));
        Assert.True(bed.Metadata.TryGet(files, 1, out var second));
        Assert.Equal("epsilon", Assert.Single(second.Requires).Name.Value);
        Assert.Empty(index.Requests);
    }
}
