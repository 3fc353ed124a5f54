using Krait.Storage;

namespace Krait.Installer;

/// <summary>
/// The file systems that one transaction works on: that of the prefix, and one for each folder of the target that lies
/// elsewhere or on another device. A place is an area's number and a path below it, with slashes.
/// </summary>
internal sealed class TransactionAreas : IDisposable
{
    private readonly List<TransactionArea> _areas = [];
    private readonly Dictionary<string, string> _canonical = new(StringComparer.Ordinal);
    private readonly InstallTarget _target;

    public TransactionAreas(InstallTarget target)
    {
        _target = target;
        try
        {
            _areas.Add(TransactionArea.Open(target.Prefix));
            foreach (var path in Folders(target))
            {
                Cover(path);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public IReadOnlyList<TransactionArea> All => _areas;

    /// <summary>The area of the prefix, where the journal lies.</summary>
    public TransactionArea Main => _areas[0];

    /// <summary>Folders that are part of the target itself, with all above them, for one area.</summary>
    public IReadOnlySet<string> FixedFolders(byte area)
    {
        var folders = new HashSet<string>(StringComparer.Ordinal) { "" };
        foreach (var path in Folders(_target))
        {
            if (CanonicalPath.Below(_areas[area].Path, Canonical(path)) is not { } relative)
            {
                continue;
            }

            for (var at = relative.Length; at > 0; at = relative.LastIndexOf('/', at - 1))
            {
                _ = folders.Add(relative[..at]);
            }
        }

        return folders;
    }

    /// <summary>The canonical path of a folder; each is looked up once.</summary>
    public string Canonical(string folder)
    {
        if (!_canonical.TryGetValue(folder, out var path))
        {
            _canonical[folder] = path = CanonicalPath.Of(folder);
        }

        return path;
    }

    /// <summary>The place of a canonical path; false when it lies outside of all areas.</summary>
    public bool TryLocate(string path, out byte area, out string relative)
    {
        // Areas inside others come later.
        for (var i = _areas.Count - 1; i >= 0; i--)
        {
            if (CanonicalPath.Below(_areas[i].Path, path) is { } below)
            {
                (area, relative) = ((byte)i, below);
                return true;
            }
        }

        (area, relative) = (0, "");
        return false;
    }

    /// <summary>Opens the areas that a journal names.</summary>
    public static List<TransactionArea> Open(IReadOnlyList<string> paths)
    {
        var areas = new List<TransactionArea>();
        try
        {
            foreach (var path in paths)
            {
                areas.Add(TransactionArea.Open(path));
            }
        }
        catch
        {
            areas.ForEach(a => a.Dispose());
            throw;
        }

        return areas;
    }

    public void Clear() => _areas.ForEach(a => a.Clear());

    public void Dispose() => _areas.ForEach(a => a.Dispose());

    private static string[] Folders(InstallTarget target) =>
        [target.Purelib, target.Platlib, target.Scripts, target.Headers];

    private void Cover(string path)
    {
        var canonical = Canonical(path);
        if (TryLocate(canonical, out var area, out _) && DeviceOf(canonical) == _areas[area].Device)
        {
            return;
        }

        _areas.Add(TransactionArea.Open(canonical));
    }

    /// <summary>The device of the deepest part of the path that exists.</summary>
    private static ulong DeviceOf(string path)
    {
        for (var part = path; !string.IsNullOrEmpty(part); part = Path.GetDirectoryName(part))
        {
            if (FileStatus.TryGet(part, out var status))
            {
                return status.Identity.Device;
            }
        }

        return 0;
    }
}
