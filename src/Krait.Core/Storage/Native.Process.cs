using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Krait.Storage;

internal static unsafe partial class Native
{
    // Larger than glibc's and musl's types on any 64-bit machine.
    private const int ActionsSize = 128;
    private const int AttributesSize = 512;
    private const int SignalSetSize = 128;
    private const short SetDefaultSignals = 0x04;
    private const short SetSignalMask = 0x08;
    private const short PollIn = 1;
    private const int KillSignal = 9;

    /// <summary>Replaces this process by a program; returns only the error.</summary>
    public static ErrorNumber Become(
        string path,
        IReadOnlyList<string> arguments,
        IReadOnlyList<string> environment
    )
    {
        using var memory = new ArgumentMemory(path, arguments, environment);
        // An ignored signal would stay ignored in the program.
        _ = SetSignal(BrokenPipeSignal, DefaultSignal);
        _ = Execute(memory.Path, memory.Arguments, memory.Environment);
        return LastError;
    }

    /// <summary>Runs a program to its end and keeps what it writes, at most <paramref name="most"/> bytes a stream.</summary>
    public static ChildResult RunProcess(
        string path,
        IReadOnlyList<string> arguments,
        IReadOnlyList<string> environment,
        TimeSpan limit,
        int most
    )
    {
        int* pipes = stackalloc int[4];
        if (Pipe(pipes, CloseOnExec) < 0)
        {
            throw new StorageException("run", path, LastError);
        }

        if (Pipe(pipes + 2, CloseOnExec) < 0)
        {
            var error = LastError;
            _ = Close(pipes[0]);
            _ = Close(pipes[1]);
            throw new StorageException("run", path, error);
        }

        int process;
        ErrorNumber started;
        using (var memory = new ArgumentMemory(path, arguments, environment))
        {
            started = SpawnWith(memory, pipes[1], pipes[3], out process);
        }

        _ = Close(pipes[1]);
        _ = Close(pipes[3]);
        try
        {
            return started == ErrorNumber.None
                ? Collect(process, pipes[0], pipes[2], limit, most)
                : throw new StorageException("run", path, started);
        }
        finally
        {
            _ = Close(pipes[0]);
            _ = Close(pipes[2]);
        }
    }

    private static ErrorNumber SpawnWith(ArgumentMemory memory, int output, int error, out int process)
    {
        byte* actions = stackalloc byte[ActionsSize];
        byte* attributes = stackalloc byte[AttributesSize];
        byte* signals = stackalloc byte[SignalSetSize];
        _ = SpawnActionsInit(actions);
        _ = SpawnAttributesInit(attributes);
        fixed (byte* nothing = "/dev/null\0"u8)
        {
            _ = SpawnActionsOpen(actions, 0, nothing, ReadOnly, 0);
        }

        _ = SpawnActionsDuplicate(actions, output, 1);
        _ = SpawnActionsDuplicate(actions, error, 2);

        // The runtime ignores SIGPIPE, and a child would inherit that; none is blocked in the child.
        new Span<byte>(signals, SignalSetSize).Clear();
        _ = SpawnAttributesSignalMask(attributes, signals);
        new Span<byte>(signals, SignalSetSize).Fill(0xFF);
        _ = SpawnAttributesDefaultSignals(attributes, signals);
        _ = SpawnAttributesFlags(attributes, SetDefaultSignals | SetSignalMask);
        int id;
        var result = Spawn(&id, memory.Path, actions, attributes, memory.Arguments, memory.Environment);
        process = id;
        _ = SpawnActionsDestroy(actions);
        _ = SpawnAttributesDestroy(attributes);
        return (ErrorNumber)result;
    }

