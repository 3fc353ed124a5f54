using Krait.Environments;
using Krait.Requirements;

namespace Krait.Tests.Environments;

public sealed class SitePackagesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Babel-2.15.0", "babel", "2.15.0")]
    [InlineData("zope.event-1.0", "zope-event", "1.0")]
    [InlineData("my-pkg-1.0", "my-pkg", "1.0")]
    [InlineData("a-2-1.0", "a-2", "1.0")]
    [InlineData("my_package-2024.3.13_0873c15", "my-package", "2024.3.13+0873c15")]
    [InlineData("x-1.0.post1", "x", "1.0.post1")]
    [InlineData("x-1!2.0", "x", "1!2.0")]
    public void Names_and_versions_are_read_in_every_spelling(string stem, string name, string version)
    {
        Assert.True(InfoName.TryParse(stem, out var parsedName, out var parsedVersion));
        Assert.Equal((name, version), (parsedName.Value, parsedVersion.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("x-")]
    [InlineData("-1.0")]
    [InlineData("x-final")]
    public void What_is_no_name_and_version_is_not_taken_for_one(string stem) =>
        Assert.False(InfoName.TryParse(stem, out _, out _));

    [Fact]
    public void Every_form_of_record_is_found()
    {
        Write("alpha-1.0.dist-info/METADATA", "Name: alpha\nVersion: 1.0\n");
        Write(
            "my_package-2.0_abc.dist-info/METADATA",
            "Metadata-Version: 2.1\nName: My.Package\nVersion: 2.0+abc\n"
        );
        Write("beta-1.5-py3.12.egg-info/PKG-INFO", "Name: beta\nVersion: 1.5\n");
        Write("gamma-0.1.egg-info", "Metadata-Version: 1.0\nName: gamma\nVersion: 0.1\n");
        Write("delta.egg-link", Path.Combine(_folder.Path, "source") + "\n.");
        Write("source/delta.egg-info/PKG-INFO", "Name: delta\nVersion: 3\n");
        Write("epsilon-4.0-py3.12.egg/EGG-INFO/PKG-INFO", "Name: epsilon\nVersion: 4.0\n");
        Write("module.py", "");
        var packages = SitePackages.Read([_folder.Path, Path.Combine(_folder.Path, "absent")]);
        Assert.Equal(
            "alpha==1.0 beta==1.5 delta==3 epsilon==4.0 gamma==0.1 my-package==2.0+abc",
            string.Join(' ', packages.All)
        );
        Assert.Empty(packages.Broken);
        Assert.Equal(
            [
                InstalledForm.DistInfo,
                InstalledForm.EggInfoFolder,
                InstalledForm.EggLink,
                InstalledForm.Egg,
                InstalledForm.EggInfoFile,
                InstalledForm.DistInfo,
            ],
            packages.All.Select(d => d.Form)
        );
        Assert.Equal(
            Path.Combine(_folder.Path, "source"),
            packages.Find(PackageName.Parse("Delta"))?.FindEditableFolder()
        );
    }

    [Fact]
    public void What_a_crash_left_disturbs_nothing_and_is_named()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "alpha-1.0.dist-info"));
        Write("beta-1.0.dist-info/METADATA", "Name: beta\nVersion: 1.0\n");
        Write("gamma.dist-info/METADATA", "no header");
        Write("delta.egg-link", "/no/such/tree\n");
        Directory.CreateDirectory(Path.Combine(_folder.Path, "~psilon-1.0.dist-info"));
        var packages = SitePackages.Read([_folder.Path]);
        Assert.Equal("beta==1.0", string.Join(' ', packages.All));
        Assert.Equal(
            "alpha delta gamma",
            string.Join(' ', packages.Broken.Select(b => b.Name!.Value.Value).Order(StringComparer.Ordinal))
        );
    }

    [Fact]
    public void An_egg_info_that_came_with_a_wheel_is_no_distribution()
    {
        Write("alpha-1.0.dist-info/METADATA", "Name: alpha\nVersion: 1.0\n");
        Write("alpha.egg-info/PKG-INFO", "Name: alpha\nVersion: 1.0\n");
        Assert.Single(SitePackages.Read([_folder.Path]).All);
    }

    [Fact]
    public void A_packed_egg_tells_what_it_needs()
    {
        using (
            var zip = System.IO.Compression.ZipFile.Open(
                Path.Combine(_folder.Path, "alpha-1.0-py3.12.egg"),
                System.IO.Compression.ZipArchiveMode.Create
            )
        )
        using (var member = new StreamWriter(zip.CreateEntry("EGG-INFO/PKG-INFO").Open()))
            member.Write("Metadata-Version: 2.1\nName: alpha\nVersion: 1.0\nRequires-Dist: beta\n");
        Write("gamma-1.0-py3.12.egg", "no archive");
        var packages = SitePackages.Read([_folder.Path]);
        Assert.Equal("alpha==1.0 gamma==1.0", string.Join(' ', packages.All));
        Assert.Equal("beta", packages.All[0].TryReadMetadata(out _)?.RequiresDist[0].ToString());
        Assert.Null(packages.All[1].TryReadMetadata(out var problem));
        Assert.NotNull(problem);
    }

    [Fact]
    public void A_pipe_in_the_folder_is_not_read()
    {
        Write("alpha-1.0.dist-info/METADATA", "Name: alpha\nVersion: 1.0\n");
        using var mkfifo = System.Diagnostics.Process.Start(
            "mkfifo",
            [Path.Combine(_folder.Path, "beta-1.0.egg-info")]
        );
        mkfifo.WaitForExit();
        Assert.Equal("alpha==1.0", string.Join(' ', SitePackages.Read([_folder.Path]).All));
    }

    [Fact]
    public void Two_records_of_one_name_are_duplicates()
    {
        Write("alpha-1.0.dist-info/METADATA", "Name: alpha\nVersion: 1.0\n");
        Write("Alpha-2.0.dist-info/METADATA", "Name: Alpha\nVersion: 2.0\n");
        Write("beta-2.0.dist-info/METADATA", "Name: beta\nVersion: 2.0\n");
        var packages = SitePackages.Read([_folder.Path]);
        Assert.Equal("alpha==2.0 alpha==1.0", string.Join(' ', Assert.Single(packages.Duplicates)));
    }

    [Fact]
    public void Where_it_came_from_is_read()
    {
        Write(
            "alpha-1.0.dist-info/METADATA",
            "Metadata-Version: 2.1\nName: alpha\nVersion: 1.0\nRequires-Dist: beta\n"
        );
        Write(
            "alpha-1.0.dist-info/direct_url.json",
            """{"url": "file:///src/a%20b", "dir_info": {"editable": true}}"""
        );
        Write("alpha-1.0.dist-info/INSTALLER", "pip\n");
        Write("alpha-1.0.dist-info/REQUESTED", "");
        var alpha = Assert.Single(SitePackages.Read([_folder.Path]).All);
        Assert.Equal("/src/a b", alpha.FindEditableFolder());
        Assert.Equal("pip", alpha.ReadInstaller());
        Assert.True(alpha.IsRequested());
        Assert.Equal("beta", alpha.TryReadMetadata(out _)?.RequiresDist[0].ToString());
    }

    private void Write(string path, string text)
    {
        path = Path.Combine(_folder.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
