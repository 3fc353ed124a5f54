using Krait.Cli.Terminal;

namespace Krait.Cli.Commands;

/// <summary><c>krait --version</c>: one line, <c>krait VERSION (PLATFORM)</c>.</summary>
internal static class VersionCommand
{
    public const string Version = "0.1.0";

    public static int Run(TerminalWriter terminal)
    {
        terminal.Data($"krait {Version} ({Platform})\n");
        terminal.Flush();
        return 0;
    }

    private static string Platform
    {
        get
        {
            var architecture =
                System.Runtime.InteropServices.RuntimeInformation.OSArchitecture
                == System.Runtime.InteropServices.Architecture.Arm64
                    ? "aarch64"
                    : "x86_64";
            if (OperatingSystem.IsWindows())
                return architecture + "-pc-windows-msvc";
            return OperatingSystem.IsMacOS()
                ? architecture + "-apple-darwin"
                : architecture + "-unknown-linux-gnu";
        }
    }
}
