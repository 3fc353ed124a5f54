using Krait.Archives;
using Krait.Cache;
using Krait.Metadata;
using Krait.Storage;
using Krait.Tags;

namespace Krait.Installer;

/// <summary>
/// Unpacked wheels in the cache, one entry for each archive, found by project and by the archive's SHA-256. An entry comes
/// into being by a rename when it is whole; any number of processes may add and use entries. Safe for several threads.
/// </summary>
internal sealed class WheelStore(CacheFolder cache, RecordPolicy recordPolicy = RecordPolicy.Strict)
{
    /// <summary>Whether wheels may say another version than their file names do.</summary>
    public bool AllowsOtherVersions { get; init; }

    /// <summary>
    /// Opens the entry of an archive; null when there is none, or when it is damaged: then it is removed.
    /// <paramref name="hash"/> are the 64 lower-case hexadecimal digits of the archive's SHA-256.
    /// </summary>
    public StoredWheel? TryOpen(string project, string hash)
    {
        var path = PathOf(project, hash);
        if (DirectoryHandle.TryOpen(path, out var error) is not { } folder)
        {
            return error is ErrorNumber.NotFound or ErrorNumber.NotDirectory
                ? null
                : throw new StorageException("open", path, error);
        }

        if (WheelManifest.TryOpen(folder) is { } manifest)
        {
            return new(folder, manifest, hash);
        }

        folder.Dispose();
        Discard(project, hash);
        return null;
    }

    /// <summary>
    /// Unpacks an archive whose SHA-256 is known to be <paramref name="hash"/>, unless an entry is there. What is odd about
    /// it, but no reason to refuse it, is added to <paramref name="warnings"/>; <paramref name="check"/> may refuse it by what
    /// its metadata say. Free <paramref name="workers"/> help; the caller's own thread is not one of them.
    /// </summary>
    /// <exception cref="DistributionException">The archive is damaged, hostile, or not what its name says.</exception>
    /// <exception cref="StorageException">The cache cannot be written.</exception>
    public StoredWheel Add(
        ArchiveBytes archive,
        WheelFileName name,
        string hash,
        ICollection<string> warnings,
        Action<CoreMetadata>? check = null,
        WorkerSlots? workers = null
    )
    {
        var project = name.Name.Value;
        if (TryOpen(project, hash) is { } present)
        {
            return present;
        }

        var staging = cache.NewStagingPath();
        try
        {
            DirectoryHandle.CreatePath(staging);
            using (var folder = DirectoryHandle.Open(staging))
            {
                new WheelUnpacker(archive, name, folder, recordPolicy, warnings, workers)
                {
                    AllowsOtherVersions = AllowsOtherVersions,
                }.Unpack(check);
            }

            return Commit(staging, project, hash);
        }
        catch
        {
            RemoveQuietly(staging);
            throw;
        }
    }

    /// <summary>Removes an entry that turned out to be damaged.</summary>
    public void Discard(string project, string hash)
    {
        // First out of sight, so that nobody finds a half of it.
        var trash = cache.NewStagingPath();
        using var parent = DirectoryHandle.TryOpen(Path.GetDirectoryName(PathOf(project, hash))!);
        using var staging = DirectoryHandle.Open(Path.GetDirectoryName(trash)!);
        if (parent?.TryRename(hash, staging, Path.GetFileName(trash)) == ErrorNumber.None)
        {
            RemoveQuietly(trash);
        }
    }

    private StoredWheel Commit(string staged, string project, string hash)
    {
        var path = cache.MakeFolderFor(PathOf(project, hash));
        using var from = DirectoryHandle.Open(Path.GetDirectoryName(staged)!);
        using var to = DirectoryHandle.Open(Path.GetDirectoryName(path)!);
        var error = from.TryRename(Path.GetFileName(staged), to, hash);
        if (error is ErrorNumber.Exists or ErrorNumber.NotEmpty)
        {
            // Another process was faster; what it made is as good as ours, unless it is damaged.
            if (TryOpen(project, hash) is { } present)
            {
                RemoveQuietly(staged);
                return present;
            }

            error = from.TryRename(Path.GetFileName(staged), to, hash);
        }

        return error == ErrorNumber.None
            ? TryOpen(project, hash) ?? throw new StorageException("open", path, ErrorNumber.NotFound)
            : throw new StorageException("store", path, error);
    }

    private static void RemoveQuietly(string path)
    {
        try
        {
            using var parent = DirectoryHandle.TryOpen(Path.GetDirectoryName(path)!);
            parent?.RemoveTree(Path.GetFileName(path));
        }
        catch (StorageException)
        {
            // It lies in the staging bucket, which the next prune empties.
            return;
        }
    }

    private string PathOf(string project, string hash) =>
        cache.PathOf(CacheBucket.Wheels, Path.Join(project, hash));
}
