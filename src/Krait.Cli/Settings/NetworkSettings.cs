using Krait.Cli.Arguments.Options;
using Krait.Http;
using Krait.Storage;

namespace Krait.Cli.Settings;

/// <summary>Reads what the network layer must be told, from options and from the variables that all such tools share.</summary>
internal static class NetworkSettings
{
    /// <exception cref="KraitException">A variable that should hold a number does not.</exception>
    public static HttpOptions Read(SettingsReader reader, GlobalSettings global)
    {
        HideSystemCertificates();
        var usual = new HttpOptions();
        return new HttpOptions
        {
            Offline = global.IsOffline,
            ReadTimeout = Seconds("HTTP_TIMEOUT") ?? Seconds("REQUEST_TIMEOUT") ?? usual.ReadTimeout,
            ConnectTimeout = Seconds("HTTP_CONNECT_TIMEOUT") ?? usual.ConnectTimeout,
            Retries = EnvironmentVariables.Number("HTTP_RETRIES") ?? usual.Retries,
            Concurrency = Math.Max(
                1,
                EnvironmentVariables.Number("CONCURRENT_DOWNLOADS") ?? usual.Concurrency
            ),
            InsecureHosts = global.InsecureHosts,
            CertificateFile = CertificateFile(reader, global) ?? EnvironmentVariables.Plain("SSL_CERT_FILE"),
            CertificateDirectories =
                EnvironmentVariables
                    .Plain("SSL_CERT_DIR")
                    ?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                ?? [],
            ClientCertificateFile = EnvironmentVariables.Plain("SSL_CLIENT_CERT"),
            // Behind a web server HTTP_PROXY holds what a stranger sent as the header `Proxy`.
            HttpProxy = EnvironmentVariables.Plain("REQUEST_METHOD") is null
                ? Proxy("http_proxy")
                : EnvironmentVariables.Plain("http_proxy"),
            HttpsProxy = Proxy("https_proxy"),
            AllProxy = Proxy("all_proxy"),
            NoProxy = Proxy("no_proxy"),
            NetrcFile = NetrcFile(),
            KeyringProgram =
                reader.Text(PackageIndexOptions.KeyringProvider) == "subprocess" ? "keyring" : null,
            UserAgent = $"krait/{Commands.VersionCommand.Version}",
        };
    }

    /// <summary>
    /// Keeps the runtime from reading every certificate of the system, some 100 ms, at the first TLS connection: it looks for
    /// intermediate ones in it, whoever is to be trusted. It finds them by these variables, at that time.
    /// </summary>
    private static void HideSystemCertificates()
    {
        // Managed code goes on with the variables as they are now, and so do child processes.
        _ = Environment.GetEnvironmentVariables();
        Native.SetVariable("SSL_CERT_FILE", "");
        Native.SetVariable("SSL_CERT_DIR", "");
    }

    /// <summary>The file that <c>--cert</c> names; null for none.</summary>
    /// <exception cref="KraitException">It cannot be read, or holds no certificate; exit code 2.</exception>
    private static string? CertificateFile(SettingsReader reader, GlobalSettings global)
    {
        if (reader.Text(TargetOptions.Certificate) is not { } given)
            return null;
        var file = Path.GetFullPath(given, global.WorkingDirectory);
        try
        {
            if (!File.ReadAllText(file).Contains("-----BEGIN ", StringComparison.Ordinal))
                throw new KraitException($"No valid certificates found in: {given}") { ExitCode = 2 };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            var cause = failure is FileNotFoundException or DirectoryNotFoundException
                ? new KraitException("No such file or directory")
                : failure;
            throw new KraitException($"Failed to read certificate file `{given}`", cause) { ExitCode = 2 };
        }
        return file;
    }

    private static string? Proxy(string name) =>
        EnvironmentVariables.Plain(name) ?? EnvironmentVariables.Plain(name.ToUpperInvariant());

    private static string? NetrcFile() =>
        EnvironmentVariables.Plain("NETRC")
        ?? (EnvironmentVariables.Plain("HOME") is { } home ? Path.Combine(home, ".netrc") : null);

    private static TimeSpan? Seconds(string name) =>
        EnvironmentVariables.Number(name) is { } seconds ? TimeSpan.FromSeconds(Math.Max(1, seconds)) : null;
}
