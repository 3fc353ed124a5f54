using Krait.Storage;
using Microsoft.Win32.SafeHandles;

namespace Krait.Archives;

/// <summary>
/// Unpacks a source distribution (or another archive of one top folder) into an empty folder. Everything is made beneath it by paths that
/// lead neither up nor through a link, files are only made new, and links are made when all files are written: nothing an
/// archive says can reach outside. Files get the usual permissions, and the execute bit where the archive has one.
/// </summary>
internal sealed partial class SourceUnpacker
{
    private const int FileMode = 0x1B6;
    private const int ExecutableMode = 0x1FF;
    private const int BufferSize = 128 * 1024;

    private readonly DirectoryHandle _root;
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);

    // The files made so far, and whether each is executable: a hard link may name them.
    private readonly Dictionary<string, bool> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _links = new(StringComparer.Ordinal);
    private readonly byte[] _buffer = new byte[BufferSize];
    private string? _top;

    private SourceUnpacker(DirectoryHandle root) => _root = root;

    /// <summary>Unpacks a <c>.tar.gz</c>.</summary>
    /// <returns>The name of its top folder.</returns>
    /// <exception cref="ArchiveException">The archive is refused; the target may hold a part of it.</exception>
    public static string UnpackTarGz(
        ReadOnlyMemory<byte> archive,
        DirectoryHandle target,
        ArchiveBudget? budget = null
    )
    {
        var unpacker = new SourceUnpacker(target);
        using var reader = TarReader.OpenGzip(archive, budget);
        while (reader.Read())
            unpacker.Take(reader, reader.Entry!);
        return unpacker.Finish();
    }

    /// <summary>Unpacks a <c>.zip</c>.</summary>
    /// <inheritdoc cref="UnpackTarGz"/>
    public static string UnpackZip(
        ReadOnlyMemory<byte> archive,
        DirectoryHandle target,
        ArchiveBudget? budget = null
    )
    {
        var unpacker = new SourceUnpacker(target);
        var reader = ZipReader.Open(archive, budget);
        for (var i = 0; i < reader.Entries.Length; i++)
            unpacker.Take(reader, i);
        return unpacker.Finish();
    }

    private void Take(TarReader reader, TarEntry entry)
    {
        CheckTop(entry.Name, entry.Kind == TarEntryKind.Directory);
        switch (entry.Kind)
        {
            case TarEntryKind.Directory:
                MakeFolder(entry.Name);
                break;
            case TarEntryKind.SymbolicLink:
                _links.Add(entry.Name, entry.LinkTarget!);
                break;
            case TarEntryKind.HardLink:
                Link(entry.Name, entry.LinkTarget!);
                break;
            default:
                using (var file = Create(entry.Name, entry.IsExecutable))
                {
                    long position = 0;
                    while (reader.ReadContent(_buffer) is var count and > 0)
                        position = Write(file, position, count, entry.Name);
                }
                break;
        }
    }

    private void Take(ZipReader reader, int index)
    {
        ref readonly var entry = ref reader.Entries[index];
        var name = reader.Name(index);
        CheckTop(name, entry.IsDirectory);
        if (entry.IsDirectory)
        {
            MakeFolder(name);
            return;
        }
        using var file = Create(name, entry.IsExecutable);
        using var member = reader.OpenMember(index);
        long position = 0;
        while (member.Read(_buffer) is var count and > 0)
            position = Write(file, position, count, name);
    }

    private long Write(SafeFileHandle file, long position, int count, string name)
    {
        _root.Write(file, _buffer.AsSpan(0, count), position, name);
        return position + count;
    }

    /// <summary>Makes the links and says what the top folder is.</summary>
    private string Finish()
    {
        foreach (var (name, target) in _links)
        {
            CheckLink(name, target);
            MakeFolderOf(name);
            _root.CreateSymbolicLinkBeneath(name, target);
        }
        return _top ?? throw new ArchiveException("the archive is empty");
    }

    private void CheckTop(string name, bool isFolder)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var top = slash < 0 ? name : name[..slash];
        if (
            (slash < 0 && !isFolder)
            || (_top is not null && !string.Equals(_top, top, StringComparison.Ordinal))
        )
            throw new ArchiveException($"`{name}` lies outside the archive's one top folder");
        _top = top;
    }

    /// <summary>
    /// A link's target may pass through no other link: what `..` behind one means cannot be told from the text.
    /// </summary>
    private void CheckLink(string name, string target)
    {
        var path = new List<string>(name.Split('/')[..^1]);
        foreach (var segment in target.Split('/'))
        {
            if (path.Count > 0 && _links.ContainsKey(string.Join('/', path)))
                throw new ArchiveException($"the link `{name}` leads through another link");
            if (segment == "..")
                path.RemoveAt(path.Count - 1);
            else if (segment.Length > 0 && segment != ".")
                path.Add(segment);
        }
        if (path.Count == 0 || !string.Equals(path[0], _top, StringComparison.Ordinal))
            throw new ArchiveException($"the link `{name}` leads out of the archive's top folder");
    }
}
