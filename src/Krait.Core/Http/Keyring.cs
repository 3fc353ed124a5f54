using System.ComponentModel;
using System.Diagnostics;

namespace Krait.Http;

/// <summary>The <c>keyring</c> program: prints the password of a service and a user.</summary>
internal static class Keyring
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Null where the program is absent, does not know, or does not answer in time.</summary>
    public static string? Ask(string program, string service, string user)
    {
        var start = new ProcessStartInfo(program, ["get", service, user])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        try
        {
            using var process = Process.Start(start);
            if (process is null)
                return null;
            process.StandardInput.Close();
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginErrorReadLine();
            var output = process.StandardOutput.ReadToEndAsync();
            if (!process.WaitForExit(Patience))
            {
                process.Kill(entireProcessTree: true);
                return null;
            }
            var password = output.GetAwaiter().GetResult().TrimEnd('\r', '\n');
            return process.ExitCode == 0 && password.Length > 0 ? password : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
