namespace Krait.EndToEnd.Tests;

public sealed class PipUninstallTests(SharedIndexServer shared) : CommandTest(shared)
{
    [Fact]
    public async Task Removes_packages_and_leaves_nothing_of_them()
    {
        Publish("alpha 1.0\nbeta 1.0\n");
        await MakeEnvironmentAsync();
        var before = State();
        await InstallAsync("alpha", "beta");
        var result = await RunAsync("pip", "uninstall", "Alpha", "beta", "gamma");
        Assert.Equal(
            "warning: Skipping gamma as it is not installed\nUninstalled 2 packages in [time]\n - alpha==1.0\n - beta==1.0\n",
            Normal(result.Error)
        );
        Assert.Equal(before, State());
    }

    [Fact]
    public async Task Says_so_when_there_is_nothing_to_remove()
    {
        await MakeEnvironmentAsync();
        var result = await RunAsync("pip", "uninstall", "gamma");
        Assert.Equal(
            "warning: Skipping gamma as it is not installed\nwarning: No packages to uninstall\n",
            result.Error
        );
    }

    [Fact]
    public async Task A_dry_run_removes_nothing()
    {
        Publish("alpha 1.0\n");
        await MakeEnvironmentAsync();
        await InstallAsync("alpha");
        var result = await RunAsync("pip", "uninstall", "--dry-run", "alpha");
        Assert.Equal("Would uninstall 1 package\n - alpha==1.0\n", result.Error);
        Assert.Equal("alpha==1.0", await FrozenAsync());
    }

    [Fact]
    public async Task Eggs_go_with_their_line_of_the_path_and_are_no_fault_before()
    {
        Publish("alpha 2.0\n");
        await MakeEnvironmentAsync();
        var before = State();
        MakeEgg("alpha");
        MakeEgg("beta");
        using (
            var zip = System.IO.Compression.ZipFile.Open(
                Path.Combine(SitePackages, "gamma-1.0-py3.12.egg"),
                System.IO.Compression.ZipArchiveMode.Create
            )
        )
        await using (var member = new StreamWriter(zip.CreateEntry("EGG-INFO/PKG-INFO").Open()))
            await member.WriteAsync("Metadata-Version: 1.1\nName: gamma\nVersion: 1.0\n");
        var lines = Path.Combine(SitePackages, "easy-install.pth");
        await File.WriteAllTextAsync(
            lines,
            $"import sys; sys.__plen = 1\n./alpha-1.0-py3.12.egg\n{SitePackages}/gamma-1.0-py3.12.egg\n./beta-1.0-py3.12.egg\n"
        );
        Assert.Equal("alpha==1.0 beta==1.0 gamma==1.0", await FrozenAsync());
        await RunAsync("pip", "check");
        await InstallAsync("--upgrade", "alpha");
        Assert.Equal("alpha==2.0 beta==1.0 gamma==1.0", await FrozenAsync());
        await RunAsync("pip", "uninstall", "gamma");
        Assert.Equal(
            "import sys; sys.__plen = 1\n./beta-1.0-py3.12.egg\n",
            await File.ReadAllTextAsync(lines)
        );
        await RunAsync("pip", "uninstall", "alpha", "beta");
        Assert.Equal(before, State());

        void MakeEgg(string name)
        {
            var info = Path.Combine(SitePackages, $"{name}-1.0-py3.12.egg", "EGG-INFO");
            Directory.CreateDirectory(info);
            File.WriteAllText(
                Path.Combine(info, "PKG-INFO"),
                $"Metadata-Version: 1.1\nName: {name}\nVersion: 1.0\n"
            );
            File.WriteAllText(Path.Combine(Path.GetDirectoryName(info)!, $"{name}.py"), "");
        }
    }

