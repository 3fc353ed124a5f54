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
}
