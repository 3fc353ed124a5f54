using System.Runtime.InteropServices;

namespace Krait.Storage;

internal static unsafe partial class Native
{
    private const string C = "libc";

    [LibraryImport(C, EntryPoint = "openat", SetLastError = true)]
    private static partial int OpenAt(int directory, byte* path, int flags, uint mode);

    [LibraryImport(C, EntryPoint = "openat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenAt(int directory, string path, int flags, uint mode);

    [LibraryImport(C, EntryPoint = "close")]
    public static partial int Close(int descriptor);

    [LibraryImport(C, EntryPoint = "mkdirat", SetLastError = true)]
    private static partial int MakeDirectoryAt(int directory, byte* path, uint mode);

    [LibraryImport(
        C,
        EntryPoint = "mkdirat",
        SetLastError = true,
        StringMarshalling = StringMarshalling.Utf8
    )]
    private static partial int MakeDirectoryAt(int directory, string path, uint mode);

    [LibraryImport(C, EntryPoint = "linkat", SetLastError = true)]
    private static partial int LinkAt(int from, byte* name, int to, byte* newName, int flags);

    [LibraryImport(C, EntryPoint = "symlinkat", SetLastError = true)]
    private static partial int SymbolicLinkAt(byte* target, int directory, byte* name);

    [LibraryImport(
        C,
        EntryPoint = "symlinkat",
        SetLastError = true,
        StringMarshalling = StringMarshalling.Utf8
    )]
    private static partial int SymbolicLinkAt(string target, int directory, string name);

    [LibraryImport(C, EntryPoint = "unlinkat", SetLastError = true)]
    private static partial int UnlinkAt(int directory, byte* path, int flags);

    [LibraryImport(
        C,
        EntryPoint = "unlinkat",
        SetLastError = true,
        StringMarshalling = StringMarshalling.Utf8
    )]
    private static partial int UnlinkAt(int directory, string path, int flags);

    [LibraryImport(
        C,
        EntryPoint = "renameat",
        SetLastError = true,
        StringMarshalling = StringMarshalling.Utf8
    )]
    private static partial int RenameAt(int from, string name, int to, string newName);

    [LibraryImport(
        C,
        EntryPoint = "syscall",
        SetLastError = true,
        StringMarshalling = StringMarshalling.Utf8
    )]
    private static partial nint RenameAt2(
        nint number,
        int from,
        string name,
        int to,
        string newName,
        uint flags
    );

    [LibraryImport(
        C,
        EntryPoint = "readlinkat",
        SetLastError = true,
        StringMarshalling = StringMarshalling.Utf8
    )]
    private static partial nint ReadLinkAt(int directory, string path, byte* buffer, nuint size);

    [LibraryImport(
        C,
        EntryPoint = "fchmodat",
        SetLastError = true,
        StringMarshalling = StringMarshalling.Utf8
    )]
    private static partial int ChangeModeAt(int directory, string path, uint mode, int flags);

    [LibraryImport(C, EntryPoint = "statx", SetLastError = true)]
    private static partial int Statx(int directory, byte* path, int flags, uint mask, StatxData* data);

    [LibraryImport(C, EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int directory, string path, int flags, uint mask, StatxData* data);

    [LibraryImport(C, EntryPoint = "syscall", SetLastError = true)]
    private static partial nint OpenAt2(nint number, int directory, byte* path, OpenHow* how, nuint size);

    [LibraryImport(C, EntryPoint = "syscall", SetLastError = true)]
    private static partial nint GetDirectoryEntries(nint number, int descriptor, byte* buffer, nuint size);

    [LibraryImport(C, EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(int descriptor, byte* buffer, nuint size);

    [LibraryImport(C, EntryPoint = "pread", SetLastError = true)]
    private static partial nint ReadAt(int descriptor, byte* buffer, nuint size, long offset);

    [LibraryImport(C, EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int descriptor, byte* buffer, nuint size);

    [LibraryImport(C, EntryPoint = "pwrite", SetLastError = true)]
    private static partial nint WriteAt(int descriptor, byte* buffer, nuint size, long offset);

    [LibraryImport(C, EntryPoint = "copy_file_range", SetLastError = true)]
    private static partial nint CopyFileRange(
        int from,
        long* fromOffset,
        int to,
        long* toOffset,
        nuint size,
        uint flags
    );

    [LibraryImport(C, EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Ioctl(int descriptor, nuint request, nint argument);

    [LibraryImport(C, EntryPoint = "flock", SetLastError = true)]
    private static partial int Flock(int descriptor, int operation);

    [LibraryImport(C, EntryPoint = "mmap", SetLastError = true)]
    private static partial nint MapMemory(
        nint address,
        nuint size,
        int protection,
        int flags,
        int descriptor,
        long offset
    );

    [LibraryImport(C, EntryPoint = "munmap", SetLastError = true)]
    private static partial int UnmapMemory(nint address, nuint size);

    [LibraryImport(C, EntryPoint = "isatty")]
    private static partial int IsATty(int descriptor);

    [LibraryImport(C, EntryPoint = "_exit")]
    private static partial void ExitProcess(int code);

    [LibraryImport(C, EntryPoint = "signal")]
    private static partial nint SetSignal(int signal, nint handler);

    [LibraryImport(C, EntryPoint = "execve", SetLastError = true)]
    private static partial int Execute(byte* path, byte** arguments, byte** environment);

    [LibraryImport(C, EntryPoint = "uname", SetLastError = true)]
    private static partial int SystemName(byte* buffer);

    [LibraryImport(C, EntryPoint = "geteuid")]
    public static partial uint EffectiveUser();

    [LibraryImport(C, EntryPoint = "pipe2", SetLastError = true)]
    private static partial int Pipe(int* ends, int flags);

    [LibraryImport(C, EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(PollEntry* entries, nuint count, int milliseconds);

    [LibraryImport(C, EntryPoint = "waitpid", SetLastError = true)]
    private static partial int WaitFor(int process, int* status, int options);

    [LibraryImport(C, EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);

    [LibraryImport(C, EntryPoint = "posix_spawn")]
    private static partial int Spawn(
        int* process,
        byte* path,
        void* actions,
        void* attributes,
        byte** arguments,
        byte** environment
    );

    [LibraryImport(C, EntryPoint = "posix_spawn_file_actions_init")]
    private static partial int SpawnActionsInit(void* actions);

    [LibraryImport(C, EntryPoint = "posix_spawn_file_actions_destroy")]
    private static partial int SpawnActionsDestroy(void* actions);

    [LibraryImport(C, EntryPoint = "posix_spawn_file_actions_adddup2")]
    private static partial int SpawnActionsDuplicate(void* actions, int descriptor, int newDescriptor);

    [LibraryImport(C, EntryPoint = "posix_spawn_file_actions_addopen")]
    private static partial int SpawnActionsOpen(
        void* actions,
        int descriptor,
        byte* path,
        int flags,
        uint mode
    );

    [LibraryImport(C, EntryPoint = "posix_spawnattr_init")]
    private static partial int SpawnAttributesInit(void* attributes);

    [LibraryImport(C, EntryPoint = "posix_spawnattr_destroy")]
    private static partial int SpawnAttributesDestroy(void* attributes);

    [LibraryImport(C, EntryPoint = "posix_spawnattr_setflags")]
    private static partial int SpawnAttributesFlags(void* attributes, short flags);

    [LibraryImport(C, EntryPoint = "posix_spawnattr_setsigdefault")]
    private static partial int SpawnAttributesDefaultSignals(void* attributes, void* signals);

    [LibraryImport(C, EntryPoint = "posix_spawnattr_setsigmask")]
    private static partial int SpawnAttributesSignalMask(void* attributes, void* signals);

    [StructLayout(LayoutKind.Sequential)]
    private struct OpenHow
    {
        public ulong Flags;
        public ulong Mode;
        public ulong Resolve;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct PollEntry
    {
        public int Descriptor;
        public short Wanted;
        public short Happened;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct StatxTime
    {
        public long Seconds;
        public uint Nanoseconds;
        public int Reserved;
    }

    [StructLayout(LayoutKind.Sequential, Size = 256)]
    private struct StatxData
    {
        public uint Mask;
        public uint BlockSize;
        public ulong Attributes;
        public uint Links;
        public uint Owner;
        public uint Group;
        public ushort Mode;
        public ushort Reserved;
        public ulong Inode;
        public ulong Size;
        public ulong Blocks;
        public ulong AttributesMask;
        public StatxTime Accessed;
        public StatxTime Born;
        public StatxTime Changed;
        public StatxTime Modified;
        public uint SpecialMajor;
        public uint SpecialMinor;
        public uint DeviceMajor;
        public uint DeviceMinor;
    }

    [LibraryImport(C, EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