    /// <summary>Of a namespace that others share an old record does not say what is its own.</summary>
    [Fact]
    public async Task An_old_record_takes_its_modules_and_no_shared_namespace()
    {
        await MakeEnvironmentAsync();
        var info = Directory.CreateDirectory(Path.Combine(SitePackages, "old-1.0-py3.12.egg-info")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(info, "PKG-INFO"),
            "Metadata-Version: 1.1\nName: old\nVersion: 1.0\n"
        );
        await File.WriteAllTextAsync(Path.Combine(info, "top_level.txt"), "\nshared\nown\n..\n");
        await File.WriteAllTextAsync(Path.Combine(info, "namespace_packages.txt"), "shared\n");
        foreach (var module in (string[])["shared/other", "own/sub"])
        {
            Directory.CreateDirectory(Path.Combine(SitePackages, module));
            await File.WriteAllTextAsync(Path.Combine(SitePackages, module, "m.py"), "");
        }
        await RunAsync("pip", "uninstall", "old");
        Assert.False(Directory.Exists(info));
        Assert.False(Directory.Exists(Path.Combine(SitePackages, "own")));
        Assert.True(File.Exists(Path.Combine(SitePackages, "shared", "other", "m.py")));
    }

    [Fact]
    public async Task What_lost_its_metadata_is_named_and_can_be_removed()
    {
        Publish("alpha 1.0\n");
        await MakeEnvironmentAsync();
        var before = State();
        await InstallAsync("alpha");
        var info = Path.Combine(SitePackages, "alpha-1.0.dist-info");
        File.Delete(Path.Combine(info, "METADATA"));
        foreach (var verb in (string[])["list", "freeze"])
            Assert.Contains(info, (await RunAsync("pip", verb)).Error, StringComparison.Ordinal);
        var result = await RunAsync("pip", "uninstall", "alpha");
        Assert.Equal("Uninstalled 1 package in [time]\n - alpha==1.0\n", Normal(result.Error));
        Assert.Equal(before, State());

        await InstallAsync("alpha");
        File.Delete(Path.Combine(info, "METADATA"));
        File.Delete(Path.Combine(info, "RECORD"));
        result = (await Krait.RunAsync("pip", "uninstall", "alpha")).Expect(2);
        Assert.Contains("`RECORD` file not found", result.Error, StringComparison.Ordinal);
        Assert.True(Directory.Exists(Path.Combine(SitePackages, "alpha")));
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_is_not_called_missing()
    {
        Publish("alpha 1.0\n");
        await MakeEnvironmentAsync();
        await InstallAsync("alpha");
        var record = Path.Combine(SitePackages, "alpha-1.0.dist-info", "RECORD");
        await using (var file = new FileStream(record, FileMode.Append))
            file.Write([0xE9, (byte)',', (byte)',', (byte)'\n']);
        var result = (await Krait.RunAsync("pip", "uninstall", "alpha")).Expect(2);
        Assert.Contains("cannot be read", result.Error, StringComparison.Ordinal);
        Assert.Contains("UTF-8", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_stands_for_what_was_installed_from_it()
    {
        Publish("alpha 1.0\nbeta 1.0\n");
        await MakeEnvironmentAsync();
        await InstallAsync("alpha", "beta");
        await File.WriteAllTextAsync(
            Path.Combine(SitePackages, "alpha-1.0.dist-info", "direct_url.json"),
            $$"""{"url": "{{new Uri(Folder["source of alpha"]).AbsoluteUri}}", "dir_info": {"editable": true} }"""
        );
        var result = await RunAsync("pip", "uninstall", "./other");
        Assert.Equal(
            $"warning: Skipping `{new Uri(Folder["other"]).AbsoluteUri}` as it is not installed\n"
                + "warning: No packages to uninstall\n",
            result.Error
        );
        result = await RunAsync("pip", "uninstall", "./source of alpha/", "alpha", "./other");
        Assert.EndsWith(
            "Uninstalled 1 package in [time]\n - alpha==1.0 (from file://[folder]/source%20of%20alpha)\n",
            Normal(result.Error),
            StringComparison.Ordinal
        );
        Assert.Equal("beta==1.0", await FrozenAsync());
        result = await RunAsync("pip", "uninstall", "./source of alpha");
        Assert.Contains("No packages to uninstall", result.Error, StringComparison.Ordinal);
    }
}
