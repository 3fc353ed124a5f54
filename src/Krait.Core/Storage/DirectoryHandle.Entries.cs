using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Krait.Storage;

/// <summary>A name in a folder and what it stands for, as the folder itself records it (links are not followed).</summary>
internal readonly record struct DirectoryEntry(string Name, EntryKind Kind);

internal sealed partial class DirectoryHandle
{
    private const int EntriesBuffer = 32 * 1024;

    /// <summary>All names in the folder but <c>.</c> and <c>..</c>, in ordinal order.</summary>
    public List<DirectoryEntry> ReadEntries()
    {
        var entries = new List<DirectoryEntry>();
        if (IsNative)
        {
            VisitEntries(
                entries,
                static (list, name, kind) => list.Add(new(Encoding.UTF8.GetString(name), kind))
            );
        }
        else
        {
            Portable(
                "list folder",
                Path,
                () =>
                {
                    foreach (var info in new DirectoryInfo(Path).EnumerateFileSystemInfos())
                    {
                        entries.Add(new(info.Name, KindOf(info)));
                    }
                }
            );
        }

        entries.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        return entries;
    }

    /// <summary>
    /// Calls <paramref name="visit"/> with each name (UTF-8, no zero byte), in no order, without allocation where the
    /// system lists folders natively. The folder must not be listed from two threads through one handle.
    /// </summary>
    public void VisitEntries<T>(T state, EntryVisitor<T> visit)
    {
        if (!IsNative)
        {
            foreach (var entry in ReadEntries())
            {
                visit(state, Encoding.UTF8.GetBytes(entry.Name), entry.Kind);
            }

            return;
        }

        var error = Native.Open(_descriptor, ".\0"u8, Native.DirectoryOnly, 0, out var listing);
        if (error != ErrorNumber.None)
        {
            throw new StorageException("list folder", Path, error);
        }

        var buffer = ArrayPool<byte>.Shared.Rent(EntriesBuffer);
        try
        {
            while (true)
            {
                error = Native.ReadEntries(listing, buffer, out var length);
                if (error != ErrorNumber.None)
                {
                    throw new StorageException("list folder", Path, error);
                }

                if (length == 0)
                {
                    return;
                }

                Visit(buffer.AsSpan(0, length), state, visit);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            _ = Native.Close(listing);
        }
    }

    /// <summary>
    /// Removes a file, a link or a whole folder; links inside are removed, not followed. Nothing when there is none.
    /// </summary>
    public void RemoveTree(string name)
    {
        if (!IsNative)
        {
            var path = PathOf(name);
            Portable("remove", path, () => RemovePortable(path));
            return;
        }

        var error = Native.Unlink(_descriptor, name);
        if (error is ErrorNumber.None or ErrorNumber.NotFound)
        {
            return;
        }

        if (error is not (ErrorNumber.IsDirectory or ErrorNumber.NotPermitted))
        {
            throw new StorageException("remove", PathOf(name), error);
        }

        using (var inner = OpenDirectory(name))
        {
            inner.RemoveContents();
        }

        error = Native.RemoveDirectory(_descriptor, name);
        if (error is not (ErrorNumber.None or ErrorNumber.NotFound))
        {
            throw new StorageException("remove", PathOf(name), error);
        }
    }

    /// <summary>Empties the folder.</summary>
    public void RemoveContents()
    {
        foreach (var entry in ReadEntries())
        {
            RemoveTree(entry.Name);
        }
    }

    private static void Visit<T>(ReadOnlySpan<byte> records, T state, EntryVisitor<T> visit)
    {
        const int NameOffset = 19;
        while (records.Length > NameOffset)
        {
            int size = BinaryPrimitives.ReadUInt16LittleEndian(records[16..]);
            var name = records[NameOffset..size];
            name = name[..name.IndexOf((byte)0)];
            if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8))
            {
                var kind = records[18] switch
                {
                    8 => EntryKind.File,
                    4 => EntryKind.Directory,
                    10 => EntryKind.SymbolicLink,
                    0 => EntryKind.Unknown,
                    _ => EntryKind.Other,
                };
                visit(state, name, kind);
            }

            records = records[size..];
        }
    }

    private static EntryKind KindOf(FileSystemInfo info) =>
        info.LinkTarget is not null ? EntryKind.SymbolicLink
        : info is DirectoryInfo ? EntryKind.Directory
        : EntryKind.File;

    private static void RemovePortable(string path)
    {
        if (Directory.Exists(path) && new DirectoryInfo(path).LinkTarget is null)
        {
            Directory.Delete(path, recursive: true);
        }
        else if (System.IO.Path.Exists(path))
        {
            File.Delete(path);
        }
    }
}

/// <summary>Receives one name of a folder; the bytes are valid only during the call.</summary>
internal delegate void EntryVisitor<T>(T state, ReadOnlySpan<byte> name, EntryKind kind);
