using System.Text;

namespace Krait.Storage;

/// <summary>What a child process answered. The exit code is 128 + signal number when a signal ended it.</summary>
internal sealed record ChildResult(int ExitCode, byte[] Output, byte[] Error, bool TimedOut);

/// <summary>
/// Runs programs without a shell and without the base library's process machinery (spawn and pipes only). Arguments
/// and environment are given whole: nothing is inherited that the caller did not pass.
/// </summary>
internal static class ChildProcess
{
    private const int MostOutput = 16 << 20;

    /// <summary>
    /// Runs the program to its end with an empty standard input. Blocks. Output beyond 16 MiB is dropped; a program
    /// that does not end within the limit is killed. Throws <see cref="StorageException"/> when it cannot be started.
    /// </summary>
    /// <param name="path">Absolute path of the program.</param>
    /// <param name="arguments">Including the program's own name, first.</param>
    /// <param name="environment">Lines of the form <c>NAME=value</c>.</param>
    /// <param name="limit">Longest time to wait; must be positive.</param>
    public static ChildResult Run(
        string path,
        IReadOnlyList<string> arguments,
        IReadOnlyList<string> environment,
        TimeSpan limit
    ) =>
        Native.IsAvailable
            ? Native.RunProcess(path, arguments, environment, limit, MostOutput)
            : RunPortable(path, arguments, environment, limit);

    /// <summary>
    /// Becomes the program: returns only by throwing. Where the system cannot do that the program runs as a child and
    /// this process ends with its exit code.
    /// </summary>
    public static int Become(string path, IReadOnlyList<string> arguments, IReadOnlyList<string> environment)
    {
        if (Native.IsAvailable)
        {
            var error = Native.Become(path, arguments, environment);
            throw new StorageException("run", path, error);
        }

        using var process = Start(path, arguments, environment, capture: false);
        process.WaitForExit();
        return process.ExitCode;
    }

    private static ChildResult RunPortable(
        string path,
        IReadOnlyList<string> arguments,
        IReadOnlyList<string> environment,
        TimeSpan limit
    )
    {
        using var process = Start(path, arguments, environment, capture: true);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        var ended = process.WaitForExit(limit);
        if (!ended)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        return new ChildResult(
            process.ExitCode,
            Encoding.UTF8.GetBytes(output.GetAwaiter().GetResult()),
            Encoding.UTF8.GetBytes(error.GetAwaiter().GetResult()),
            !ended
        );
    }

    private static System.Diagnostics.Process Start(
        string path,
        IReadOnlyList<string> arguments,
        IReadOnlyList<string> environment,
        bool capture
    )
    {
        var start = new System.Diagnostics.ProcessStartInfo(path, arguments.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardInput = capture,
            RedirectStandardOutput = capture,
            RedirectStandardError = capture,
        };
        start.Environment.Clear();
        foreach (var line in environment)
        {
            var equals = line.IndexOf('=', 1);
            start.Environment[line[..equals]] = line[(equals + 1)..];
        }

        try
        {
            return System.Diagnostics.Process.Start(start)
                ?? throw new StorageException("run", path, ErrorNumber.NotFound);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw StorageException.From("run", path, e);
        }
    }
}
