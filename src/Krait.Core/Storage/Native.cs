using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Krait.Storage;

/// <summary>
/// File calls of the operating system that the base library does not offer, or offers at twice the price. Every
/// method returns the error instead of throwing, and repeats a call that a signal interrupted. Usable only where
/// <see cref="IsAvailable"/>; the room's types fall back to the base library elsewhere.
/// </summary>
internal static unsafe partial class Native
{
    /// <summary>The descriptor that stands for the working directory in <c>…at</c> calls.</summary>
    public const int CurrentDirectory = -100;

    private const int BrokenPipeSignal = 13;
    private const nint DefaultSignal = 0;
    private const nint IgnoredSignal = 1;

    /// <summary>Whether the calls of this class exist here (Linux, 64 bit).</summary>
    [SupportedOSPlatformGuard("linux")]
    public static bool IsAvailable => OperatingSystem.IsLinux() && sizeof(nint) == 8;

    private static ErrorNumber LastError => (ErrorNumber)Marshal.GetLastPInvokeError();

    private static ErrorNumber Result(nint result) => result < 0 ? LastError : ErrorNumber.None;

    /// <summary>Whether the descriptor is a terminal.</summary>
    public static bool IsTerminal(int descriptor) => IsAvailable && IsATty(descriptor) == 1;

    /// <summary>The size of a terminal; false for what is none, and for one that does not know its size.</summary>
    public static bool TryGetTerminalSize(int descriptor, out int columns, out int rows)
    {
        const nuint GetWindowSize = 0x5413;
        var size = stackalloc ushort[4];
        var isKnown = Ioctl(descriptor, GetWindowSize, (nint)size) == 0 && size[0] > 0 && size[1] > 0;
        (columns, rows) = isKnown ? (size[1], size[0]) : (0, 0);
        return isKnown;
    }

    /// <summary>Ends the process at once: nothing is flushed, no handler runs.</summary>
    public static void ExitNow(int code) => ExitProcess(code);

    /// <summary>A write to a pipe that nobody reads answers an error from now on, instead of ending the process.</summary>
    public static void IgnoreBrokenPipes() => SetSignal(BrokenPipeSignal, IgnoredSignal);

    /// <summary>
    /// Opens the null device in place of standard streams that are closed: the next files that are opened would else
    /// get their numbers, and messages be written into them.
    /// </summary>
    public static void OpenStandardStreams()
    {
        const int Streams = 3;
        const short NotOpen = 0x20;
        var entries = stackalloc PollEntry[Streams];
        for (var i = 0; i < Streams; i++)
        {
            entries[i] = new PollEntry { Descriptor = i };
        }

        if (Poll(entries, Streams, 0) <= 0)
        {
            return;
        }

        for (var i = 0; i < Streams; i++)
        {
            if ((entries[i].Happened & NotOpen) != 0)
            {
                // The lowest number that is free, so that it needs no second call; and it stays open.
                _ = OpenAt(CurrentDirectory, "/dev/null", ReadWrite, 0);
            }
        }
    }

    /// <summary>Writes all bytes to a descriptor; stops at the first error.</summary>
    public static ErrorNumber WriteAll(int descriptor, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var error = WriteSome(descriptor, bytes, out var written);
            if (error != ErrorNumber.None)
            {
                return error;
            }

            bytes = bytes[written..];
        }

        return ErrorNumber.None;
    }

    /// <summary>As the other overload, from a place in the file on.</summary>
    public static ErrorNumber WriteAll(int descriptor, ReadOnlySpan<byte> bytes, long offset)
    {
        while (!bytes.IsEmpty)
        {
            var error = WriteAt(descriptor, bytes, offset, out var written);
            if (error is not (ErrorNumber.None or ErrorNumber.Interrupted))
            {
                return error;
            }

            bytes = bytes[written..];
            offset += written;
        }

        return ErrorNumber.None;
    }

    /// <summary>One write; <paramref name="written"/> may be less than all.</summary>
    public static ErrorNumber WriteSome(int descriptor, ReadOnlySpan<byte> bytes, out int written)
    {
        while (true)
        {
            nint count;
            fixed (byte* start = bytes)
            {
                count = Write(descriptor, start, (nuint)bytes.Length);
            }

            written = (int)Math.Max(0, count);
            if (count >= 0 || LastError != ErrorNumber.Interrupted)
            {
                return Result(count);
            }
        }
    }

    /// <summary>Reads until the buffer is full or the file ends; <paramref name="read"/> is the number of bytes.</summary>
    public static ErrorNumber ReadAll(int descriptor, Span<byte> buffer, out int read)
    {
        read = 0;
        while (read < buffer.Length)
        {
            var error = ReadSome(descriptor, buffer[read..], out var count);
            if (error != ErrorNumber.None || count == 0)
            {
                return error;
            }

            read += count;
        }

        return ErrorNumber.None;
    }

    /// <summary>One read; zero bytes mean the end.</summary>
    public static ErrorNumber ReadSome(int descriptor, Span<byte> buffer, out int read)
    {
        while (true)
        {
            nint count;
            fixed (byte* start = buffer)
            {
                count = Read(descriptor, start, (nuint)buffer.Length);
            }

            if (count >= 0)
            {
                read = (int)count;
                return ErrorNumber.None;
            }

            if (LastError != ErrorNumber.Interrupted)
            {
                read = 0;
                return LastError;
            }
        }
    }
}
