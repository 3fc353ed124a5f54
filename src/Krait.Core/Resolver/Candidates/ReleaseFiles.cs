using Krait.Indexes;

namespace Krait.Resolver;

/// <summary>The files of a chosen release on the index that it was chosen from; read when they are asked for.</summary>
public sealed class ReleaseFiles
{
    private readonly ReleaseReader _reader;
    private readonly int _version;

    internal ReleaseFiles(ReleaseReader reader, int version)
    {
        _reader = reader;
        _version = version;
    }

    public IndexLocation Index => _reader.Files.Index;

    /// <summary>The files that the environment takes, wheels and source distributions, as the index orders them.</summary>
    public IEnumerable<DistributionFile> Fitting() => Files(_reader.Fits);

    /// <summary>The hashes of all files that are not too new, as <c>sha256:…</c>, in order, each once.</summary>
    internal IReadOnlyList<string> Hashes()
    {
        List<FileHash> hashes = [];
        foreach (var file in Files((_, file) => !_reader.IsTooNew(file)))
            hashes.AddRange(file.Hashes);
        hashes.Sort(
            (left, right) =>
                left.Algorithm != right.Algorithm
                    ? left.Algorithm.CompareTo(right.Algorithm)
                    : string.CompareOrdinal(left.Digits, right.Digits)
        );
        return [.. hashes.Select(hash => hash.ToString()).Distinct(StringComparer.Ordinal)];
    }

    private IEnumerable<DistributionFile> Files(Func<int, int, bool> isWanted)
    {
        var (start, end) = _reader.Files.FilesOf(_version);
        for (var file = start; file < end; file++)
        {
            if (isWanted(_version, file))
                yield return _reader.Files.File(file);
        }
    }
}