    private static ChildResult Collect(int process, int output, int error, TimeSpan limit, int most)
    {
        var texts = new[] { new MemoryStream(), new MemoryStream() };
        PollEntry* entries = stackalloc PollEntry[2];
        entries[0] = new PollEntry { Descriptor = output, Wanted = PollIn };
        entries[1] = new PollEntry { Descriptor = error, Wanted = PollIn };
        Span<byte> buffer = stackalloc byte[16 * 1024];
        var clock = Stopwatch.StartNew();
        var timedOut = false;
        for (var open = 2; open > 0; )
        {
            var rest = limit - clock.Elapsed;
            var ready =
                rest <= TimeSpan.Zero
                    ? 0
                    : Poll(entries, 2, (int)Math.Min(rest.TotalMilliseconds + 1, int.MaxValue));
            if (ready == 0)
            {
                timedOut = true;
                _ = Kill(process, KillSignal);
                break;
            }

            for (var i = 0; i < 2 && ready > 0; i++)
            {
                if (entries[i].Descriptor < 0 || entries[i].Happened == 0)
                {
                    continue;
                }

                if (ReadSome(entries[i].Descriptor, buffer, out var read) != ErrorNumber.None || read == 0)
                {
                    entries[i].Descriptor = -1;
                    open--;
                }
                else if (texts[i].Length + read <= most)
                {
                    texts[i].Write(buffer[..read]);
                }
            }
        }

        var code = WaitForExit(process, limit - clock.Elapsed, ref timedOut);
        return new ChildResult(code, texts[0].ToArray(), texts[1].ToArray(), timedOut);
    }

    private static int WaitForExit(int process, TimeSpan rest, ref bool timedOut)
    {
        const int NoHang = 1;
        int status = 0;
        var clock = Stopwatch.StartNew();
        while (true)
        {
            // Streams closed, process alive: rare, so that waiting in small steps does not matter.
            var result = WaitFor(process, &status, timedOut ? 0 : NoHang);
            if (result == process)
            {
                break;
            }

            if (result < 0 && LastError != ErrorNumber.Interrupted)
            {
                return -1;
            }

            if (result == 0 && clock.Elapsed > rest)
            {
                timedOut = true;
                _ = Kill(process, KillSignal);
            }
            else if (result == 0)
            {
                if (clock.ElapsedMilliseconds < 2)
                {
                    Thread.Yield();
                }
                else
                {
                    Thread.Sleep(1);
                }
            }
        }

        var signal = status & 0x7F;
        return signal == 0 ? (status >> 8) & 0xFF : 128 + signal;
    }

    /// <summary>Path, arguments and environment as C wants them, freed on disposal.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct ArgumentMemory : IDisposable
    {
        private readonly void* _block;

        public ArgumentMemory(string path, IReadOnlyList<string> arguments, IReadOnlyList<string> environment)
        {
            var pointers = arguments.Count + environment.Count + 2;
            var size = (pointers * sizeof(nint)) + Size(path);
            foreach (var argument in arguments)
            {
                size += Size(argument);
            }

            foreach (var line in environment)
            {
                size += Size(line);
            }

            _block = NativeMemory.Alloc((nuint)size);
            Arguments = (byte**)_block;
            Environment = Arguments + arguments.Count + 1;
            var text = (byte*)(Environment + environment.Count + 1);
            Path = text;
            text = Put(text, path);
            text = PutAll(text, Arguments, arguments);
            _ = PutAll(text, Environment, environment);
        }

        public byte* Path { get; }

        public byte** Arguments { get; }

        public byte** Environment { get; }

        public void Dispose() => NativeMemory.Free(_block);

        private static int Size(string text) => Encoding.UTF8.GetByteCount(text) + 1;

        private static byte* PutAll(byte* text, byte** table, IReadOnlyList<string> lines)
        {
            for (var i = 0; i < lines.Count; i++)
            {
                table[i] = text;
                text = Put(text, lines[i]);
            }

            table[lines.Count] = null;
            return text;
        }

        private static byte* Put(byte* at, string text)
        {
            var length = Encoding.UTF8.GetBytes(text, new Span<byte>(at, Size(text)));
            at[length] = 0;
            return at + length + 1;
        }
    }
}
