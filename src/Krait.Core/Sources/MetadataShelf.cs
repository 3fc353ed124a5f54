using System.Diagnostics.CodeAnalysis;
using Krait.Cache;
using Krait.Storage;

namespace Krait.Sources;

/// <summary>One project's metadata: the pack on disk, opened when first asked for, and what this command has added.</summary>
internal sealed class MetadataShelf(string path, MarkerTable markers)
{
    private const int LargestRead = 64 << 10;

    private readonly Lock _lock = new();
    private readonly Dictionary<ulong, PackedMetadata> _found = [];
    private readonly Dictionary<ulong, PackedMetadata> _added = [];
    private MetadataPack? _pack;
    private bool _isOpen;

    public bool TryFind(ulong key, [NotNullWhen(true)] out WheelMetadata? metadata)
    {
        var isFound = TryFindPacked(key, out var packed);
        metadata = packed.Metadata;
        return isFound;
    }

    public bool TryFindPacked(ulong key, out PackedMetadata packed)
    {
        lock (_lock)
        {
            if (_found.TryGetValue(key, out packed))
                return true;
            if (!_isOpen)
            {
                _isOpen = true;
                _pack = Open();
            }
            if (_pack is null || !TryRead(key, out packed))
                return false;
            _found[key] = packed;
            return true;
        }
    }

    public void Add(ulong key, in PackedMetadata packed)
    {
        lock (_lock)
            _found[key] = _added[key] = packed;
    }

    /// <summary>Whether <see cref="Save"/> has something to write.</summary>
    public bool HasAdditions
    {
        get
        {
            lock (_lock)
                return _added.Count > 0;
        }
    }

    /// <summary>Merges what was added with what is on disk by now; the caller keeps other writers out.</summary>
    public void Save(CacheFolder cache)
    {
        lock (_lock)
        {
            cache.Write(path, MetadataPack.Merge(Open(), _added));
            _added.Clear();
        }
    }

    private MetadataPack? Open()
    {
        try
        {
            if (MappedFile.TryOpen(path, LargestRead) is not { } file)
                return null;
            var pack = MetadataPack.TryOpen(file, markers);
            if (pack is null)
                CacheFolder.RemoveQuietly(path);
            return pack;
        }
        catch (StorageException)
        {
            return null;
        }
    }

    // The check of the whole file has passed, so this happens only where a later Krait wrote texts that this one cannot read.
    private bool TryRead(ulong key, out PackedMetadata packed)
    {
        try
        {
            return _pack!.TryFind(key, out packed);
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or ArgumentOutOfRangeException)
        {
            _pack = null;
            packed = default;
            CacheFolder.RemoveQuietly(path);
            return false;
        }
    }
}
