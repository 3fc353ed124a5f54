using System.Globalization;

namespace Krait.TestKit;

/// <summary>
/// Commands to put before the executable (<see cref="KraitProcess.Prefix"/>) so that the kernel answers as a broken
/// machine would. No hook in the product is needed.
/// </summary>
public static class Faults
{
    /// <summary>Whether system calls can be traced here.</summary>
    public static bool CanTrace { get; } = Find("strace");

    /// <summary>Whether mounts of one's own can be made here, without privileges.</summary>
    public static bool CanMount { get; } = Find("unshare") && Runs("unshare", "-rm", "true");

    /// <summary>Kills the process at its <paramref name="nth"/> system call of the named kinds (comma-separated).</summary>
    public static string[] Kill(string calls, int nth) => Signal("KILL", calls, nth);

    /// <summary>Sends the process a signal such as <c>TERM</c> at its <paramref name="nth"/> system call of these kinds.</summary>
    public static string[] Signal(string name, string calls, int nth) =>
        Inject(calls, $"signal={name}:when={Text(nth)}");

    /// <summary>Lets the <paramref name="nth"/> and all later calls of these kinds fail with an error such as <c>ENOSPC</c>.</summary>
    public static string[] Fail(string calls, string error, int nth) =>
        Inject(calls, $"error={error}:when={Text(nth)}+");

    /// <summary>Runs with <paramref name="folder"/> replaced by an empty file system of so many bytes.</summary>
    public static string[] SmallDisk(string folder, long bytes) =>
        Mounted(
            $"mount -t tmpfs -o size={bytes.ToString(CultureInfo.InvariantCulture)} tmpfs \"$0\"",
            folder
        );

    /// <summary>Runs with <paramref name="folder"/> read-only, which also binds root, unlike mode bits.</summary>
    public static string[] ReadOnly(string folder) =>
        Mounted("mount --bind \"$0\" \"$0\" && mount -o remount,ro,bind \"$0\"", folder);

    /// <summary>Counts system calls into <paramref name="file"/>, children included.</summary>
    public static string[] Count(string file) => ["strace", "-f", "-c", "-o", file];

    /// <summary>The total of a summary that <see cref="Count"/> wrote.</summary>
    public static int ReadCount(string file)
    {
        foreach (var line in File.ReadLines(file))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is [_, _, _, var calls, .., "total"])
                return int.Parse(calls, CultureInfo.InvariantCulture);
        }
        throw new FormatException($"no total in {file}");
    }

    private static string[] Inject(string calls, string what) =>
        ["strace", "-f", "-o", "/dev/null", "-e", $"trace={calls}", "-e", $"inject={calls}:{what}"];

    private static string[] Mounted(string mount, string folder) =>
        ["unshare", "-rm", "bash", "-c", $"{mount} && exec \"$@\"", folder];

    internal static bool Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':')
            .Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, name)));

    private static bool Runs(string name, params string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo(name, arguments) { RedirectStandardError = true }
        )!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
