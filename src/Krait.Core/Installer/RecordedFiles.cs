using Krait.Metadata;
using Krait.Storage;

namespace Krait.Installer;

/// <summary>
/// The files that the RECORD of an installed distribution lists, as places of the transaction. Rows that leave the
/// environment, and those of its interpreter and configuration, are passed over and told apart.
/// </summary>
internal sealed class RecordedFiles
{
    private readonly TransactionAreas _areas;
    private readonly string _site;
    private List<(byte Area, string Path)>? _places;

    /// <param name="areas">Where the transaction works.</param>
    /// <param name="name">The distribution, for messages.</param>
    /// <param name="infoFolder">The absolute path of its dist-info folder.</param>
    public RecordedFiles(TransactionAreas areas, string name, string infoFolder)
    {
        _areas = areas;
        Name = name;
        InfoFolder = infoFolder;
        _site = Path.GetDirectoryName(infoFolder) ?? infoFolder;
    }

    public string Name { get; }

    public string InfoFolder { get; }

    /// <summary>Whether there is a RECORD that can be read.</summary>
    public bool HasRecord { get; private set; }

    /// <summary>The rows that were passed over.</summary>
    public List<string> Escaping { get; } = [];

    public IReadOnlyList<(byte Area, string Path)> Places => _places ??= Read();

    private List<(byte Area, string Path)> Read()
    {
        var places = new List<(byte, string)>();
        if (
            FileContent.ReadIfPossible(Path.Join(InfoFolder, "RECORD"), RecordFile.LargestFile)
                is not { } bytes
            || !RecordFile.TryParseLenient(bytes, out var record, out _)
        )
        {
            return places;
        }

        HasRecord = true;
        var site = CanonicalPath.Of(_site);
        var isInside = _areas.TryLocate(site, out var area, out var folder);
        foreach (var entry in record.Entries)
        {
            if (isInside && IsPlain(entry.Path))
            {
                places.Add((area, folder.Length == 0 ? entry.Path : $"{folder}/{entry.Path}"));
                continue;
            }

            var path = Path.GetFullPath(entry.Path, site);
            if (_areas.TryLocate(path, out var other, out var relative) && IsRemovable(other, relative))
            {
                places.Add((other, relative));
            }
            else
            {
                Escaping.Add(entry.Path);
            }
        }

        return places;
    }

    /// <summary>Whether the path stays below its folder, with nothing to be resolved.</summary>
    private static bool IsPlain(ReadOnlySpan<char> path)
    {
        if (path.IsEmpty || path[0] == '/' || path.Contains('\0'))
        {
            return false;
        }

        while (true)
        {
            var slash = path.IndexOf('/');
            var part = slash < 0 ? path : path[..slash];
            if (part.IsEmpty || part is "." or "..")
            {
                return false;
            }

            if (slash < 0)
            {
                return true;
            }

            path = path[(slash + 1)..];
        }
    }

    private static bool IsRemovable(byte area, string relative) =>
        relative.Length > 0
        && !relative.StartsWith(TransactionArea.WorkName, StringComparison.Ordinal)
        && !(area == 0 && ReservedNames.IsProtected(System.Text.Encoding.UTF8.GetBytes(relative)));
}
