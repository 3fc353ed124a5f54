using Krait.Storage;

namespace Krait.Cache;

/// <summary>
/// The folder of everything that need not be fetched or computed twice. Any number of processes may use it: entries come
/// into being by a rename, readers of an entry that is being replaced keep the old one, and removal waits until nobody
/// else works in the folder. Making the object touches no disk.
/// </summary>
public sealed partial class CacheFolder : IDisposable
{
    private const string Tag = "CACHEDIR.TAG";
    private const string LockName = ".lock";
    private readonly bool _isTemporary;
    private readonly Lock _gate = new();
    private readonly HashSet<string> _made = new(StringComparer.Ordinal);
    private readonly string? _substitute;
    private readonly IProgress<KraitEvent>? _events;
    private volatile bool _isSubstituted;
    private bool _prepared;
    private FileLock? _use;

    /// <param name="root">Absolute path; need not exist.</param>
    /// <param name="isTemporary">Removed with all it holds when this object is disposed (<c>--no-cache</c>).</param>
    /// <param name="substitute">
    /// Absolute path of a folder that nobody has yet. What <paramref name="root"/> may not take for want of permission goes
    /// there, and goes with this object; null where such a refusal is an error.
    /// </param>
    /// <param name="events">Told when the substitute comes into use.</param>
    public CacheFolder(
        string root,
        bool isTemporary = false,
        string? substitute = null,
        IProgress<KraitEvent>? events = null
    )
    {
        if (!Path.IsPathFullyQualified(root))
            throw new ArgumentException("the cache's path must be absolute", nameof(root));
        Root = root;
        _isTemporary = isTemporary;
        _substitute = substitute;
        _events = events;
    }

    /// <summary>The folder's absolute path.</summary>
    public string Root { get; }

    /// <summary>The absolute path of a bucket; it may not exist yet.</summary>
    public string PathOf(CacheBucket bucket) => Path.Join(_isSubstituted ? _substitute : Root, bucket.Name);

    /// <summary>The absolute path of an entry; it may not exist yet.</summary>
    public string PathOf(CacheBucket bucket, string relative)
    {
        var path = Path.Join(Root, bucket.Name, relative);
        if (!_isSubstituted)
            return path;
        var other = Path.Join(_substitute, bucket.Name, relative);
        return Path.Exists(other) || !Path.Exists(path) ? other : path;
    }

    /// <summary>
    /// The path of a file or folder in the staging bucket that nothing has yet, on the file system of all entries; to be
    /// renamed into place. The bucket exists afterwards.
    /// </summary>
    /// <exception cref="CacheException">The folder cannot be written.</exception>
    public string NewStagingPath() =>
        MakeFolderFor(Path.Join(PathOf(CacheBucket.Staging), Guid.NewGuid().ToString("N")));

    /// <summary>
    /// Makes sure that the folder that is to hold <paramref name="path"/> exists. Returns where to write: that path, or its
    /// place in the substitute.
    /// </summary>
    /// <exception cref="CacheException">The folder cannot be written.</exception>
    public string MakeFolderFor(string path)
    {
        lock (_gate)
        {
            try
            {
                Prepare();
                path = Substituted(path);
                MakeFolder(Path.GetDirectoryName(path)!);
                return path;
            }
            catch (CacheException e) when (Substitute(e.InnerException?.InnerException))
            {
                path = Substituted(path);
                MakeFolder(Path.GetDirectoryName(path)!);
                return path;
            }
        }
    }

    /// <summary>Puts <paramref name="bytes"/> in place as the entry <paramref name="path"/>, all at once.</summary>
    /// <exception cref="CacheException">The folder cannot be written.</exception>
    public void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var target = MakeFolderFor(path);
        var staged = NewStagingPath();
        try
        {
            using var from = DirectoryHandle.Open(Path.GetDirectoryName(staged)!);
            using var to = DirectoryHandle.Open(Path.GetDirectoryName(target)!);
            from.CreateFile(Path.GetFileName(staged), bytes);
            from.Rename(Path.GetFileName(staged), to, Path.GetFileName(target));
        }
        catch (StorageException e)
        {
            RemoveQuietly(staged);
            if (!Substitute(e))
                throw new CacheException("write", path, e);
            Write(path, bytes);
        }
    }

    /// <summary>Removes an entry that turned out to be damaged; one that is gone already, or cannot be removed, is left.</summary>
    public static void RemoveQuietly(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another process may hold or have replaced it; the next read finds it damaged again.
            return;
        }
    }

    /// <summary>
    /// Says that this process works in the folder, so that nobody cleans it meanwhile; waits while somebody does. Done by the
    /// first write anyway; a command that only reads calls it before. Nothing happens where there is no cache yet.
    /// </summary>
    public void Enter(CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            if (_use is not null || _isTemporary || !Directory.Exists(Root))
                return;
            try
            {
                _use = FileLock.Acquire(
                    Path.Join(Root, LockName),
                    exclusive: false,
                    cancellation: cancellation
                );
            }
            catch (StorageException)
            {
                // A cache that cannot be locked (read-only, or a file system without locks) can still be read.
                return;
            }
        }
    }

    public void Dispose()
    {
        _use?.Dispose();
        if (_isTemporary)
            RemoveFolder(Root);
        if (_isSubstituted)
            RemoveFolder(_substitute!);
    }

    private static void RemoveFolder(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private void MakeFolder(string folder)
    {
        if (_made.Contains(folder))
            return;
        try
        {
            Directory.CreateDirectory(folder);
            _made.Add(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CacheException("create", folder, e);
        }
    }

    // The tag tells backup programs, and the ignore file tells git, to leave the folder out.
    private void Prepare()
    {
        if (_prepared)
            return;
        try
        {
            var tag = Path.Join(Root, Tag);
            if (!File.Exists(tag))
            {
                Directory.CreateDirectory(Root);
                File.WriteAllBytes(Path.Join(Root, ".gitignore"), "*"u8);
                File.WriteAllBytes(tag, "Signature: 8a477f597d28d172789f06886806bc55"u8);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CacheException("create", Root, e);
        }
        _prepared = true;
        Enter();
        if (_use is { IsReadOnly: true })
            _ = Substitute(new UnauthorizedAccessException());
    }

    /// <summary>The place of an entry's path in the substitute, where that is in use.</summary>
    private string Substituted(string path) =>
        _isSubstituted && path.StartsWith(Root + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? Path.Join(_substitute, path[Root.Length..])
            : path;

    /// <summary>
    /// Takes the substitute into use, if there is one, it is not in use yet, and the folder refused for want of permission: a full
    /// disk is no reason to fill another. The folder itself is read on.
    /// </summary>
    private bool Substitute(Exception? refusal)
    {
        const int NotPermitted = 1,
            ReadOnly = 30;
        var isRefused =
            refusal is UnauthorizedAccessException or DirectoryNotFoundException or FileNotFoundException
            || refusal?.HResult is NotPermitted or ReadOnly
            || (refusal as StorageException)?.Error
                is ErrorNumber.NotPermitted
                    or ErrorNumber.AccessDenied
                    or ErrorNumber.NotFound
                    or ErrorNumber.ReadOnlyFileSystem;
        if (_substitute is null || !isRefused || _isTemporary)
            return false;
        lock (_gate)
        {
            if (_isSubstituted)
                return false;
            _isSubstituted = true;
            _prepared = true;
        }
        _events?.Report(
            new KraitEvent.Warning(
                $"The cache cannot be written, and nothing is kept for the next command: {Root}",
                ["Check the folder's permissions, or choose another one with `--cache-dir`"]
            )
        );
        return true;
    }
}
