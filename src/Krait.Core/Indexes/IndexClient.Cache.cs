using System.Runtime.InteropServices;
using Krait.Cache;
using Krait.Http;
using Krait.Requirements;
using Krait.Storage;

namespace Krait.Indexes;

/// <content>Packed projects on disk.</content>
public sealed partial class IndexClient
{
    // Reading a small file costs less than mapping it; a large one is mapped, since few of its pages are looked at.
    private const int LargestRead = 64 << 10;

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct CachedListing(ProjectFiles Files, long Fetched, uint MaxAge, string Path);

    private string PathOf(IndexLocation index, PackageName name) =>
        _cache.PathOf(CacheBucket.Indexes, $"{index.Key}/{name.Value}.index");

    private CachedListing? OpenCached(IndexLocation index, PackageName name)
    {
        var path = PathOf(index, name);
        try
        {
            if (MappedFile.TryOpen(path, LargestRead) is not { } file)
                return null;
            var files = ProjectFiles.TryOpen(name, index, null, file, () => CacheFolder.RemoveQuietly(path));
            if (files is null)
            {
                CacheFolder.RemoveQuietly(path);
                return null;
            }
            var policy = file.Bytes.Slice(ProjectLayout.PolicyOffset, ProjectLayout.PolicySize);
            return ProjectLayout.TryReadPolicy(policy, out var fetched, out var maxAge)
                ? new CachedListing(files, fetched, maxAge, path)
                : new CachedListing(files, 0, 0, path);
        }
        catch (StorageException)
        {
            return null;
        }
    }

    // A page that did not change costs the index a few bytes, and this machine a few bytes too.
    private ProjectFiles Renew(IndexLocation index, in CachedListing known, HttpReply reply)
    {
        var policy = CachePolicy.Of(reply);
        var maxAge = reply.CacheControl is null ? known.MaxAge : policy.MaxAge;
        Span<byte> bytes = stackalloc byte[ProjectLayout.PolicySize];
        ProjectLayout.WritePolicy(bytes, Now, maxAge);
        try
        {
            using var file = File.OpenHandle(
                known.Path,
                FileMode.Open,
                FileAccess.Write,
                FileShare.ReadWrite | FileShare.Delete
            );
            RandomAccess.Write(file, bytes, ProjectLayout.PolicyOffset);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _events?.Report(
                new KraitEvent.Trace($"The cache entry of {known.Files.Name} on {index} could not be renewed")
            );
        }
        return known.Files;
    }
}
