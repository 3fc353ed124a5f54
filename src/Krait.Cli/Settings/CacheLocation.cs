namespace Krait.Cli.Settings;

/// <summary>Where the cache lies when nobody says so.</summary>
internal static class CacheLocation
{
    /// <summary>A folder that nobody has yet, for a cache that goes with the command.</summary>
    public static string Temporary() => Path.Combine(Path.GetTempPath(), $"krait-cache-{Guid.NewGuid():N}");

    /// <summary>The named folder, else <c>$XDG_CACHE_HOME/krait</c>, else <c>~/.cache/krait</c>; absolute.</summary>
    /// <exception cref="KraitException">Nothing tells where the home folder is; exit code 2.</exception>
    public static string Find(string? named, string workingDirectory)
    {
        if (named is not null)
            return Path.GetFullPath(named, workingDirectory);
        if (EnvironmentVariables.Plain("XDG_CACHE_HOME") is { } caches && Path.IsPathRooted(caches))
            return Path.Combine(caches, "krait");
        if (EnvironmentVariables.Plain("HOME") is { } home)
            return Path.GetFullPath(Path.Combine(home, ".cache", "krait"), workingDirectory);
        var user = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        return user.Length > 0
            ? Path.Combine(user, "krait", "cache")
            : throw new KraitException("Could not determine the cache directory")
            {
                ExitCode = 2,
                Hints = ["Name it with `--cache-dir` or `KRAIT_CACHE_DIR`"],
            };
    }
}
