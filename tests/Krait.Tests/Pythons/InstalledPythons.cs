namespace Krait.Tests.Pythons;

/// <summary>
/// The real interpreters of this machine: those of the folder that <c>PYTHONS</c> names, of the search path and of
/// pyenv. A test that needs one skips where there is none.
/// </summary>
internal static class InstalledPythons
{
    public static IReadOnlyList<string> All { get; } = Find();

    public static string Need(string version)
    {
        var found = All.FirstOrDefault(p => p.EndsWith($"/python{version}", StringComparison.Ordinal));
        Assert.SkipWhen(found is null, $"no Python {version} on this machine");
        return found!;
    }

    /// <summary>The environment of a program that needs nothing.</summary>
    public static IReadOnlyList<string> PlainEnvironment { get; } = ["PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8"];

    private static List<string> Find()
    {
        if (!OperatingSystem.IsLinux())
            return [];
        var folders = new List<string>();
        if (Environment.GetEnvironmentVariable("PYTHONS") is { Length: > 0 } named)
            folders.Add(named);
        folders.AddRange((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'));
        var pyenv =
            Environment.GetEnvironmentVariable("PYENV_ROOT")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".pyenv");
        if (Directory.Exists(Path.Combine(pyenv, "versions")))
            folders.AddRange(
                Directory
                    .EnumerateDirectories(Path.Combine(pyenv, "versions"))
                    .Select(f => Path.Combine(f, "bin"))
            );
        var programs =
            from folder in folders
            where Directory.Exists(folder) && !folder.EndsWith("/shims", StringComparison.Ordinal)
            from file in Directory.EnumerateFiles(folder)
            let name = Path.GetFileName(file)
            where
                name.StartsWith("python", StringComparison.Ordinal)
                && name["python".Length..].All(c => char.IsDigit(c) || c is '.')
                && File.Exists(file)
            select file;
        return [.. programs.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }
}
