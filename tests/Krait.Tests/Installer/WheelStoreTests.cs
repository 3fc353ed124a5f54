using System.Text;
using Krait.Installer;
using Krait.Tags;

namespace Krait.Tests.Installer;

public class WheelStoreTests
{
    [Fact]
    public void An_archive_is_unpacked_once_and_found_again()
    {
        using var fixture = new InstallFixture();
        var wheel = new WheelBuilder("alpha", "1.0").Script("alpha", "alpha:main").Build();
        using (var first = fixture.Stored(wheel).Wheel)
            Assert.Equal(("alpha", "1.0"), (first.Manifest.Name, first.Manifest.Version));
        using var again = fixture.Store.TryOpen("alpha", wheel.Sha256);
        Assert.NotNull(again);
        Assert.Equal("alpha-1.0.dist-info", again.Manifest.InfoFolder);
        Assert.Null(fixture.Store.TryOpen("alpha", new string('0', 64)));
        Assert.Empty(Directory.GetFileSystemEntries(fixture.Cache.PathOf(Krait.Cache.CacheBucket.Staging)));
    }

    [Fact]
    public void A_damaged_entry_is_removed_and_made_again()
    {
        using var fixture = new InstallFixture();
        var wheel = new WheelBuilder("alpha", "1.0").Build();
        string manifest;
        using (var stored = fixture.Stored(wheel).Wheel)
            manifest = Path.Combine(stored.Folder.Path, WheelManifest.FileName);
        var bytes = File.ReadAllBytes(manifest);
        bytes[^1] ^= 1;
        File.Delete(manifest);
        File.WriteAllBytes(manifest, bytes);
        Assert.Null(fixture.Store.TryOpen("alpha", wheel.Sha256));
        fixture.Stored(wheel).Wheel.Dispose();
        Assert.NotNull(fixture.Store.TryOpen("alpha", wheel.Sha256));
    }

    [Fact]
    public void A_file_that_differs_from_its_row_of_RECORD_refuses_the_wheel()
    {
        using var fixture = new InstallFixture();
        var record = $"alpha.py,sha256={new string('A', 43)},5\nalpha-1.0.dist-info/RECORD,,\n";
        var wheel = new WheelBuilder("alpha", "1.0") { RecordText = record }
            .File("alpha.py", "x = 1")
            .Build();
        var error = Assert.Throws<DistributionException>(() => fixture.Stored(wheel));
        Assert.Contains("alpha-1.0-py3-none-any.whl", error.Message, StringComparison.Ordinal);
        Assert.Contains("alpha.py", error.InnerException!.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(fixture.Cache.PathOf(Krait.Cache.CacheBucket.Staging)));
    }

