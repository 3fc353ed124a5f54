using Krait.Storage;

namespace Krait.Cache;

/// <content>The operations of <c>cache clean</c>, <c>cache prune</c> and <c>cache size</c>.</content>
public sealed partial class CacheFolder
{
    // A bucket holds NAME/… or INDEX/NAME.extension; deeper, names are those of packages' own files.
    private const int DeepestPackageEntry = 2;

    /// <summary>Whether there is a cache at all.</summary>
    public bool Exists => Directory.Exists(Root);

    /// <summary>The length in bytes of all files.</summary>
    public long Measure() => Exists ? MeasureFolder(new DirectoryInfo(Root)) : 0;

    /// <summary>
    /// Waits until no other command works in the cache, and keeps others out until the result is disposed: to be held around
    /// a removal. Null where there is no cache, or it cannot be locked.
    /// </summary>
    /// <param name="waiting">Called once before a wait.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public IDisposable? Exclude(Action? waiting = null, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            _use?.Dispose();
            _use = null;
        }
        try
        {
            return Exists
                ? FileLock.Acquire(Path.Join(Root, LockName), exclusive: true, waiting, cancellation)
                : null;
        }
        catch (StorageException)
        {
            return null;
        }
    }

    /// <summary>Removes everything, the folder itself included.</summary>
    public CacheRemoval Clean()
    {
        if (!Exists)
            return default;
        var removed = Remove(new DirectoryInfo(Root));
        lock (_gate)
        {
            _made.Clear();
            _prepared = false;
        }
        return removed;
    }

    /// <summary>Removes what belongs to one package, whose normalized name is given.</summary>
    public CacheRemoval CleanPackage(string name)
    {
        CacheRemoval removed = default;
        foreach (var bucket in CacheBucket.All)
        {
            var folder = new DirectoryInfo(PathOf(bucket));
            if (folder.Exists)
                removed += RemovePackage(folder, name, depth: 1);
        }
        return removed;
    }

    /// <summary>
    /// Removes buckets of other layouts and what interrupted commands left; with <paramref name="ci"/> also everything that
    /// is as quickly fetched again as it would be carried from run to run.
    /// </summary>
    public CacheRemoval Prune(bool ci = false)
    {
        CacheRemoval removed = default;
        if (!Exists)
            return removed;
        foreach (var entry in new DirectoryInfo(Root).EnumerateDirectories())
        {
            if (string.Equals(entry.Name, CacheBucket.Staging.Name, StringComparison.Ordinal))
            {
                foreach (var leftover in entry.EnumerateFileSystemInfos())
                    removed += Remove(leftover);
                continue;
            }
            var known = false;
            foreach (var bucket in CacheBucket.All)
            {
                var keeps = !(ci && bucket.IsFetched);
                known |= keeps && string.Equals(bucket.Name, entry.Name, StringComparison.Ordinal);
            }
            if (!known)
                removed += Remove(entry);
        }
        lock (_gate)
            _made.Clear();
        return removed;
    }

    private static CacheRemoval RemovePackage(DirectoryInfo folder, string name, int depth)
    {
        CacheRemoval removed = default;
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            var isFolder = entry is DirectoryInfo && entry.LinkTarget is null;
            if (depth == 1 && isFolder && string.Equals(entry.Name, name, StringComparison.Ordinal))
                removed += Remove(entry);
            else if (isFolder && depth < DeepestPackageEntry)
                removed += RemovePackage((DirectoryInfo)entry, name, depth + 1);
            else if (!isFolder && depth == DeepestPackageEntry && IsOf(entry.Name, name))
                removed += Remove(entry);
        }
        return removed;
    }

    private static bool IsOf(string file, string name) =>
        file.Length > name.Length
        && file[name.Length] == '.'
        && file.StartsWith(name, StringComparison.Ordinal);

    private static CacheRemoval Remove(FileSystemInfo entry)
    {
        try
        {
            if (entry is not DirectoryInfo folder || entry.LinkTarget is not null)
            {
                var bytes = entry is FileInfo { LinkTarget: null } file ? file.Length : 0;
                entry.Delete();
                return new CacheRemoval(1, 0, bytes);
            }
            CacheRemoval removed = default;
            foreach (var inner in folder.EnumerateFileSystemInfos())
                removed += Remove(inner);
            folder.Delete();
            return removed + new CacheRemoval(0, 1, 0);
        }
        catch (FileNotFoundException)
        {
            return default;
        }
        catch (DirectoryNotFoundException)
        {
            return default;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CacheException("remove", entry.FullName, e);
        }
    }

    private static long MeasureFolder(DirectoryInfo folder)
    {
        long bytes = 0;
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            if (entry is FileInfo { LinkTarget: null } file)
                bytes += file.Length;
            else if (entry is DirectoryInfo { LinkTarget: null } inner)
                bytes += MeasureFolder(inner);
        }
        return bytes;
    }
}
