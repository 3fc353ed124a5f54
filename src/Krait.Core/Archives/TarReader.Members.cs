using System.Text;

namespace Krait.Archives;

public sealed partial class TarReader
{
    /// <summary>Makes a member of a header and of what stood before it.</summary>
    private void Take(in TarHeader header, PaxHeader? pax, byte[]? longName, byte[]? longLink)
    {
        var kind = header.Kind switch
        {
            // A zero is what the oldest writers put for a file; 7 is a file that wished to lie in one piece.
            (byte)'0' or 0 or (byte)'7' => TarEntryKind.File,
            (byte)'1' => TarEntryKind.HardLink,
            (byte)'2' => TarEntryKind.SymbolicLink,
            (byte)'5' => TarEntryKind.Directory,
            (byte)'3' or (byte)'4' or (byte)'6' => throw new ArchiveException(
                "the TAR archive holds a device or a pipe"
            ),
            (byte)'S' => throw new ArchiveException("the TAR archive holds a sparse file, which is not read"),
            var other => throw new ArchiveException(
                $"the TAR archive holds a member of the unknown kind {other}"
            ),
        };
        var size = pax?.Size ?? header.ContentSize;
        if (pax?.Size is not null && header.ContentSize != 0 && header.ContentSize != size)
            throw new ArchiveException("the TAR archive has a member with two sizes");
        if (size != 0 && kind != TarEntryKind.File)
            throw new ArchiveException("the TAR archive has a folder or a link with content");
        Count(size);

        var name = NameOf(header, pax?.Path ?? longName, kind);
        string? target = null;
        if (kind is TarEntryKind.HardLink or TarEntryKind.SymbolicLink)
            target = TargetOf(header, name, pax?.LinkPath ?? longLink, kind);
        if (_names.Add(name, kind == TarEntryKind.Directory) is { } fault)
            throw new ArchiveException($"members fall on each other: {fault}");
        Entry = new TarEntry(name, kind, size, header.Permissions, target);
        _remaining = size;
        _padding = Padding(size);
    }

    private void Count(long size)
    {
        if (++_count > _budget.Entries)
            throw new ArchiveException(
                $"the TAR archive has more than the {_budget.Entries} members that are allowed"
            );
        if (size < 0 || size > _budget.TotalSize)
            throw new ArchiveException("the TAR archive has a member beyond all bounds");
        _total += TarHeader.Size + size;
        _budget.CheckTotal(_total, _packedSize);
    }

    private string NameOf(in TarHeader header, byte[]? extended, TarEntryKind kind)
    {
        var own = OwnName(header);
        // The header's own name is what readers without the extension see: it must not lead anywhere either.
        if (extended is not null && LeavesRoot(own))
            throw new ArchiveException("the TAR archive has a member with a second name outside it");
        ReadOnlySpan<byte> name = extended ?? own;
        if (extended is null && header.Name.IsEmpty)
            throw new ArchiveException("a member has no name");
        if (MemberName.Fault(name, _budget.NameLength) is { } fault)
            throw new ArchiveException(fault);
        if (name[^1] != '/')
            return Encoding.UTF8.GetString(name);
        if (kind != TarEntryKind.Directory)
            throw new ArchiveException("the TAR archive has a file that is named as a folder");
        return Encoding.UTF8.GetString(name[..^1]);
    }

    private static byte[] OwnName(in TarHeader header) =>
        header.Prefix.IsEmpty ? header.Name.ToArray() : [.. header.Prefix, (byte)'/', .. header.Name];

    private string TargetOf(in TarHeader header, string name, byte[]? extended, TarEntryKind kind)
    {
        var isHard = kind == TarEntryKind.HardLink;
        var target = Checked(extended ?? header.LinkName.ToArray());
        if (extended is not null)
            Checked(header.LinkName.ToArray());
        return target;

        string Checked(byte[] bytes)
        {
            var fault =
                isHard ? MemberName.Fault(bytes, _budget.NameLength)
                : bytes.Length == 0
                || bytes.Length > _budget.NameLength
                || !System.Text.Unicode.Utf8.IsValid(bytes)
                || bytes.AsSpan().IndexOfAnyInRange((byte)0, (byte)0x1F) >= 0
                    ? "a link's target is no path"
                : LeavesRoot([.. Encoding.UTF8.GetBytes(FolderOf(name)), .. bytes], bytes)
                    ? "a link leads out of the archive"
                : null;
            return fault is null
                ? Encoding.UTF8.GetString(bytes)
                : throw new ArchiveException($"`{name}`: {fault}");
        }
    }

    private static string FolderOf(string name) => name[..(name.LastIndexOf('/') + 1)];

    /// <summary>Whether a path is absolute, names a drive, or climbs above where it begins.</summary>
    private static bool LeavesRoot(ReadOnlySpan<byte> path) => LeavesRoot(path, path);

    private static bool LeavesRoot(ReadOnlySpan<byte> path, ReadOnlySpan<byte> written)
    {
        if (written.IsEmpty)
            return false;
        if (
            written[0] == '/'
            || written.Contains((byte)'\\')
            || (written.Length > 1 && written[1] == ':' && char.IsAsciiLetter((char)written[0]))
        )
            return true;
        var depth = 0;
        foreach (var range in path.Split((byte)'/'))
        {
            var segment = path[range];
            if (segment is [(byte)'.', (byte)'.'])
            {
                if (--depth < 0)
                    return true;
            }
            else if (!segment.IsEmpty && segment is not [(byte)'.'])
                depth++;
        }
        return false;
    }
}