    [Fact]
    public void RECORD_is_completed_if_that_is_asked_for()
    {
        using var fixture = new InstallFixture();
        const string Record = "alpha.py,,\nghost.py,,\nalpha-1.0.dist-info/RECORD,,\n";
        var wheel = new WheelBuilder("alpha", "1.0") { RecordText = Record }
            .File("alpha.py", "x = 1")
            .File("alpha_hook.pth", "import sys\n")
            .Build();
        Assert.Throws<DistributionException>(() => fixture.Stored(wheel));
        var store = new WheelStore(fixture.Cache, RecordPolicy.Warn);
        var name = WheelFileName.Parse(wheel.FileName);
        using var stored = store.Add(wheel.Bytes, name, wheel.Sha256, fixture.Warnings);
        var rows = Encoding.UTF8.GetString(stored.Manifest.RecordRows);
        Assert.Contains("alpha_hook.pth,sha256=", rows, StringComparison.Ordinal);
        Assert.Contains("alpha.py,sha256=", rows, StringComparison.Ordinal);
        Assert.DoesNotContain("ghost", rows, StringComparison.Ordinal);
        Assert.Contains(fixture.Warnings, w => w.Contains("alpha_hook.pth", StringComparison.Ordinal));
        Assert.Contains(fixture.Warnings, w => w.Contains("ghost.py", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("scripts", "python3")]
    [InlineData("data", "bin/python")]
    [InlineData("data", "pyvenv.cfg")]
    [InlineData("scripts", "sub/tool")]
    [InlineData("unknown", "x")]
    [InlineData("data", "../../out.txt")]
    public void Data_that_reach_elsewhere_refuse_the_wheel(string key, string path)
    {
        using var fixture = new InstallFixture();
        var wheel = new WheelBuilder("alpha", "1.0").Data(key, path, "x").Build();
        Assert.Throws<DistributionException>(() => fixture.Stored(wheel));
    }

    [Theory]
    [InlineData("python", "alpha:main")]
    [InlineData("../x", "alpha:main")]
    [InlineData("a/b", "alpha:main")]
    [InlineData("x", "alpha")]
    public void Entry_points_that_are_no_scripts_refuse_the_wheel(string name, string target)
    {
        using var fixture = new InstallFixture();
        var wheel = new WheelBuilder("alpha", "1.0").Script(name, target).Build();
        Assert.Throws<DistributionException>(() => fixture.Stored(wheel));
    }

    [Fact]
    public void A_wheel_must_be_what_its_name_says()
    {
        using var fixture = new InstallFixture();
        var other = new WheelBuilder("alpha", "1.0")
        {
            MetadataText = "Metadata-Version: 2.1\nName: beta\nVersion: 1.0\n",
        };
        Assert.Throws<DistributionException>(() => fixture.Stored(other.Build()));
        other = new("alpha", "1.0") { MetadataText = "Metadata-Version: 2.1\nName: alpha\nVersion: 2\n" };
        Assert.Throws<DistributionException>(() => fixture.Stored(other.Build()));
    }

    [Fact]
    public void Helpers_unpack_what_one_thread_would()
    {
        using var fixture = new InstallFixture();
        using var workers = new WorkerSlots(3);
        var random = new Random(3);
        var builder = new WheelBuilder("alpha", "1.0");
        for (var i = 0; i < 40; i++)
        {
            var content = new byte[i % 4 == 0 ? 700_000 + i : 20_000 + i];
            random.NextBytes(content.AsSpan(0, content.Length / 2));
            builder.File($"alpha/{i}.bin", content);
        }
        var wheel = builder.Build();
        var name = WheelFileName.Parse(wheel.FileName);
        using var stored = fixture.Store.Add(wheel.Bytes, name, wheel.Sha256, [], null, workers);
        using var other = new InstallFixture();
        using var alone = other.Store.Add(wheel.Bytes, name, wheel.Sha256, []);
        Assert.Equal(TreeListing.Of(alone.Folder.Path), TreeListing.Of(stored.Folder.Path));
        Assert.True(alone.Manifest.RecordRows.SequenceEqual(stored.Manifest.RecordRows));
    }

    [Fact]
    public void Of_several_damaged_files_the_same_one_is_told_whoever_finds_it()
    {
        var builder = new WheelBuilder("alpha", "1.0") { RecordText = "alpha-1.0.dist-info/RECORD,,\n" };
        for (var i = 0; i < 12; i++)
            builder.File($"alpha/{i}.bin", Enumerable.Repeat((byte)(i + 1), 600_000 - i).ToArray());
        var wheel = builder.Build();
        var bytes = wheel.Bytes.ToArray();
        var zip = Krait.Archives.ZipReader.Open(bytes);
        foreach (var i in (int[])[3, 7, 11])
        {
            // In the middle of the member's data.
            var entry = zip.Entries[zip.Find($"alpha/{i}.bin")];
            bytes[entry.HeaderOffset + 60 + entry.CompressedSize / 2] ^= 0x55;
        }
        var told = new HashSet<string>();
        for (var round = 0; round < 8; round++)
        {
            using var fixture = new InstallFixture();
            using var workers = new WorkerSlots(4);
            var error = Assert.Throws<DistributionException>(() =>
                fixture.Store.Add(bytes, WheelFileName.Parse(wheel.FileName), wheel.Sha256, [], null, workers)
            );
            told.Add(error.InnerException!.Message);
            Assert.Empty(
                Directory.GetFileSystemEntries(fixture.Cache.PathOf(Krait.Cache.CacheBucket.Staging))
            );
        }
        Assert.Contains("alpha/3.bin", Assert.Single(told), StringComparison.Ordinal);
    }
}
