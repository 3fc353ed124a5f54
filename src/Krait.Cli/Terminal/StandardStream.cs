using Krait.Storage;

namespace Krait.Cli.Terminal;

/// <summary>
/// The process's standard streams, written by the system's call where there is one: the base library's console would
/// first start a thread for signals, which costs more than many a command.
/// </summary>
internal static class StandardStream
{
    /// <summary>Once, before the first write: a reader that goes away does not end the process in the midst of its work.</summary>
    public static void Prepare()
    {
        if (Native.IsAvailable)
            Native.IgnoreBrokenPipes();
    }

    /// <summary>Writes everything. A reader that has gone away is no failure: it has what it wanted.</summary>
    /// <exception cref="IOException">The bytes did not arrive.</exception>
    public static void WriteOutput(ReadOnlySpan<byte> bytes) => Write(1, bytes, Console.OpenStandardOutput);

    /// <inheritdoc cref="WriteOutput"/>
    public static void WriteError(ReadOnlySpan<byte> bytes) => Write(2, bytes, Console.OpenStandardError);

    private static void Write(int descriptor, ReadOnlySpan<byte> bytes, Func<Stream> portable)
    {
        if (!Native.IsAvailable)
        {
            using var stream = portable();
            stream.Write(bytes);
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
                    throw new IOException(StorageException.ReasonOf(error));
            }
        }
    }
}
