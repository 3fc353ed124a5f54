using System.Runtime.InteropServices;
using System.Text;

namespace Krait.Storage;

/// <summary>How <see cref="Native.Rename"/> treats a name that is taken.</summary>
[Flags]
internal enum RenameOptions : uint
{
    Replace = 0,
    KeepExisting = 1,
    Exchange = 2,
}

internal static unsafe partial class Native
{
    public const int ReadOnly = 0;
    public const int WriteOnly = 1;
    public const int ReadWrite = 2;
    public const int Create = 0x40;
    public const int Exclusive = 0x80;
    public const int Truncate = 0x200;
    public const int CloseOnExec = 0x80000;
    public const int PathOnly = 0x200000;

    private const int RemoveDirectoryFlag = 0x200;
    private const int NoFollowFlag = 0x100;
    private const int BeneathOnly = 0x08;
    private const int NoLinksOnTheWay = 0x04;
    private const nuint CloneRequest = 0x40049409;
    private const uint BasicStatus = 0x7FF;

    private static bool IsArm => RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    public static int DirectoryOnly => IsArm ? 0x4000 : 0x10000;

    public static int NoFollow => IsArm ? 0x8000 : 0x20000;

    /// <summary>Opens; the descriptor is closed on exec. <paramref name="path"/> ends with a zero byte.</summary>
    public static ErrorNumber Open(
        int directory,
        ReadOnlySpan<byte> path,
        int flags,
        uint mode,
        out int descriptor
    )
    {
        do
        {
            fixed (byte* start = path)
            {
                descriptor = OpenAt(directory, start, flags | CloseOnExec, mode);
            }
        } while (descriptor < 0 && LastError == ErrorNumber.Interrupted);
        return Result(descriptor);
    }

    public static ErrorNumber Open(int directory, string path, int flags, uint mode, out int descriptor)
    {
        do
        {
            descriptor = OpenAt(directory, path, flags | CloseOnExec, mode);
        } while (descriptor < 0 && LastError == ErrorNumber.Interrupted);
        return Result(descriptor);
    }

    /// <summary>
    /// Opens a path that may not leave <paramref name="directory"/> and meets no link (openat2, Linux 5.6). Answers
    /// <see cref="ErrorNumber.NotImplemented"/> or <see cref="ErrorNumber.NotPermitted"/> where the kernel or a
    /// sandbox does not offer it.
    /// </summary>
    public static ErrorNumber OpenBeneath(
        int directory,
        ReadOnlySpan<byte> path,
        int flags,
        uint mode,
        out int descriptor
    )
    {
        var how = new OpenHow
        {
            Flags = (ulong)(uint)(flags | CloseOnExec),
            Mode = mode,
            Resolve = BeneathOnly | NoLinksOnTheWay,
        };
        do
        {
            fixed (byte* start = path)
            {
                descriptor = (int)OpenAt2(437, directory, start, &how, (nuint)sizeof(OpenHow));
            }
        } while (descriptor < 0 && LastError is (ErrorNumber.Interrupted or ErrorNumber.TryAgain));
        return Result(descriptor);
    }

    public static ErrorNumber MakeDirectory(int directory, ReadOnlySpan<byte> path, uint mode)
    {
        fixed (byte* start = path)
        {
            return Result(MakeDirectoryAt(directory, start, mode));
        }
    }

    public static ErrorNumber MakeDirectory(int directory, string path, uint mode) =>
        Result(MakeDirectoryAt(directory, path, mode));

    public static ErrorNumber Link(int from, ReadOnlySpan<byte> name, int to, ReadOnlySpan<byte> newName)
    {
        fixed (byte* source = name)
        fixed (byte* target = newName)
        {
            return Result(LinkAt(from, source, to, target, 0));
        }
    }

    public static ErrorNumber SymbolicLink(ReadOnlySpan<byte> target, int directory, ReadOnlySpan<byte> name)
    {
        fixed (byte* where = target)
        fixed (byte* start = name)
        {
            return Result(SymbolicLinkAt(where, directory, start));
        }
    }

    public static ErrorNumber SymbolicLink(string target, int directory, string name) =>
        Result(SymbolicLinkAt(target, directory, name));

    public static ErrorNumber Unlink(int directory, ReadOnlySpan<byte> path)
    {
        fixed (byte* start = path)
        {
            return Result(UnlinkAt(directory, start, 0));
        }
    }

    public static ErrorNumber Unlink(int directory, string path) => Result(UnlinkAt(directory, path, 0));

    public static ErrorNumber RemoveDirectory(int directory, ReadOnlySpan<byte> path)
    {
        fixed (byte* start = path)
        {
            return Result(UnlinkAt(directory, start, RemoveDirectoryFlag));
        }
    }

    public static ErrorNumber RemoveDirectory(int directory, string path) =>
        Result(UnlinkAt(directory, path, RemoveDirectoryFlag));

    /// <summary>Renames; options other than <see cref="RenameOptions.Replace"/> are refused by some file systems.</summary>
    public static ErrorNumber Rename(int from, string name, int to, string newName, RenameOptions options) =>
        options == RenameOptions.Replace
            ? Result(RenameAt(from, name, to, newName))
            : Result(RenameAt2(IsArm ? 276 : 316, from, name, to, newName, (uint)options));

