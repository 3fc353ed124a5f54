namespace Krait.Archives;

/// <summary>
/// The central directory of a ZIP archive, read from the archive's end. It is held to one reading: an end record that ends the file,
/// a directory that ends where the end record begins, counts and sizes that agree, names by the rules of <see cref="MemberName"/>,
/// no name twice, stored or deflated members only. Whether the members' own headers say the same is for <see cref="ZipReader"/>.
/// </summary>
public sealed partial class ZipDirectory
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly ZipEntry[] _entries;
    private readonly string[] _names;
    private Dictionary<string, int>? _byName;

    private ZipDirectory(ReadOnlyMemory<byte> bytes, ZipEntry[] entries, string[] names, long offset)
    {
        _bytes = bytes;
        _entries = entries;
        _names = names;
        Offset = offset;
    }

    /// <summary>The members in the order of the directory, folders among them.</summary>
    public ReadOnlySpan<ZipEntry> Entries => _entries;

    /// <summary>Where the directory begins, which is where the last member ends.</summary>
    public long Offset { get; }

    /// <summary>The name of a member by its place in <see cref="Entries"/>; a folder's without the slash at its end.</summary>
    public string Name(int index) => _names[index];

    /// <summary>The place of a member in <see cref="Entries"/>, or -1.</summary>
    public int Find(ReadOnlySpan<char> name)
    {
        if (_entries.Length <= 16)
        {
            for (var i = 0; i < _names.Length; i++)
            {
                if (name.SequenceEqual(_names[i]))
                    return i;
            }
            return -1;
        }
        if (_byName is null)
        {
            _byName = new Dictionary<string, int>(_names.Length, StringComparer.Ordinal);
            for (var i = 0; i < _names.Length; i++)
                _byName.TryAdd(_names[i], i);
        }
        return _byName.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var index) ? index : -1;
    }

    internal ReadOnlySpan<byte> NameBytes(in ZipEntry entry) =>
        _bytes.Span.Slice(entry.NameStart, entry.NameLength);
}
