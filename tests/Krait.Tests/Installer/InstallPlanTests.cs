using Krait.Environments;
using Krait.Http;
using Krait.Indexes;
using Krait.Installer;
using Krait.Requirements;
using Krait.Sources;
using Krait.Storage;
using Krait.Versions;

namespace Krait.Tests.Installer;

public sealed class InstallPlanTests : IDisposable
{
    private static readonly IndexLocation Index = IndexLocation.TryParse(
        "http://127.0.0.1:9/simple",
        "/",
        out var location
    )
        ? location
        : throw new FormatException();
    private readonly InstallFixture _fixture = new();
    private readonly HttpTransport _http = new(new HttpOptions { Offline = true }, TimeProvider.System);
    private readonly WheelDownloader _downloader;
    private readonly MetadataClient _metadata;

    public InstallPlanTests()
    {
        var indexes = new IndexClient(new IndexOptions(), _fixture.Cache, _http, TimeProvider.System);
        _downloader = new WheelDownloader(_fixture.Cache, _http, indexes, TimeProvider.System);
        _metadata = new MetadataClient(_fixture.Cache, _http, _downloader);
    }

    [Fact]
    public async Task What_fits_is_kept_and_what_does_not_is_replaced()
    {
        Install(Wheel("alpha", "1"), Wheel("beta", "1"), Wheel("gamma", "1"));
        var plan = await PlanAsync(
            new(),
            Registry("alpha", "1"),
            Registry("beta", "2"),
            Registry("delta", "1")
        );
        Assert.Equal("alpha==1", Names(plan.Kept));
        Assert.Equal("beta==1", Names(plan.Replaced));
        Assert.Equal("", Names(plan.Extraneous));
        Assert.Equal("beta==2 delta==1", Names(plan.Installed));
        Assert.False(plan.IsEmpty);
        plan = await PlanAsync(new() { IsExact = true }, Registry("alpha", "1.0"), Registry("gamma", "1"));
        Assert.Equal("beta==1", Names(plan.Extraneous));
        Assert.Equal("", Names(plan.Installed));
    }

    [Fact]
    public async Task Reinstalling_replaces_what_fits()
    {
        Install(Wheel("alpha", "1"), Wheel("beta", "1"));
        var one = new HashSet<PackageName> { PackageName.Parse("alpha") };
        var plan = await PlanAsync(
            new() { Reinstalled = one },
            Registry("alpha", "1"),
            Registry("beta", "1")
        );
        Assert.Equal("alpha==1", Names(plan.Replaced));
        plan = await PlanAsync(new() { ReinstallsAll = true }, Registry("alpha", "1"), Registry("beta", "1"));
        Assert.Equal("alpha==1 beta==1", Names(plan.Replaced));
    }

    [Fact]
    public async Task A_local_wheel_that_was_built_again_is_installed_again()
    {
        var folder = Path.Combine(_fixture.Root, "w");
        var path = new WheelBuilder("alpha", "1").File("alpha.py", "1").Build().WriteTo(folder);
        var wanted = DirectReference.Read(null, path, folder);
        Assert.Equal(1, (await InstallAsync(wanted)).Prepared);
        Assert.True((await PlanAsync(new(), wanted)).IsEmpty);
        new WheelBuilder("alpha", "1").File("alpha.py", "2").Build().WriteTo(folder);
        var again = await InstallAsync(wanted);
        Assert.Equal("alpha==1", Names(again.Removed));
        Assert.Equal("2", File.ReadAllText(Path.Combine(_fixture.Site, "alpha.py")));
        Assert.True((await PlanAsync(new(), wanted)).IsEmpty);
        var copy = new WheelBuilder("alpha", "1").File("alpha.py", "2").Build().WriteTo(folder + "2");
        Assert.False((await PlanAsync(new(), DirectReference.Read(null, copy, folder))).IsEmpty);
    }

    [Fact]
    public async Task An_entry_of_the_store_that_lost_a_file_is_mended_on_the_way()
    {
        var folder = Path.Combine(_fixture.Root, "w");
        var wheel = new WheelBuilder("alpha", "1").File("alpha.py", "1").Build();
        var wanted = DirectReference.Read(null, wheel.WriteTo(folder), folder);
        using (var stored = _fixture.Stored(wheel).Wheel)
            File.Delete(Path.Combine(stored.Folder.Path, "site", "alpha.py"));
        await InstallAsync(wanted);
        Assert.True(File.Exists(Path.Combine(_fixture.Site, "alpha.py")));
    }

    [Fact]
    public async Task Leftovers_of_a_crash_make_room()
    {
        var folder = Path.Combine(_fixture.Root, "w");
        Directory.CreateDirectory(Path.Combine(_fixture.Site, "alpha-0.9.dist-info"));
        var path = new WheelBuilder("alpha", "1").File("alpha.py", "1").Build().WriteTo(folder);
        await InstallAsync(DirectReference.Read(null, path, folder));
        Assert.Equal(
            "alpha-1.dist-info",
            Path.GetFileName(Assert.Single(Directory.GetDirectories(_fixture.Site)))
        );
        Assert.Empty(_fixture.Warnings);
    }

    public void Dispose()
    {
        _metadata.Dispose();
        _downloader.Dispose();
        _http.Dispose();
        _fixture.Dispose();
    }

    private static WheelFile Wheel(string name, string version) => new WheelBuilder(name, version).Build();

    private static RegistryDistribution Registry(string name, string version) =>
        new(
            PackageName.Parse(name),
            new DistributionFile
            {
                FileName = $"{name}-{version}-py3-none-any.whl",
                Url = new Uri($"http://127.0.0.1:9/files/{name}-{version}-py3-none-any.whl"),
                Version = PackageVersion.Parse(version),
                IsWheel = true,
            },
            Index
        );

    private static string Names(IEnumerable<InstalledDistribution> all) => string.Join(' ', all);

    private static string Names(IEnumerable<PlannedDistribution> all) =>
        string.Join(' ', all.Select(d => d.Distribution.Describe()));

    private void Install(params WheelFile[] wheels) => _fixture.Install(wheels);

    private async Task<InstallPlan> PlanAsync(InstallPlanOptions options, params Distribution[] wanted) =>
        await InstallPlan.CreateAsync(
            [.. wanted.Select(d => new PlannedDistribution(d, isRequested: true))],
            SitePackages.Read([_fixture.Site]),
            options,
            _downloader,
            TestContext.Current.CancellationToken
        );

    private async Task<InstallReport> InstallAsync(Distribution wanted)
    {
        using var transaction = EnvironmentTransaction.Begin(_fixture.Target);
        var plan = await PlanAsync(new(), wanted);
        var preparer = new WheelPreparer(_fixture.Store, _downloader, _metadata);
        var installer = new EnvironmentInstaller(preparer, TimeProvider.System) { LinkMode = LinkMode.Copy };
        return await installer.ApplyAsync(
            transaction,
            plan,
            SitePackages.Read([_fixture.Site]),
            TestContext.Current.CancellationToken
        );
    }
}
