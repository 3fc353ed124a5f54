using Krait.Requirements;
using Krait.Storage;

namespace Krait.Indexes;

/// <summary>What the pages and folders of <c>--find-links</c> hold, read once when first asked for.</summary>
internal sealed class FlatListings(IReadOnlyList<IndexLocation> locations, IndexClient client)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<PackageName, List<ProjectFiles>>?[] _read = new Dictionary<
        PackageName,
        List<ProjectFiles>
    >?[locations.Count];

    /// <summary>The listings of a project; null where a page must be fetched first.</summary>
    public List<ProjectFiles>? TryFind(PackageName name)
    {
        for (var i = 0; i < locations.Count; i++)
        {
            if (!TryRead(i))
                return null;
        }
        return Collect(name);
    }

    /// <summary>The listings of a project, fetching the pages that are not here yet.</summary>
    public async Task<List<ProjectFiles>> FindAsync(PackageName name, CancellationToken cancellation)
    {
        for (var i = 0; i < locations.Count; i++)
        {
            if (TryRead(i))
                continue;
            var page = await client.FetchFlatAsync(locations[i], cancellation).ConfigureAwait(false);
            lock (_lock)
                _read[i] ??= Read(locations[i], page);
        }
        return Collect(name);
    }

    private bool TryRead(int number)
    {
        lock (_lock)
        {
            if (_read[number] is not null)
                return true;
            var location = locations[number];
            if (location.IsLocal)
                _read[number] = ReadLocal(location);
            else if (client.CachedFlat(location) is { } page)
                _read[number] = Read(location, page);
            return _read[number] is not null;
        }
    }

    private List<ProjectFiles> Collect(PackageName name)
    {
        var found = new List<ProjectFiles>();
        foreach (var listing in _read)
        {
            if (listing!.TryGetValue(name, out var files))
                found.AddRange(files);
        }
        return found;
    }

    private static Dictionary<PackageName, List<ProjectFiles>> ReadLocal(IndexLocation location)
    {
        var path = location.Url.LocalPath;
        if (Directory.Exists(path))
        {
            var projects = new FlatProjects(location.Url);
            FolderPage.Read(path, projects.Text, projects.Add);
            return projects.Pack(location);
        }
        if (FileContent.TryRead(path) is not { } page)
        {
            throw new IndexException(
                $"Failed to read `--find-links` directory: {location}",
                new KraitException("No such file or directory (os error 2)")
            );
        }
        return Read(location, new FlatPage(page, IndexLocation.FileUrl(path), "text/html"));
    }

    private static Dictionary<PackageName, List<ProjectFiles>> Read(IndexLocation location, FlatPage page)
    {
        var projects = new FlatProjects(page.Address);
        var address = IndexClient.ReadLocalPage(
            page.Body,
            page.Address,
            page.ContentType,
            projects.Text,
            null,
            projects.Add
        );
        projects.Base = address;
        return projects.Pack(location);
    }
}