    public static ErrorNumber ChangeMode(int directory, string path, uint mode) =>
        Result(ChangeModeAt(directory, path, mode, 0));

    public static ErrorNumber ReadLink(int directory, string path, out string target)
    {
        Span<byte> buffer = stackalloc byte[4096];
        fixed (byte* start = buffer)
        {
            var length = ReadLinkAt(directory, path, start, (nuint)buffer.Length);
            target = length < 0 ? "" : Encoding.UTF8.GetString(buffer[..(int)length]);
            return Result(length);
        }
    }

    public static ErrorNumber TryStatus(int directory, string path, bool followLinks, out FileStatus status)
    {
        StatxData data;
        var result = Statx(directory, path, followLinks ? 0 : NoFollowFlag, BasicStatus, &data);
        status = result < 0 ? default : StatusOf(data);
        return Result(result);
    }

    public static ErrorNumber TryStatus(
        int directory,
        ReadOnlySpan<byte> path,
        bool followLinks,
        out FileStatus status
    )
    {
        StatxData data;
        fixed (byte* start = path)
        {
            var result = Statx(directory, start, followLinks ? 0 : NoFollowFlag, BasicStatus, &data);
            status = result < 0 ? default : StatusOf(data);
            return Result(result);
        }
    }

    /// <summary>The status of an open file.</summary>
    public static ErrorNumber TryStatus(int descriptor, out FileStatus status)
    {
        const int EmptyPath = 0x1000;
        StatxData data;
        byte nothing = 0;
        var result = Statx(descriptor, &nothing, EmptyPath, BasicStatus, &data);
        status = result < 0 ? default : StatusOf(data);
        return Result(result);
    }

    /// <summary>
    /// Fills the buffer with records of the open folder (<c>struct linux_dirent64</c>); zero bytes mean the end.
    /// </summary>
    public static ErrorNumber ReadEntries(int descriptor, Span<byte> buffer, out int length)
    {
        fixed (byte* start = buffer)
        {
            var result = GetDirectoryEntries(IsArm ? 61 : 217, descriptor, start, (nuint)buffer.Length);
            length = (int)Math.Max(0, result);
            return Result(result);
        }
    }

    public static ErrorNumber ReadAt(int descriptor, Span<byte> buffer, long offset, out int read)
    {
        fixed (byte* start = buffer)
        {
            var count = ReadAt(descriptor, start, (nuint)buffer.Length, offset);
            read = (int)Math.Max(0, count);
            return Result(count);
        }
    }

    public static ErrorNumber WriteAt(int descriptor, ReadOnlySpan<byte> bytes, long offset, out int written)
    {
        fixed (byte* start = bytes)
        {
            var count = WriteAt(descriptor, start, (nuint)bytes.Length, offset);
            written = (int)Math.Max(0, count);
            return Result(count);
        }
    }

    /// <summary>Makes <paramref name="to"/> share the blocks of <paramref name="from"/> (reflink).</summary>
    public static ErrorNumber Clone(int from, int to) => Result(Ioctl(to, CloneRequest, from));

    /// <summary>Copies inside the kernel; <paramref name="copied"/> may be less than asked, zero at the end.</summary>
    public static ErrorNumber CopyRange(int from, int to, long size, out long copied)
    {
        var count = CopyFileRange(from, null, to, null, (nuint)size, 0);
        copied = Math.Max(0, count);
        return Result(count);
    }

    /// <summary>Takes or gives back the lock of an open file. Waits when <paramref name="wait"/> is set.</summary>
    public static ErrorNumber Lock(int descriptor, bool exclusive, bool wait)
    {
        int result;
        do
        {
            result = Flock(descriptor, (exclusive ? 2 : 1) | (wait ? 0 : 4));
        } while (result < 0 && wait && LastError == ErrorNumber.Interrupted);
        return Result(result);
    }

    /// <summary>Maps a file for reading; <paramref name="populate"/> reads all pages at once.</summary>
    public static ErrorNumber Map(int descriptor, nuint size, bool populate, out nint address)
    {
        address = MapMemory(0, size, 1, 2 | (populate ? 0x8000 : 0), descriptor, 0);
        return address == -1 ? LastError : ErrorNumber.None;
    }

    public static void Unmap(nint address, nuint size) => UnmapMemory(address, size);

    private static FileStatus StatusOf(in StatxData data)
    {
        var kind = (data.Mode & 0xF000) switch
        {
            0x8000 => EntryKind.File,
            0x4000 => EntryKind.Directory,
            0xA000 => EntryKind.SymbolicLink,
            _ => EntryKind.Other,
        };
        var identity = new FileIdentity(
            ((ulong)data.DeviceMajor << 32) | data.DeviceMinor,
            data.Inode,
            (long)data.Size,
            (data.Modified.Seconds * 1_000_000_000) + data.Modified.Nanoseconds,
            (data.Changed.Seconds * 1_000_000_000) + data.Changed.Nanoseconds
        );
        return new FileStatus(identity, kind, data.Mode & 0xFFF, data.Links, data.Owner);
    }
}
