using System.Buffers;
using System.Text;
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
    private byte[]? _record;

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
    public bool HasRecord => RecordFile.TryParseLenient(Read(), out _, out _) && Read().Length > 0;

    /// <summary>Why the RECORD that is there cannot be read; null where it can be, or there is none.</summary>
    public string? Problem => RecordFile.TryParseLenient(Read(), out _, out var problem) ? null : problem;

    /// <summary>
    /// Calls <paramref name="visit"/> for the place of each row, and <paramref name="escaping"/> for rows that are passed over.
    /// A RECORD that cannot be read has no rows.
    /// </summary>
    public void VisitPlaces<T>(T state, PlaceVisitor<T> visit, Action<string>? escaping = null)
    {
        var site = _areas.Canonical(_site);
        var isInside = _areas.TryLocate(site, out var area, out var folder);
        if (Read().AsSpan().Contains((byte)'"'))
        {
            VisitQuoted(site, isInside ? (area, folder) : null, state, visit, escaping);
            return;
        }

        var buffer = ArrayPool<char>.Shared.Rent(folder.Length + 4096);
        try
        {
            var prefix = 0;
            if (folder.Length > 0)
            {
                folder.CopyTo(buffer);
                buffer[folder.Length] = '/';
                prefix = folder.Length + 1;
            }

            var rows = new RecordRows(Read());
            while (rows.MoveNext())
            {
                var most = prefix + Encoding.UTF8.GetMaxCharCount(rows.Path.Length);
                if (most > buffer.Length)
                {
                    var longer = ArrayPool<char>.Shared.Rent(most);
                    buffer.AsSpan(0, prefix).CopyTo(longer);
                    ArrayPool<char>.Shared.Return(buffer);
                    buffer = longer;
                }

                var length = Encoding.UTF8.GetChars(rows.Path, buffer.AsSpan(prefix));
                if (isInside && IsPlain(buffer.AsSpan(prefix, length)))
                {
                    visit(state, area, buffer.AsSpan(0, prefix + length));
                }
                else if (length > 0)
                {
                    VisitOther(site, new string(buffer, prefix, length), state, visit, escaping);
                }
            }
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    /// <summary>Paths with quotes or commas are rare enough for the whole reader.</summary>
    private void VisitQuoted<T>(
        string site,
        (byte Area, string Folder)? inside,
        T state,
        PlaceVisitor<T> visit,
        Action<string>? escaping
    )
    {
        if (!RecordFile.TryParseLenient(Read(), out var record, out _))
        {
            return;
        }

        foreach (var row in record.Entries)
        {
            if (inside is var (area, folder) && IsPlain(row.Path))
            {
                visit(state, area, folder.Length == 0 ? row.Path : $"{folder}/{row.Path}");
            }
            else
            {
                VisitOther(site, row.Path, state, visit, escaping);
            }
        }
    }

    private void VisitOther<T>(
        string site,
        string row,
        T state,
        PlaceVisitor<T> visit,
        Action<string>? escaping
    )
    {
        if (
            !row.Contains('\0', StringComparison.Ordinal)
            && _areas.TryLocate(Path.GetFullPath(row, site), out var area, out var relative)
            && IsRemovable(area, relative)
        )
        {
            visit(state, area, relative);
        }
        else
        {
            escaping?.Invoke(row);
        }
    }

    private byte[] Read() =>
        _record ??=
            FileContent.TryRead(Path.Join(InfoFolder, InfoFiles.Record), RecordFile.LargestFile) ?? [];

    /// <summary>Whether the path stays below its folder, with nothing to be resolved.</summary>
    private static bool IsPlain(ReadOnlySpan<char> path)
    {
        if (path.IsEmpty || path.Contains('\0'))
        {
            return false;
        }

        while (true)
        {
            var slash = path.IndexOf('/');
            var part = slash < 0 ? path : path[..slash];
            if (part.IsEmpty || part is "." or ".." || part.SequenceEqual(TransactionArea.WorkName))
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
        && !(area == 0 && ReservedNames.IsProtected(Encoding.UTF8.GetBytes(relative)));
}

/// <summary>Receives one place; the path is valid only during the call.</summary>
internal delegate void PlaceVisitor<T>(T state, byte area, ReadOnlySpan<char> path);
