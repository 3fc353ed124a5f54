using Krait.Storage;

namespace Krait.Installer;

/// <summary>A folder of the stage, and the path of the one that it stands for.</summary>
internal sealed record StageFolder(DirectoryHandle Handle, string Path);

/// <summary>
/// The folders of a transaction's stage that wheels are staged into, each made and opened once. <see cref="Prepare"/> is for one
/// thread; what it prepared may then be used by several.
/// </summary>
internal sealed class StageFolders(TransactionAreas areas, InstallTarget target) : IDisposable
{
    private readonly Dictionary<string, StageFolder> _folders = new(StringComparer.Ordinal);

    /// <summary>The permission bits that the umask leaves, as the stage's own folder shows them.</summary>
    public int Permissions { get; } =
        areas.Main.Stage.TryStatus(".", out var status) ? status.Mode & 0x1FF : 0x1FF;

    /// <summary>Makes the folders of all that the wheel brings.</summary>
    public void Prepare(WheelInstallation installation)
    {
        var manifest = installation.Wheel.Manifest;
        for (var scheme = Scheme.Site; (int)scheme < Schemes.Count; scheme++)
        {
            if (
                scheme == Scheme.Site
                || manifest.Has(scheme)
                || (scheme == Scheme.Scripts && !manifest.EntryPoints.IsEmpty)
            )
            {
                var path = PathOf(installation, scheme);
                if (!_folders.ContainsKey(path))
                {
                    _folders.Add(path, Open(path));
                }
            }
        }
    }

    /// <summary>A folder that was prepared.</summary>
    public StageFolder Of(WheelInstallation installation, Scheme scheme) =>
        _folders[PathOf(installation, scheme)];

    public void Dispose()
    {
        foreach (var folder in _folders.Values)
        {
            folder.Handle.Dispose();
        }
    }

    private string PathOf(WheelInstallation installation, Scheme scheme) =>
        target.FolderOf(scheme, installation.Wheel.Manifest.IsPurelib, installation.Name);

    private StageFolder Open(string path)
    {
        var canonical = areas.Canonical(path);
        if (!areas.TryLocate(canonical, out var number, out var relative))
        {
            throw new InvalidOperationException($"{path} lies outside of the target");
        }

        var stage = areas.All[number].Stage;
        for (var at = relative.IndexOf('/'); at >= 0; at = relative.IndexOf('/', at + 1))
        {
            _ = stage.CreateDirectory(relative[..at]);
        }

        if (relative.Length > 0)
        {
            _ = stage.CreateDirectory(relative);
        }

        return new(stage.OpenDirectory(relative.Length == 0 ? "." : relative), canonical);
    }
}
