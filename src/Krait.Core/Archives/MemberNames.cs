namespace Krait.Archives;

/// <summary>
/// The names seen in one archive, to find members that would fall on each other: the same name twice, or a file where another
/// member needs a folder. Names that differ only in how an accent is written are one file on some systems, and count as one here.
/// </summary>
internal sealed class MemberNames
{
    private readonly Dictionary<string, bool> _isFolder;
    private readonly Dictionary<string, bool>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    /// <param name="count">How many members are expected.</param>
    /// <param name="ignoreCase">Whether names that differ in case only are one file.</param>
    public MemberNames(int count, bool ignoreCase)
    {
        _isFolder = new(count, ignoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        _lookup = _isFolder.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Adds a member; returns what is wrong with it beside the others, or null.</summary>
    /// <param name="name">The name without a slash at its end.</param>
    /// <param name="isFolder">Whether the member is a folder itself.</param>
    public string? Add(string name, bool isFolder)
    {
        name = NameKey.Of(name);
        for (
            var slash = name.Length;
            slash >= 0;
            slash = slash == 0 ? -1 : name.AsSpan(0, slash).LastIndexOf('/')
        )
        {
            var isWhole = slash == name.Length;
            var key = name.AsSpan(0, slash);
            var needsFolder = !isWhole || isFolder;
            if (!_lookup.TryGetValue(key, out var wasFolder))
            {
                if (isWhole)
                    _isFolder.Add(name, isFolder);
                else
                    _isFolder.Add(key.ToString(), true);
            }
            else if (wasFolder != needsFolder)
                return $"`{key}` is a file and a folder";
            else if (isWhole && !isFolder)
                return $"`{name}` occurs twice";
            else
                // The folder is known, and so are those above it.
                break;
        }
        return null;
    }
}
