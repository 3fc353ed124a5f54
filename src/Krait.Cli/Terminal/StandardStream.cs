using Krait.Storage;

namespace Krait.Cli.Terminal;

/// <summary>
/// The process's standard streams, written by the system's call where there is one: the base library's console would
/// first start a thread for signals, which costs more than many a command.
/// </summary>
internal static class StandardStream
{
    private const int Output = 1;
    private const int Error = 2;

    /// <summary>
    /// Before the first file is opened. A stream that is closed counts as one to nowhere, and a reader that goes away
    /// does not end the process in the midst of its work.
    /// </summary>
    public static void Prepare()
    {
        if (Native.IsAvailable)
        {
            Native.OpenStandardStreams();
            Native.IgnoreBrokenPipes();
        }
    }

    public static bool IsOutputTerminal =>
        Native.IsAvailable ? Native.IsTerminal(Output) : !Console.IsOutputRedirected;

    public static bool IsErrorTerminal =>
        Native.IsAvailable ? Native.IsTerminal(Error) : !Console.IsErrorRedirected;

    /// <summary>Columns and rows of the terminal that standard error is; 80 and 24 where it does not tell.</summary>
    public static (int Columns, int Rows) ErrorSize =>
        Native.IsAvailable && Native.TryGetTerminalSize(Error, out var columns, out var rows)
            ? (columns, rows)
            : (80, 24);

    /// <summary>Writes everything. A reader that has gone away is no failure: it has what it wanted.</summary>
    /// <exception cref="KraitException">The bytes did not arrive, as on a full disk; exit code 2.</exception>
    public static void WriteOutput(ReadOnlySpan<byte> bytes) =>
        Write(Output, bytes, Console.OpenStandardOutput);

    /// <inheritdoc cref="WriteOutput"/>
    public static void WriteError(ReadOnlySpan<byte> bytes) => Write(Error, bytes, Console.OpenStandardError);

    /// <summary>Everything is written and put away: the runtime's own way out would only take time.</summary>
    public static int Leave(int exitCode)
    {
        if (Native.IsAvailable)
            Native.ExitNow(exitCode);
        return exitCode;
    }

    private static void Write(int descriptor, ReadOnlySpan<byte> bytes, Func<Stream> portable)
    {
        if (!Native.IsAvailable)
        {
            WritePortably(descriptor, bytes, portable);
            return;
        }
        while (!bytes.IsEmpty)
        {
            var error = Native.WriteSome(descriptor, bytes, out var written);
            bytes = bytes[written..];
            switch (error)
            {
                case ErrorNumber.None:
                    break;
                case ErrorNumber.BrokenPipe:
                    return;
                case ErrorNumber.TryAgain:
                    // Somebody made the stream non-blocking, as terminals shared with other programs sometimes are.
                    Thread.Sleep(1);
                    break;
                default:
                    throw Lost(descriptor, StorageException.ReasonOf(error));
            }
        }
    }

    private static void WritePortably(int descriptor, ReadOnlySpan<byte> bytes, Func<Stream> open)
    {
        try
        {
            using var stream = open();
            stream.Write(bytes);
        }
        catch (IOException failure)
        {
            throw Lost(descriptor, failure.Message);
        }
    }

    /// <summary>Without the hints of file work: the command's own work is done, only its report is lost.</summary>
    private static KraitException Lost(int descriptor, string reason) =>
        new($"failed to write to `{(descriptor == Output ? "standard output" : "standard error")}`: {reason}")
        {
            ExitCode = 2,
        };
}
