namespace Krait.Installer;

/// <summary>
/// Which of the distributions that stay list a file in their RECORD. Their RECORDs are read once, when first needed, and
/// only looked through for the files that are asked about.
/// </summary>
internal sealed class FileOwners(IReadOnlyList<RecordedFiles> staying)
{
    /// <summary>Takes those files out of the sets (one for each area) that a distribution which stays lists too.</summary>
    public void Spare(HashSet<string>[] files)
    {
        foreach (var one in staying)
        {
            one.VisitPlaces(
                files,
                static (files, area, path) =>
                    files[area].GetAlternateLookup<ReadOnlySpan<char>>().Remove(path)
            );
        }
    }

    /// <summary>The name of a distribution that lists the file; null when none does.</summary>
    public string? FindOwner(byte area, string path)
    {
        foreach (var one in staying)
        {
            var search = new Search(area, path);
            one.VisitPlaces(
                search,
                static (search, area, path) =>
                    search.IsFound |= area == search.Area && path.SequenceEqual(search.Path)
            );
            if (search.IsFound)
            {
                return one.Name;
            }
        }

        return null;
    }

    private sealed class Search(byte area, string path)
    {
        public byte Area => area;

        public string Path => path;

        public bool IsFound { get; set; }
    }
}
