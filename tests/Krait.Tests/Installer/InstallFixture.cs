using Krait.Cache;
using Krait.Environments;
using Krait.Installer;
using Krait.Storage;
using Krait.Tags;

namespace Krait.Tests.Installer;

/// <summary>An empty environment (its folders and an interpreter's name, no Python), and a cache with a wheel store.</summary>
internal sealed class InstallFixture : IDisposable
{
    private readonly TempFolder _folder = new();

    public InstallFixture()
    {
        Prefix = Path.Combine(_folder.Path, "env");
        Site = Path.Combine(Prefix, "lib", "python3.12", "site-packages");
        Scripts = Path.Combine(Prefix, "bin");
        Directory.CreateDirectory(Site);
        Directory.CreateDirectory(Scripts);
        Cache = new CacheFolder(Path.Combine(_folder.Path, "cache"));
        Store = new WheelStore(Cache);
        Target = new InstallTarget
        {
            Prefix = Prefix,
            Purelib = Site,
            Platlib = Site,
            Scripts = Scripts,
            Headers = Path.Combine(Prefix, "include", "site", "python3.12"),
            Interpreter = Path.Combine(Scripts, "python"),
            LockPath = Path.Combine(Prefix, ".lock"),
        };
    }

    public string Root => _folder.Path;

    public string Prefix { get; }

    public string Site { get; }

    public string Scripts { get; }

    public CacheFolder Cache { get; }

    public WheelStore Store { get; }

    public InstallTarget Target { get; }

    /// <summary>What was warned of, in order.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>The environment without what Krait keeps beside it.</summary>
    public string Tree() =>
        TreeListing.Of(
            Prefix,
            contents: true,
            skip: p => p is ".lock" || p.StartsWith(".krait", StringComparison.Ordinal)
        );

    public WheelInstallation Stored(WheelFile wheel) =>
        new()
        {
            Name = WheelFileName.Parse(wheel.FileName).Name.Value,
            Wheel = Store.Add(wheel.Bytes, WheelFileName.Parse(wheel.FileName), wheel.Sha256, Warnings),
            IsRequested = true,
        };

    public void Install(params WheelFile[] wheels) => Change(LinkMode.Hardlink, [], wheels);

    public void Remove(params string[] names) => Change(LinkMode.Hardlink, names);

    /// <summary>Removes and installs in one transaction; what is installed under the same name is replaced.</summary>
    public void Change(LinkMode mode, string[] removed, params WheelFile[] wheels)
    {
        using var transaction = EnvironmentTransaction.Begin(Target, new Listener(Warnings));
        var installations = wheels.Select(Stored).ToList();
        try
        {
            var (removals, staying) = Split(transaction, removed, installations);
            transaction.Apply(installations, removals, staying, mode);
        }
        finally
        {
            installations.ForEach(i => i.Wheel.Dispose());
        }
    }

    public (List<RemovedDistribution> Removals, List<RecordedFiles> Staying) Split(
        EnvironmentTransaction transaction,
        string[] removed,
        List<WheelInstallation> installations
    )
    {
        var removals = new List<RemovedDistribution>();
        var staying = new List<RecordedFiles>();
        foreach (var folder in Directory.GetDirectories(Site, "*.dist-info").Order(StringComparer.Ordinal))
        {
            var parts = Path.GetFileNameWithoutExtension(folder).Split('-');
            var name = parts[0].Replace('_', '-').ToLowerInvariant();
            var isReplaced = installations.Any(i => i.Name == name);
            if (isReplaced || removed.Contains(name))
                removals.Add(new(name, parts[1], InstalledForm.DistInfo, folder, isReplaced));
            else
                staying.Add(transaction.FilesOf(name, folder));
        }
        return (removals, staying);
    }

    public void Dispose()
    {
        Cache.Dispose();
        _folder.Dispose();
    }

    private sealed class Listener(List<string> warnings) : IProgress<KraitEvent>
    {
        public void Report(KraitEvent value)
        {
            if (value is KraitEvent.Warning warning)
                warnings.Add(warning.Text);
        }
    }
}
