namespace Krait.Metadata;

/// <summary>
/// A RECORD file: the files of a distribution with hashes and sizes, as CSV. Implements the specification for recording installed
/// projects. Reading is strict (three fields a row, quotes as in CSV) unless the lenient reader is asked for.
/// </summary>
public sealed partial class RecordFile
{
    private RecordFile(IReadOnlyList<RecordEntry> entries) => Entries = entries;

    /// <summary>The rows in the order of the file; a path may occur twice.</summary>
    public IReadOnlyList<RecordEntry> Entries { get; }
}
